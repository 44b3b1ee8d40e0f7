"""A hand-made record: one story about made-up places, with every kind of finding."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

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
    make_id,
)
from tellings.textmap import TextMap

TEXTS: Mapping[str, str] = {
    "harbour": (
        "Ferry runs aground off Port Velmar\n"
        "About 40 passengers were taken off the ferry Aldana on Tuesday, the Velmar coast guard said.\n"
        "Coast guard captain Ilse Marn told reporters that no one was missing. "
        "“We searched the dark hull twice and found nobody left behind,” Marn said at a briefing.\n"
        "The owner, Sund Lines, said the ship had passed its inspection in March."
    ),
    "dispatch": (
        "Dozens rescued from stranded ship\n"
        "At least 55 people were rescued from the Aldana, according to captain Ilse Marne.\n"
        "“We went through the black hull two times and there was no one in it,” Marne said on Tuesday.\n"
        "Harbour master Odo Quist doubted that the ship had been inspected at all this year."
    ),
    "observer": (
        "What we know about the Aldana\n"
        "The number of those rescued rose to nearly 70 on Wednesday, the island's governor said.\n"
        "Among them were 12 children, Sund Lines said. Captain Bo Hartvig of the coast guard briefed reporters.\n"
        "Sund Lines denied that any inspection had been missed."
    ),
}
OUTLETS = {"harbour": "Harbour Post", "dispatch": "Isle Dispatch", "observer": "The Skerry Observer"}
DAYS = {"harbour": "2031-05-06", "dispatch": "2031-05-06", "observer": "2031-05-07"}


class Maker:
    """Articles made from texts, and marks found in them by their words."""

    def __init__(self, texts: Mapping[str, str], outlets: Mapping[str, str]) -> None:
        self.articles = {
            key: Article(
                key,
                f"{key}.txt",
                text,
                text,
                TextMap.identity(len(text)),
                outlet=outlets.get(key, ""),
                published=DAYS.get(key, ""),
                published_basis="given",
            )
            for key, text in texts.items()
        }

    def span(self, key: str, words: str) -> Span:
        start = self.articles[key].text.index(words)
        return self.articles[key].span(start, start + len(words))

    def passage(self, key: str, words: str) -> Passage:
        return Passage(key, self.span(key, words))

    def sentences(self, key: str) -> tuple[Span, ...]:
        text, found, start = self.articles[key].text, [], 0
        for i, letter in enumerate(text):
            ends = letter == "." and text[i + 1 : i + 2] == " "
            if (ends or letter == "\n") and text[start : i + 1].strip():
                found.append(self.articles[key].span(start, i + ends))
                start = i + 1
        return (*found, self.articles[key].span(start, len(text)))


def make_figure(span: Span, low: float | None, high: float | None, bound: str, **more: str) -> Figure:
    """A count of people, rescued."""
    fields = {"unit": "count", "counted": "people", "state": "rescue", **more}
    return Figure(make_id(span), span, low, high, bound, **fields)  # type: ignore[arg-type]


def make_record() -> Record:
    """The ferry's story: three outlets, seven findings."""
    m = Maker(TEXTS, OUTLETS)
    forty = make_figure(
        m.span("harbour", "About 40"), 40, 40, "about", said_by="the Velmar coast guard", as_of="2031-05-06"
    )
    at_least = make_figure(
        m.span("dispatch", "At least 55"), 55, None, "at_least", said_by="Ilse Marne", as_of="2031-05-06"
    )
    nearly = make_figure(
        m.span("observer", "nearly 70"), None, 70, "less_than", said_by="the governor", as_of="2031-05-07"
    )
    children = make_figure(m.span("observer", "12"), 12, 12, "exact", counted="children", said_by="Sund Lines")

    def account(value: str, key: str, words: str, source: str = "", day: str = "", figure: str = "") -> Account:
        return Account(value, m.passage(key, words), source, day, figure)

    searched = "We searched the dark hull twice and found nobody left behind,"
    went = "We went through the black hull two times and there was no one in it,"
    passed = "the ship had passed its inspection in March"
    doubted = "the ship had been inspected at all this year"
    denied = "any inspection had been missed"
    findings = (
        Finding(
            "f1",
            "dispute",
            "s1",
            "people rescued from the Aldana",
            (
                account("40", "harbour", "About 40", "the Velmar coast guard", "2031-05-06", forty.id),
                account("55", "dispatch", "At least 55", "Ilse Marne", "2031-05-06", at_least.id),
            ),
            "m1",
            1,
            0.9,
            {"relation": "apart", "from": "40", "to": "55", "difference": 15.0, "why": ""},
        ),
        Finding(
            "f2",
            "dispute",
            "s1",
            "captain of the coast guard",
            (
                account("Ilse Marn", "harbour", "Coast guard captain Ilse Marn"),
                account("Ilse Marn", "dispatch", "captain Ilse Marne"),
                account("Bo Hartvig", "observer", "Captain Bo Hartvig"),
            ),
            "p1",
            2,
            0.8,
            {"office": "coast guard captain", "of": "Velmar"},
        ),
        Finding(
            "f3",
            "update",
            "s1",
            "people rescued from the Aldana",
            (
                account("40", "harbour", "About 40", "the Velmar coast guard", "2031-05-06", forty.id),
                account("70", "observer", "nearly 70", "the governor", "2031-05-07", nearly.id),
            ),
            "m1",
            3,
            0.7,
            {"relation": "supersedes", "from": "40", "to": "70", "difference": 30.0, "why": ""},
        ),
        Finding(
            "f4",
            "scope",
            "s1",
            "people rescued from the Aldana",
            (
                account("12", "observer", "12", "Sund Lines", "", children.id),
                account("70", "observer", "nearly 70", "the governor", "2031-05-07", nearly.id),
            ),
            "m1",
            4,
            0.6,
            {"relation": "scope", "why": "children are a part of the people"},
        ),
        Finding(
            "f5",
            "drift",
            "s1",
            "the search of the hull",
            (
                account(searched, "harbour", searched, "Ilse Marn"),
                account(went, "dispatch", went, "Ilse Marne"),
            ),
            "c1",
            5,
            0.5,
            {"speaker": "Ilse Marn", "likeness": 0.8, "changed": ["dark", "black"]},
        ),
        Finding(
            "f6",
            "denial",
            "s1",
            "the ship had passed its inspection",
            (
                account("asserts", "harbour", passed, "Sund Lines"),
                account("doubts", "dispatch", doubted, "Odo Quist"),
                account("denies", "observer", denied, "Sund Lines"),
            ),
            "c1",
            6,
            0.4,
            {"claim": "the ship had passed its inspection", "asserts": 1, "denies": 1},
        ),
        Finding(
            "f7",
            "echo",
            "s1",
            "the hull was searched",
            (account("", "harbour", searched, "the coast guard"), account("", "dispatch", went, "the coast guard")),
            "o1",
            7,
            0.3,
            {"outlets": 2, "origins": 1},
        ),
        Finding(
            "f8",
            "gap",
            "s1",
            "the hull was searched",
            (account("", "observer", "What we know about the Aldana"),),
            "c2",
            8,
            0.2,
            {"outlet": "The Skerry Observer", "has": 1, "of": 2},
        ),
    )

    def statement(key: str, words: str, speaker: str, source: str, **more: object) -> Statement:
        fields: dict[str, object] = {"form": "indirect", "kind": "says", "stance": "asserts", **more}
        span = m.span(key, words)
        return Statement(
            make_id(key, span),
            (span,),
            m.span(key, source),
            None,
            speaker=speaker,
            **fields,  # type: ignore[arg-type]
        )

    marks = {
        "harbour": Marks(
            "harbour",
            m.sentences("harbour"),
            statements=(
                statement("harbour", "no one was missing", "Ilse Marn", "Ilse Marn", said_on="2031-05-06"),
                statement("harbour", searched, "Ilse Marn", "Marn", form="direct", said_on="2031-05-06"),
                statement("harbour", passed, "Sund Lines", "Sund Lines"),
            ),
            figures=(forty,),
            dates=(
                When(m.span("harbour", "Tuesday"), "DATE", "2031-05-06", "2031-05-06", "2031-05-06", "2031-05-06"),
                When(m.span("harbour", "March"), "DATE", "2031-03", "2031-03-01", "2031-03-31", "2031-05-06"),
            ),
            names=(Name(m.span("harbour", "Ilse Marn"), "person", "Ilse Marn"),),
            roles=(Role(m.span("harbour", "Coast guard captain"), "Ilse Marn", "captain", "coast guard"),),
        ),
        "dispatch": Marks(
            "dispatch",
            m.sentences("dispatch"),
            statements=(statement("dispatch", went, "Ilse Marne", "Marne", form="direct", said_on="2031-05-06"),),
            figures=(at_least,),
            dates=(
                When(m.span("dispatch", "Tuesday"), "DATE", "2031-05-06", "2031-05-06", "2031-05-06", "2031-05-06"),
            ),
        ),
        "observer": Marks("observer", m.sentences("observer"), figures=(nearly, children)),
    }
    people = (
        Person(
            "p1",
            "person",
            "Ilse Marn",
            ("Ilse Marn", "Ilse Marne", "Marn"),
            (
                m.passage("harbour", "Ilse Marn"),
                m.passage("dispatch", "Ilse Marne"),
            ),
            (
                Title(m.passage("harbour", "Coast guard captain"), "captain", "coast guard"),
                Title(m.passage("dispatch", "captain"), "captain"),
            ),
        ),
        Person("p2", "person", "Bo Hartvig", ("Bo Hartvig",), (m.passage("observer", "Bo Hartvig"),)),
        Person(
            "p3",
            "body",
            "Sund Lines",
            ("Sund Lines",),
            (m.passage("harbour", "Sund Lines"), m.passage("observer", "Sund Lines")),
        ),
    )
    measures = (
        Measure("m1", "s1", "people rescued from the Aldana", "count", "people", (forty.id, at_least.id, nearly.id)),
        Measure("m2", "s1", "children", "count", "children", (children.id,)),
    )
    claims = (
        Claim(
            "c1",
            "s1",
            "the ship had passed its inspection",
            (
                Voice(m.passage("harbour", passed), "asserts", "Sund Lines"),
                Voice(m.passage("dispatch", doubted), "doubts", "Odo Quist"),
                Voice(m.passage("observer", denied), "denies", "Sund Lines"),
            ),
        ),
        Claim(
            "c2",
            "s1",
            "the hull was searched",
            (
                Voice(m.passage("harbour", searched), "asserts", "Ilse Marn"),
                Voice(m.passage("dispatch", went), "asserts", "Ilse Marne"),
            ),
        ),
    )
    origins = (
        Origin(
            "o1",
            "s1",
            "briefing",
            "the coast guard",
            "2031-05-06",
            (m.passage("harbour", searched), m.passage("dispatch", went)),
            ("same speaker", "same day"),
        ),
        Origin("o2", "s1", "claim", "Sund Lines", "", (m.passage("observer", denied),)),
    )
    stories = (
        Story(
            "s1", "Ferry runs aground off Port Velmar", ("harbour", "dispatch", "observer"), "2031-05-06", "2031-05-07"
        ),
    )
    joinings = (Joining("p1", "Ilse Marne", "Ilse Marn", 0.93, "one letter apart"),)
    return Record(m.articles, marks, stories, people, joinings, measures, claims, origins, findings)


def make_hostile(words: str) -> Record:
    """A record in which every text, name and label holds `words`."""
    text = f"{words} title\nSomeone {words} said that 40 boats {words} sank."
    maker = Maker({"bad": text}, {"bad": f"{words} Times"})
    said = maker.passage("bad", f"40 boats {words} sank")
    forty = make_figure(maker.span("bad", "40"), 40, 40, "exact", said_by=words, as_of="2031-05-05")
    other = make_figure(maker.span("bad", "40 boats"), 50, None, "more_than", said_by=words, as_of="2031-05-06")
    third = make_figure(maker.span("bad", "40 boa"), None, 60, "less_than", said_by=words, as_of="2031-05-07")
    statement = Statement("st", (said.span,), None, None, "indirect", "says", "asserts", words, said_on="2031-05-06")
    marks = Marks("bad", (maker.span("bad", text),), statements=(statement,), figures=(forty, other, third))
    accounts = (Account(words, said, words, "2031-05-06"), Account(f"{words}2", said, words, words))
    kinds: tuple[FindingKind, ...] = ("dispute", "update", "scope", "drift", "denial", "echo", "gap")
    findings = tuple(
        Finding(
            kind, kind, "s", f"about {words}", accounts, "x", i, 0.5, {"speaker": words, "claim": words, "why": words}
        )
        for i, kind in enumerate(kinds, 1)
    )
    return Record(
        maker.articles,
        {"bad": marks},
        (Story("s", f"story {words}", ("bad",)),),
        (Person("p", "person", words, (words,), (maker.passage("bad", words),), (Title(said, words, words),)),),
        (),
        (Measure("m", "s", f"boats {words}", "count", words, (forty.id, other.id, third.id)),),
        (Claim("c", "s", f"claim {words}", (Voice(said, "asserts", words),)),),
        (Origin("o", "s", "claim", words, words, (said,), (words,)),),
        findings,
    )


@pytest.fixture(scope="session")
def record() -> Record:
    """The ferry's story."""
    return make_record()


@pytest.fixture(scope="session")
def hostile() -> Callable[[str], Record]:
    """A maker of records that hold the given words everywhere."""
    return make_hostile
