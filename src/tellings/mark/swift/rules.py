"""Parts of speech and lemmas: what spaCy's attribute ruler and lemmatizer say, asked once for every kind of token.

The ruler's patterns name words, tags and roles, and a few of them two tokens in a row. So words that none names are
all one to it, and its answer to a token is kept and given again; so is the lemmatizer's to a word and its part of
speech. On news one token in fifty asks something new.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Any, cast

import numpy as np

if TYPE_CHECKING:
    from spacy.matcher import Matcher
    from spacy.pipeline import AttributeRuler, Lemmatizer
    from spacy.tokens import Doc
    from thinc.types import Ints2d

    # (word, tag, role) as spaCy's numbers; one with those before and after it where they matter; what is written.
    Token = tuple[int, int, int]
    Asked = tuple[Token | None, Token, Token | None]
    Answer = tuple[int, ...]

# What is read of a token beside its word, and what is written.
READ: list[int | str] = ["TAG", "DEP"]
WRITTEN: list[int | str] = ["POS", "MORPH", "LEMMA", "TAG", "DEP"]
# What a pattern may ask of a token here.
ASKED = frozenset(("LOWER", "TAG", "DEP", "IS_SPACE"))
# What stands for the words that no pattern names, and for white space.
OTHER, SPACE = ".", "\n"
# Answers of each kind that are kept at most, about 20 MB.
KEPT = 100_000


def swift_rules(ruler: AttributeRuler, lemmatizer: Lemmatizer) -> Callable[[Sequence[Doc]], None] | None:
    """The ruler and, after it, the lemmatizer; None where a pattern asks for more than is kept apart here."""
    patterns: list[list[dict[str, Any]]] = [one for rule in ruler.patterns for one in cast("Any", rule)["patterns"]]
    named = [word for pattern in patterns for asked in pattern if (word := asked.get("LOWER")) is not None]
    if any(len(pattern) > 2 or any(not ASKED.issuperset(asked) for asked in pattern) for pattern in patterns):
        return None
    if any(isinstance(word, dict) and not {"IN", "REGEX"}.issuperset(word) for word in named):
        return None
    if lemmatizer.mode != "rule" or lemmatizer.overwrite:
        return None
    rules = _Rules(ruler, lemmatizer, named, [asked for one in patterns if len(one) > 1 for asked in one])
    return rules.write if rules.usable() else None


class _Rules:
    """The rules with their answers so far."""

    def __init__(
        self, ruler: AttributeRuler, lemmatizer: Lemmatizer, named: Sequence[Any], beside: Sequence[dict[str, Any]]
    ) -> None:
        """`named`: the words of the patterns; `beside`: what those of two tokens ask of either."""
        from spacy.matcher import Matcher

        self._ruler, self._lemmatizer, self._strings = ruler, lemmatizer, ruler.vocab.strings
        listed = [word["IN"] if isinstance(word, dict) and "IN" in word else [word] for word in named]
        self._named = {word for words in listed for word in words if isinstance(word, str)}
        self._shapes = [re.compile(word["REGEX"]) for word in named if isinstance(word, dict) and "REGEX" in word]
        self._beside: Matcher = Matcher(ruler.vocab)
        self._beside.add("beside", [[asked] for asked in beside])
        self._other: Token = (self._strings.add(OTHER), self._strings.add(OTHER), 0)
        self._words: dict[int, int] = {}
        self._halves: dict[Token, bool] = {}
        self._answers: dict[Asked, Answer] = {}
        self._lemmas: dict[Token, int] = {}
        index = lemmatizer.lookups.get_table("lemma_index", {})
        for part in index:
            index[part] = frozenset(index[part])  # a list of 40,000 words, and every form is looked up in it

    def usable(self) -> bool:
        """Whether the words that stand for others are named by no pattern."""
        self._learn_halves([self._other])
        return not self._is_named(OTHER) and not self._is_named(SPACE) and not self._halves[self._other]

    def write(self, docs: Sequence[Doc]) -> None:
        """Write what the rules say into tagged and parsed documents."""
        if max(len(self._words), len(self._lemmas)) > KEPT:
            for kept in (self._words, self._halves, self._answers, self._lemmas):
                kept.clear()
        orths = [doc.to_array(["ORTH"]).tolist() for doc in docs]
        new = {orth for one in orths for orth in one if orth not in self._words}
        self._words |= {orth: self._kind(orth) for orth in new}
        asked = [
            self._questions(doc, [self._words[orth] for orth in one]) for doc, one in zip(docs, orths, strict=True)
        ]
        self._learn({one for questions in asked for one in questions if one not in self._answers})
        answers = [[self._answers[one] for one in questions] for questions in asked]
        bare = [
            [(orth, answer[0], answer[1]) for orth, answer in zip(one, told, strict=True) if not answer[2]]
            for one, told in zip(orths, answers, strict=True)
        ]
        self._learn_lemmas({token for tokens in bare for token in tokens if token not in self._lemmas})
        for doc, told, tokens in zip(docs, answers, bare, strict=True):
            if told:
                table = np.array(told, dtype=np.uint64)
                table[table[:, 2] == 0, 2] = [self._lemmas[token] for token in tokens]
                doc.from_array(WRITTEN, cast("Ints2d", table))

    def _kind(self, orth: int) -> int:
        """The word itself where a pattern names it, else the word that stands for its like."""
        word = self._strings[orth]
        if self._is_named(word.lower()):
            return orth
        return self._strings.add(SPACE if word.isspace() else OTHER)

    def _is_named(self, word: str) -> bool:
        return word in self._named or any(shape.search(word) for shape in self._shapes)

    def _questions(self, doc: Doc, words: Sequence[int]) -> list[Asked]:
        """For each token, what its answer depends on: itself, and those beside it where both may fit one pattern."""
        tokens: list[Token] = [
            (word, tag, role) for word, (tag, role) in zip(words, doc.to_array(READ).tolist(), strict=True)
        ]
        self._learn_halves({token for token in tokens if token not in self._halves})
        halves = [False, *(self._halves[token] for token in tokens), False]
        asked: list[Asked] = []
        for i, token in enumerate(tokens):
            before, after = halves[i + 1] and halves[i], halves[i + 1] and halves[i + 2]
            asked.append((tokens[i - 1] if before else None, token, tokens[i + 1] if after else None))
        return asked

    def _learn_halves(self, new: Collection[Token]) -> None:
        """Find out which tokens may be one of a pattern's two."""
        tokens = list(new)
        found = {start for _, start, _ in self._beside(self._doc(tokens, READ), allow_missing=True)}
        self._halves |= {token: i in found for i, token in enumerate(tokens)}

    def _learn(self, new: Collection[Asked]) -> None:
        """Ask the ruler: all questions in one document, each apart from the next."""
        tokens: list[Token] = []
        places: dict[Asked, int] = {}
        for one in new:
            places[one] = len(tokens) + (one[0] is not None)
            tokens += [token for token in one if token]
            tokens.append(self._other)
        rows = self._ruler(self._doc(tokens, READ)).to_array(WRITTEN).tolist()
        self._answers |= {one: tuple(rows[at]) for one, at in places.items()}

    def _learn_lemmas(self, new: Collection[Token]) -> None:
        """Ask the lemmatizer for words with their part of speech and its forms."""
        tokens = list(new)
        lemmas = self._lemmatizer(self._doc(tokens, WRITTEN[:2])).to_array(["LEMMA"]).tolist()
        self._lemmas |= dict(zip(tokens, lemmas, strict=True))

    def _doc(self, tokens: Sequence[Token], names: list[int | str]) -> Doc:
        """A document of these words, each with two attributes."""
        from spacy.tokens import Doc

        doc = Doc(self._ruler.vocab, words=[self._strings[orth] for orth, _, _ in tokens])
        if tokens:
            doc.from_array(names, cast("Ints2d", np.array([token[1:] for token in tokens], dtype=np.uint64)))
        return doc
