"""Whose a document is: "the company's statement", "a report by X", "the statement" of which somebody told before."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tellings.lexicon import table
from tellings.mark.mentions import GROUPS, Mentions
from tellings.mark.reporting import lexicon
from tellings.mark.segments import Segment
from tellings.mark.sources import subject_of
from tellings.mark.tokens import read_tags

if TYPE_CHECKING:
    from spacy.tokens import Token

# Verbs whose subject speaks in the document that is their object.
ISSUES = frozenset({"issue", "release", "publish", "post", "send", "write", "file", "make", "circulate", "sign"})
# How many documents before one are looked at for its maker.
BACK = 6


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who a source is. `name` is "" where that is not clear."""

    name: str
    kind: str = "thing"
    number: str = "one"
    gender: str = ""
    head: str = ""


class Makers:
    """The makers of an article's documents, as they come to be known in order of its text."""

    def __init__(self, mentions: Mentions, who: Callable[[Token], Speaker]) -> None:
        """`who` says whom a token with its phrase stands for."""
        self._mentions = mentions
        self._doc = mentions.doc
        self._who = who
        data = table("reporting")
        self._kinds = frozenset(data["documents"]["nouns"].split())
        self._venues = frozenset(data["venues"]["words"].split())
        self.things = self._kinds | lexicon().things
        self._known: dict[str, Speaker] = {}
        tags = read_tags(self._doc)
        nouns = enumerate(zip(tags.pos, tags.lemmas, strict=True))
        self._papers = [i for i, (pos, lemma) in nouns if pos == "NOUN" and lemma in self.things]

    def of(self, paper: Token, lemma: str) -> Speaker | None:
        """The maker of a document, by the words on it or, of "the statement", by what was told before."""
        maker = self._told_on(paper)
        if maker is None and any(c.dep_ == "det" and c.lower_ in {"the", "this", "that"} for c in paper.lefts):
            makers = set(self._known.values())
            maker = self._known.get(lemma) or (makers.pop() if len(makers) == 1 else None)
            maker = maker or self._told_before(paper, lemma)
        if maker is None or not maker.name:
            return None
        self._known[lemma] = maker
        return maker

    def note(self, segment: Segment, speaker: Speaker) -> None:
        """Remember whose "the statement" will be: of "X said in a statement"."""
        if segment.cue is None or speaker.head in self._kinds:
            return
        at = self._mentions.token_at(segment.cue[0])
        sentence = self._doc[at].sent if at < len(self._doc) else None
        for token in sentence or ():
            if token.lemma_.lower() in self._kinds and token.dep_ in {"pobj", "dobj"}:
                self._known[token.lemma_.lower()] = speaker

    def _told_on(self, paper: Token) -> Speaker | None:
        """The owner, the one a document is from or by, or the name before it."""
        for child in paper.children:
            if child.dep_ == "poss":
                return self._who(child)
            agent = next((c for c in child.children if c.dep_ == "agent"), None) if child.dep_ == "acl" else None
            by = child if child.dep_ == "prep" and child.lower_ in {"from", "by"} else agent
            target = next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None
            if target is not None:
                return self._who(target)
        for child in paper.lefts:
            named = child.i in self._mentions.named or child.lemma_.lower() in GROUPS
            if child.dep_ == "compound" and named and child.lower_ not in self._venues:
                name = self._mentions.named.get(child.i)
                return Speaker(name.full if name else f"the {child.lower_}", name.kind if name else "body")
        return None

    def _told_before(self, paper: Token, lemma: str) -> Speaker | None:
        """The maker of the last document before that is called so and whose maker is told."""
        for at in reversed(self._papers[: bisect_left(self._papers, paper.i)][-BACK:]):
            if self._doc[at].lemma_.lower() == lemma:
                maker = self._told_on(self._doc[at]) or self._issuer(self._doc[at])
                if maker is not None and maker.name:
                    return maker
        return None

    def _issuer(self, paper: Token) -> Speaker | None:
        """Who issued a document: the subject of "The ministry issued a statement"."""
        if paper.dep_ != "dobj" or paper.head.lemma_.lower() not in ISSUES:
            return None
        subject = subject_of(paper.head)
        return self._who(subject) if subject is not None else None
