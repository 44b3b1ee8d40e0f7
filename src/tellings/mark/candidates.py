"""Candidates: the mentions before a word that it may stand for, with what speaks for each."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from tellings.lexicon import table
from tellings.mark.bearers import is_credit
from tellings.mark.makers import Speaker
from tellings.mark.mentions import SUBJECTS, Mention, Mentions

if TYPE_CHECKING:
    from spacy.tokens import Token

# How many sentences back a pronoun reaches. Tuned on the story gold: further back is more often wrong than open.
REACH = 6
# Weights of a candidate: the last speaker, a subject; one sentence further back costs one.
LAST_SPEAKER, SUBJECT = 1.6, 1.0
# Who a paragraph puts first comes before who spoke last above it, two sentences further back.
INTRODUCED = 2.0
# The mentions before a word that are looked at.
_BACK = 80
# Mentions, sentences and tokens back within which "his family" may be that of somebody unnamed.
_NEAR, _NEAR_SENTENCES, _NEAR_TOKENS = 20, 3, 90


class Candidates:
    """Weighs the mentions of one article. `last` is who has spoken so far, with the token where: the caller adds."""

    def __init__(self, mentions: Mentions, last: Sequence[tuple[int, Speaker]]) -> None:
        """Read where the mentions stand; who wrote the article is nobody's "he"."""
        self._mentions = mentions
        self._last = last
        people = {one.at for one in mentions.all if one.name and one.kind == "person"}
        credited = {at for at in people if is_credit(mentions.text, mentions.starts[at])}
        self._all = [one for one in mentions.all if one.at not in credited]
        self._places = [mention.at for mention in self._all]

    def before(self, token: int, most: int) -> list[Mention]:
        """At most so many mentions before a token, the nearest first."""
        return self._all[: bisect_left(self._places, token)][-most:][::-1]

    def of(self, root: Token) -> list[tuple[float, Mention]]:
        """Mentions before a word, the nearest first, with what speaks for each."""
        here = self._mentions.sentence(root.i)
        spoken = self._last[-1] if self._last else None
        paragraph = self._mentions.token_at(self._mentions.text.rfind("\n", 0, root.idx) + 1)
        opens = spoken is None or spoken[0] < paragraph
        found = []
        for mention in self.before(root.i, _BACK):
            back = here - mention.sentence
            if back > REACH:
                break
            subject = mention.subject or _follows_its_verb(self._mentions.doc[mention.at])
            score = -float(back) + (SUBJECT if subject else 0.0)
            if opens and subject and mention.at >= paragraph:
                score += INTRODUCED
            if (
                spoken is not None
                and spoken[1].name == mention.name
                and here - self._mentions.sentence(spoken[0]) <= REACH
            ):
                score += LAST_SPEAKER
            found.append((score, mention))
        return found

    def stranger(self, owner: Token, gender: str) -> Token | None:
        """The unnamed person whose "his" or "her" it is: nearer than any named one that may be meant."""
        doc, mentions = owner.doc, self._mentions
        first = mentions.sentences[max(0, mentions.sentence(owner.i) - _NEAR_SENTENCES)]
        named = {mention.at: mention for mention in self.before(owner.i, _NEAR) if mention.name}
        for i in range(owner.i - 1, max(first, owner.i - _NEAR_TOKENS) - 1, -1):
            token, mention = doc[i], named.get(i)
            if mention is not None and mention.kind == "person":
                if mention.gender == gender or (mention.subject and not mention.gender):
                    break
            elif token.tag_ == "NN" and i not in mentions.named and is_person(token):
                told = mentions.gender(token, None)
                apposed = any(c.dep_ == "appos" and c.i in mentions.named for c in token.children)
                if told in {"", gender} and not apposed and (token.dep_ in SUBJECTS or _is_aged(token)):
                    described = token.dep_ == "appos" and token.head.tag_ == "NN"  # "the captain, a 58-year-old man"
                    return token.head if described else token
        return None


def _is_aged(noun: Token) -> bool:
    """Whether an age stands beside a noun: "a 24-year-old cyclist", "a pupil aged 12"."""
    return any(c.lower_ in {"old", "aged"} and c.dep_ in {"amod", "acl"} for c in noun.children)


def is_person(noun: Token) -> bool:
    """Whether a common noun names a person: "student", "a 24-year-old cyclist", "a pupil aged 12"."""
    if noun.pos_ != "NOUN":
        return False
    return (
        _is_aged(noun) or noun.lemma_.lower() in _people() or noun.lemma_.lower() in table("titles")["titles"]["heads"]
    )


@cache
def _people() -> frozenset[str]:
    words = table("reporting")["nouns_for"]
    return frozenset(f"{words['men']} {words['women']} {words['people']}".split())


def best(candidates: Iterable[tuple[float, Mention]]) -> tuple[float, Mention] | None:
    """The candidate with the highest score, the most recent of equals."""
    return max(candidates, key=lambda one: one[0], default=None)


def _follows_its_verb(token: Token) -> bool:
    """Whether a name is what its sentence is about, behind "was": "Among them was Ann Hale, 54"."""
    verb = token.head
    if token.dep_ not in {"attr", "nsubj", "nsubjpass"} or verb.lemma_ != "be" or token.i < verb.i:
        return False
    return not any(child.dep_ in {"nsubj", "nsubjpass", "expl"} and child.i < verb.i for child in verb.children)
