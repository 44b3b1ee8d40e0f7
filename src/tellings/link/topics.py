"""Topics: what a passage is about, whatever words its article chose for the people, bodies and countries in it."""

from __future__ import annotations

import re

from tellings.link.terms import stems
from tellings.link.view import StoryView
from tellings.model import Passage
from tellings.world import country_of, country_of_government

_CAPITALS = re.compile(r"[A-Z][\w.]*(?:[ -][A-Z][\w.]*)*")
_LONGEST_COUNTRY = 4  # words: "Democratic Republic of Congo" is caught by its names, "United Arab Emirates" by words


def topic_terms(view: StoryView, passage: Passage) -> frozenset[str]:
    """Stems of a passage, with one term for each country, person and body in place of its many names."""
    article = view.articles[passage.article]
    start, end = article.at(passage.span)
    text = article.text
    terms: set[str] = set()
    rest, at = [], start
    for name in view.names_in(passage):
        low, high = article.at(name.span)
        words = text[low:high]
        if low < at or country_of(words):
            continue
        bearer = view.bearer(passage.article, words) or view.bearer(passage.article, name.full)
        if bearer is None:
            continue
        terms.add(f"@{country_of_government(words) or bearer.id}")
        rest.append(text[at:low])
        at = min(high, end)
    rest.append(text[at:end])
    for piece in rest:
        left = _CAPITALS.sub(lambda match: _without_countries(match.group(), terms), piece)
        terms.update(stems(left))
    return frozenset(terms)


def _without_countries(run: str, terms: set[str]) -> str:
    """A run of capitalised words without the countries and demonyms in it, whose terms are added to `terms`."""
    words, kept, i = run.replace("-", " ").split(), [], 0
    while i < len(words):
        for n in range(min(_LONGEST_COUNTRY, len(words) - i), 0, -1):
            if country := country_of(" ".join(words[i : i + n])):
                terms.add(f"@{country}")
                i += n
                break
        else:
            kept.append(words[i])
            i += 1
    return " ".join(kept)
