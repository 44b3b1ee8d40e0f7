"""Article extraction on forty saved pages of our own (`markup.py`): trafilatura alone, Tellings. usage: pages.py [-v].

Text: F1 over bags of words, the mean of all pages; lines that are the title or deck count for neither side. A wall in
the place of an article counts 1 where nothing is printed and 0 where something is. Byline and day: the share of the
pages that have one on which it is right; a day has to be the day, a byline the same names. Anchors: the share of words
found again in the HTML, and of those found whose bytes read as the same words.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from statistics import mean

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "bench")]

from markup import Saved, made_pages  # noqa: E402
from tellings.model import Article, LeftOut  # noqa: E402

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in a page."""

    text: str = ""
    byline: str = ""
    day: str = ""


def by_trafilatura(page: Saved) -> Found:
    """Trafilatura with metadata, without comments, all else as it comes."""
    import trafilatura

    found = trafilatura.bare_extraction(page.raw, with_metadata=True, include_comments=False)
    if found is None or isinstance(found, dict):
        return Found()
    return Found(found.text or "", found.author or "", found.date or "")


def read(page: Saved) -> list[Article | LeftOut]:
    """The page as Tellings reads it."""
    from tellings.read.assemble import Known
    from tellings.read.doors import read_leaf
    from tellings.read.source import Leaf

    return read_leaf(Leaf("page", page.raw, f"{page.name}.html", Known()))


def by_tellings(page: Saved) -> Found:
    """All articles of the page together; byline and day of the first."""
    articles = [one for one in read(page) if isinstance(one, Article)]
    if not articles:
        return Found()
    first = articles[0]
    return Found("\n".join(one.text for one in articles), first.byline, first.published[:10])


def text_f1(text: str, page: Saved) -> float:
    """F1 of the bags of words of a text and of the gold."""
    aside = {_letters(line) for line in page.aside}
    lines = (line for line in text.split("\n") if _letters(line) not in aside)
    ours, gold = (Counter(_WORD.findall(words.casefold())) for words in (" ".join(lines), page.text))
    if not gold:
        return float(not ours)
    same = (ours & gold).total()
    return 2 * same / (ours.total() + gold.total())


def same_names(found: str, gold: str) -> bool:
    """True for the same names, in whatever order and with whatever between them."""
    names = ({_letters(name) for name in re.split(r"[,;&]| and ", words) if name.strip()} for words in (found, gold))
    return next(names) == next(names)


def _letters(words: str) -> str:
    return "".join(filter(str.isalnum, words.casefold()))


def score(read_one: Callable[[Saved], Found], pages: Sequence[Saved]) -> dict[str, float]:
    """Text F1, share of bylines right, share of days right."""
    found = [(page, read_one(page)) for page in pages]
    return {
        "text F1": mean(text_f1(one.text, page) for page, one in found),
        "byline": mean(same_names(one.byline, page.facts.byline) for page, one in found if page.facts.byline),
        "day": mean(one.day == page.facts.day for page, one in found if page.facts.day and not page.is_wall),
    }


def notes(pages: Sequence[Saved]) -> dict[str, float]:
    """Shares: walls left out, stubs said to be stubs, whole articles not called stubs; live blogs split into posts."""
    walls: list[bool] = []
    stubs: list[bool] = []
    whole: list[bool] = []
    live: list[bool] = []
    for page in pages:
        found = read(page)
        said = any(isinstance(one, Article) and any("paywall" in note for note in one.notes) for one in found)
        if page.is_wall:
            walls.append(not any(isinstance(one, Article) for one in found))
        else:
            (stubs if page.is_stub else whole).append(said is page.is_stub)
        if page.posts:
            live.append(sum(isinstance(one, Article) and "#" in one.path for one in found) == page.posts)
    return {"walls": mean(walls), "stubs": mean(stubs), "whole": mean(whole), "live blogs": mean(live)}


def anchored(pages: Sequence[Saved]) -> dict[str, float]:
    """Shares of words: found again in the page, and found in bytes that read as the same word."""
    from tellings.read.anchors import anchor_spans, encoding_of
    from tellings.read.encoding import decode

    total = placed = right = 0
    for page in pages:
        html = decode(page.raw, page.name)
        charset = encoding_of(page.raw, html).replace("utf-16", "utf-16-le")
        for article in (one for one in read(page) if isinstance(one, Article)):
            spans = [article.span(word.start(), word.end()) for word in _WORD.finditer(article.text)]
            for span, anchor in zip(spans, anchor_spans(page.raw, article, spans), strict=True):
                total += 1
                if anchor is not None:
                    placed += 1
                    shown = page.raw[anchor.first_byte : anchor.last_byte].decode(charset)
                    right += unescape(re.sub("<[^>]*>", "", shown)) == span.text == anchor.exact
    return {"found": placed / total, "right": right / placed}


def main() -> None:
    """Print the figures; with -v those of each page."""
    pages = made_pages()
    if "-v" in sys.argv:
        for page in pages:
            told = []
            for one in (by_trafilatura(page), by_tellings(page)):
                marks = "-+"[same_names(one.byline, page.facts.byline)] + "-+"[one.day == page.facts.day]
                told.append(f"{text_f1(one.text, page):.3f} {marks} {one.byline[:40]:40} {one.day:10}")
            print(f"{page.name:18}", *told)
    for name, reader in (("trafilatura", by_trafilatura), ("Tellings", by_tellings)):
        print(f"{name:12}", "  ".join(f"{key} {value:.3f}" for key, value in score(reader, pages).items()))
    print("said        ", "  ".join(f"{key} {value:.3f}" for key, value in notes(pages).items()))
    print("anchors     ", "  ".join(f"{key} {value:.3f}" for key, value in anchored(pages).items()))


if __name__ == "__main__":
    main()
