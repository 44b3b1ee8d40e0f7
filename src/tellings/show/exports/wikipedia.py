"""A list of `{{cite news}}` for Wikipedia: the articles, and each side of each finding with the words it rests on.

Quotations are short, as Wikipedia asks of text that is not free; where an account is longer, its end is left out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from tellings.model import Account, Article, Finding, Record, Statement, Story
from tellings.show.exports.citing import cite
from tellings.show.prose import KIND_WORDS
from tellings.show.words import STANCE_WORDS, capital, clip, visible

_QUOTED: Final = 300  # characters of a quotation; two sentences, as editors keep them
_LABEL: Final = 160  # characters of a label
_SIGNS: Final = {
    "&": "&amp;", "<": "&lt;", ">": "&gt;", "[": "&#91;", "]": "&#93;", "{": "&#123;", "}": "&#125;", "=": "&#61;",
    "|": "{{!}}",
}  # fmt: skip
# What acts only in a row: bold, signatures, switches such as __TOC__, addresses, rules.
_ROWS: Final = re.compile(r"'{2,}|~{3,}|_{2,}|(?<=[A-Za-z]):(?=//)|-{4,}")
_MAGIC: Final = re.compile(r"\b(ISBN|RFC|PMID) (?=\d)")
_SIGN: Final = re.compile(r"[&<>\[\]{}=|]")


def write(record: Record, folder: Path) -> list[Path]:
    """Write `citations.wiki`."""
    path = folder / "citations.wiki"
    findings: dict[str, list[Finding]] = defaultdict(list)
    for finding in record.findings:
        findings[finding.story].append(finding)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for story in record.stories:
            file.writelines(f"{line}\n" for line in _story(record, story, findings[story.id]))
        told = {key for story in record.stories for key in story.articles}
        if alone := [article for key, article in record.articles.items() if key not in told]:
            file.writelines(f"{line}\n" for line in ["== Articles of no story ==", *map(_item, alone)])
    return [path]


def wiki(text: str) -> str:
    """`text` as wikitext that shows it and does nothing: in a template's parameter as well as in a line."""
    plain = " ".join(visible(text).split())
    escaped = _SIGN.sub(lambda sign: _SIGNS[sign[0]], plain)
    escaped = _ROWS.sub(lambda row: "".join(f"&#{ord(sign)};" for sign in row[0]), escaped)
    return _MAGIC.sub(r"\1&#32;", escaped)


def cite_news(article: Article, quote: str = "") -> str:
    """An article as `{{cite news}}`; `quote` are words of it."""
    one = cite(article)
    authors = {
        "author" if len(one.authors) < 2 else f"author{at}": wiki(name) for at, name in enumerate(one.authors, 1)
    }
    # An address may hold two apostrophes or a bracket, which the wiki would read as its own.
    url = one.url.replace("'", "%27").replace("[", "%5B").replace("]", "%5D")
    fields = {
        **authors,
        "title": wiki(one.title),
        "url": url,
        "newspaper": wiki(one.outlet),
        "agency": wiki(", ".join(one.agencies)),
        "date": one.day.isoformat() if one.day else "",
        "language": wiki(one.language) if one.language != "en" else "",
        "quote": wiki(clip(quote, _QUOTED)),
    }
    return "{{cite news " + " ".join(f"|{name}={value}" for name, value in fields.items() if value) + "}}"


def _story(record: Record, story: Story, findings: Iterable[Finding]) -> Iterator[str]:
    articles = {key: record.articles[key] for key in story.articles}
    yield f"== {_label(story.title) or 'Untitled'} =="
    yield "=== Articles ==="
    yield from map(_item, articles.values())
    quotations = {key: [s for s in record.marks[key].statements if s.form == "direct"] for key in articles}
    if any(quotations.values()):
        yield "=== Quotations ==="
        yield from _quotations(articles, quotations)
    for finding in sorted(findings, key=lambda one: (one.rank or 1 << 30, one.id)):
        yield f"=== {capital(KIND_WORDS[finding.kind])}: {_label(finding.about)} ==="
        yield from (_account(record, account) for account in finding.accounts)


def _item(article: Article) -> str:
    return f"* {cite_news(article)}"


def _quotations(articles: Mapping[str, Article], quotations: Mapping[str, Iterable[Statement]]) -> Iterator[str]:
    """Who is quoted with which words."""
    for key, statements in quotations.items():
        for statement in statements:
            words = " … ".join(articles[key].words(span) for span in statement.content)
            speaker = f"{_label(statement.speaker)}: " if statement.speaker else ""
            yield f"* {speaker}{cite_news(articles[key], words)}"


def _account(record: Record, account: Account) -> str:
    """One side of a finding: its value, who says so, and where, with the sentence it stands in."""
    key, span = account.passage.article, account.passage.span
    article = record.articles.get(key) or record.former[key]
    words = article.words(span)
    value = "" if account.value.strip() == words.strip() else _label(STANCE_WORDS.get(account.value, account.value))
    told = ", ".join(filter(None, (value, _label(account.source))))
    sentences = record.marks[key].sentences if key in record.marks else ()
    at = bisect_right(sentences, span.start, key=lambda sentence: sentence.start) - 1
    around = article.words(sentences[at]) if at >= 0 and sentences[at].end >= span.end else words
    return f"* {f'{told}: ' if told else ''}{cite_news(article, around if len(around) <= _QUOTED else words)}"


def _label(text: str) -> str:
    return wiki(clip(text, _LABEL))
