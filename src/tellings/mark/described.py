"""Who a description is by what came before: "the spokesman", "the ministry", "the airline", "Ruritania's president"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from tellings import world
from tellings.lexicon import table
from tellings.mark.candidates import REACH, Candidates, best
from tellings.mark.makers import Speaker
from tellings.mark.mentions import FORMER, GROUPS, Mentions

if TYPE_CHECKING:
    from spacy.tokens import Token

# How many of those who spoke last, and of the mentions before, a description may mean.
_SPOKEN, _MENTIONED = 12, 60
# How many tokens after a title a pronoun may tell the gender of who bears it.
_AHEAD = 60
_PRONOUNS = {"he": "m", "she": "f"}
_NEARBY = 10  # mentions before a title among which the body stands that is being spoken of


@cache
def _kinds() -> frozenset[str]:
    return frozenset(table("reporting")["bodies"]["nouns"].split())


@cache
def _companies() -> frozenset[str]:
    return frozenset(table("reporting")["bodies"]["companies"].split())


@cache
def _open() -> frozenset[str]:
    return frozenset(table("reporting")["bodies"]["open"].split())


@cache
def _wider() -> dict[str, frozenset[str]]:
    return {word: frozenset(kinds.split()) for word, kinds in table("reporting")["bodies"]["wider"].items()}


@cache
def _not_called() -> frozenset[str]:
    return frozenset(table("reporting")["outlets"]["words"].split()) | frozenset(
        table("reporting")["venues"]["words"].split()
    )


class Described:
    """Resolves the descriptions of one article. `last` is who has spoken so far, with the token where."""

    def __init__(self, mentions: Mentions, last: Sequence[tuple[int, Speaker]], candidates: Candidates) -> None:
        """Read what the article calls its bodies."""
        self._mentions = mentions
        self._doc = mentions.doc
        self._last = last
        self._candidates = candidates
        self._told: dict[str, set[str]] = defaultdict(set)
        for mention in mentions.all:
            if mention.kind != "person" and mention.name:
                self._told[mention.name].update(self._beside(self._doc[mention.at]))

    def of(self, root: Token, lemma: str) -> Speaker | None:
        """Who a description with this head is; None where nobody before is called so."""
        determiner = any(c.dep_ == "det" and c.lower_ in {"the", "this", "that", "these", "those"} for c in root.lefts)
        owner = any(c.dep_ == "poss" for c in root.lefts)
        bare = not any(True for _ in root.children)
        if not (determiner or bare or owner) or any(c.dep_ in {"prep", "relcl"} for c in root.rights):
            return None
        many = root.tag_ in {"NNS", "NNPS"}
        added = {c.lower_ for c in root.lefts if c.dep_ in {"amod", "compound", "nmod"} and c.is_alpha} - FORMER
        if not many and lemma not in GROUPS | _kinds():
            holder = self._holder(root, lemma, added)
            if holder is not None:
                return holder
        if owner or not determiner:
            return None
        body = self._body_called(root, lemma, added) if lemma in _kinds() and not many else None
        for _, spoken in reversed(self._last[-_SPOKEN:]):
            if body is not None and spoken.name.lower().startswith(("a ", "an ")):
                continue  # "an airline" in a headline is the one named below
            called = spoken.head == lemma and (spoken.number == "many") == many
            ends_so = _last_word(spoken.name) == root.lower_ and " and " not in spoken.name
            ends_so = ends_so and not spoken.name.startswith("one of ")
            if (called or ends_so) and added <= set(spoken.name.lower().split()):
                return spoken
        for mention in self._candidates.before(root.i, _MENTIONED):
            alike = self._doc[mention.at].lower_ == root.lower_ and not added
            if not mention.name and mention.kind == "thing" and alike:
                words = self._mentions.words(self._doc[mention.at])
                if len(words.lower().removeprefix("the ").split()) > 1:
                    return Speaker(words, mention.kind, mention.number, mention.gender, lemma)
            parts = mention.name.lower().split()
            if len(parts) > 1 and parts[-1] == root.lower_ and added <= set(parts):
                return Speaker(mention.name, mention.kind, mention.number, mention.gender, lemma)
        return body

    # bodies

    def _body_called(self, root: Token, lemma: str, added: set[str]) -> Speaker | None:
        """The body "the company" is: whose spokesman just spoke, else the best that may be called so."""
        name = "" if added else self._employer(root, lemma)
        fitting = [
            (score, m)
            for score, m in self._candidates.of(root)
            if m.kind == "body" and self._may_be(m.name, lemma) and added <= set(m.name.lower().split())
        ]
        chosen = best([row for row in fitting if lemma in self._kinds_of(row[1].name)]) or best(fitting)
        if not name and chosen is not None:
            name = chosen[1].name
        return Speaker(name, "body", "one", "", lemma) if name else None

    def _employer(self, root: Token, lemma: str) -> str:
        """The body that one of the last speakers spoke for: "the company" after "Mills spokeswoman Anna Hale"."""
        here = self._mentions.sentence(root.i)
        for at, spoken in reversed(self._last[-4:]):
            if here - self._mentions.sentence(at) > REACH:
                break
            body = self._mentions.employers.get(spoken.name, "")
            speaks = any(word.startswith("spokes") for word in self._mentions.known_by[spoken.name])
            if body and speaks and not world.country_of(body) and self._may_be(body, lemma):
                return body
        return ""

    def _may_be(self, name: str, lemma: str) -> bool:
        """Whether a body may be called by a common noun.

        A union is called so by its name or by what stands beside it; a firm may have a name that tells nothing, if
        nothing else is told of it.
        """
        kinds = self._kinds_of(name)
        if not kinds:
            return bool(name) and lemma in _open() and not {word.lower() for word in name.split()} & _not_called()
        return lemma in kinds or bool(kinds & _wider().get(lemma, frozenset()))

    def _kinds_of(self, name: str) -> set[str]:
        """The nouns for bodies in a name or told beside it; a short form has those of the full one."""
        told = {word.lower().removesuffix("s") for word in name.replace("-", " ").split()} & _kinds()
        if not told and _companies() & {word.lower().rstrip(".,") for word in name.split()}:
            told = {"company"}
        for known, kinds in self._told.items():
            if known == name or known.startswith(name + " "):
                told |= kinds
        return told

    def _beside(self, token: Token) -> set[str]:
        """The nouns for bodies beside a name: "the chipmaker Velm", "Velm, an airline", "the operator, Velm"."""
        found = [c for c in token.children if c.dep_ in {"compound", "appos", "nmod"}]
        if token.dep_ == "appos":
            found.append(token.head)
        lemmas = {each.lemma_.lower() for each in found if each.i not in self._mentions.named}
        return {"maker" if lemma.endswith("maker") else lemma for lemma in lemmas} & _kinds()

    # bearers of a title

    def _holder(self, root: Token, lemma: str, added: set[str]) -> Speaker | None:
        """Who bears the title `lemma` with all the words `added` to it.

        The one of the body being spoken of, else the last named before, else the only one. Where the paragraph goes on
        with "she" and none of them is a woman, it is the woman who spoke last.
        """
        genders = self._mentions.genders
        owner = next((c for c in root.lefts if c.dep_ == "poss"), None)
        land = world.country_of(self._mentions.words(owner)) if owner is not None else ""
        gender = self._told_ahead(root)
        called = [
            (at, full)
            for at, full in self._mentions.titles.get(lemma, ())
            if added <= self._mentions.known_by[full] and land in {"", self._land(full) or land}
        ]
        fitting = [(at, full) for at, full in called if gender in {"", genders.get(full) or gender}]
        if called and not fitting and self._last:
            spoken = self._last[-1][1]
            named = spoken.kind == "person" or (spoken.kind == "thing" and spoken.name.istitle())
            return spoken if named and genders.get(spoken.name, gender) == gender else None
        before = [full for at, full in fitting if at < root.left_edge.i]
        everyone = {full for _, full in fitting}
        if not before:
            name = next(iter(everyone)) if len(everyone) == 1 else ""
        else:
            name = self._of_body(root, before) or before[-1]
        return Speaker(name, "person", "one", genders.get(name, ""), lemma) if name else None

    def _of_body(self, root: Token, bearers: Sequence[str]) -> str:
        """Of several bearers of a title the one at the body that its sentence or the last one is about."""
        here = self._mentions.sentence(root.i)
        if len(set(bearers)) < 2:
            return ""
        for mention in self._candidates.before(root.i, _NEARBY):
            if mention.sentence < here - 1:
                break
            if mention.kind == "body" and mention.subject:
                of = (
                    full for full in reversed(bearers) if _same_body(self._mentions.employers.get(full), mention.name)
                )
                return next(of, "")
        return ""

    def _told_ahead(self, root: Token) -> str:
        """The gender of the "he" or "she" that a paragraph goes on with after a title that is its subject."""
        if root.dep_ != "nsubj":
            return ""
        for token in self._doc[root.i + 1 : root.i + _AHEAD]:
            if "\n" in token.text or (
                token.i in self._mentions.named and self._mentions.named[token.i].kind == "person"
            ):
                return ""
            if token.lower_ in _PRONOUNS and token.dep_ == "nsubj" and not self._mentions.in_speech(token.idx):
                return _PRONOUNS[token.lower_]
        return ""

    def _land(self, person: str) -> str:
        """The country (code) a person holds office in, "" where not told."""
        of = self._mentions.employers.get(person, "")
        return world.country_of(of) or world.country_of_people(of)


def _same_body(one: str | None, other: str) -> bool:
    """Whether two names for bodies agree: one opens with all of the other."""
    return bool(one and other) and f"{one} ".startswith(f"{other} ") | f"{other} ".startswith(f"{one} ")


def _last_word(name: str) -> str:
    return name.rsplit(maxsplit=1)[-1].lower() if name else ""
