"""Who is mentioned where: the people, bodies and described sources an article's pronouns may stand for."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tellings import world
from tellings.lexicon import table
from tellings.mark.parse import Parsed
from tellings.mark.segments import Range, edges, inside
from tellings.mark.sources import tells_time
from tellings.mark.tokens import read_tags, read_tokens
from tellings.model import Name, Role

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_WORDS = table("reporting")["nouns_for"]
MEN, WOMEN, GROUPS = (frozenset(_WORDS[key].split()) for key in ("men", "women", "groups"))
# Prepositions after a name that say how or when it spoke, not who it is: "the envoy on television".
ASIDE = frozenset({"on", "during", "via"})
# Words before a title that its bearer no longer has.
FORMER = frozenset({"former", "ex", "late", "then", "onetime"})
# What ends the first name of a source: "envoy Ann Hale, who", "envoy Ann Hale (left)".
CLOSERS = frozenset({",", "(", "—", "–", ":", ";"})
# The parts of speech that titles are made of.
TITLING = frozenset({"NOUN", "PROPN", "ADJ", "DET", "PRON", "NUM"})
# What stands around the words for a speaker and is no part of them: an agency in brackets, "all" or "here".
LEFTOVER = re.compile(r"\A\([^()]{0,40}\)\s*|\s+(?:all|both|alike|here|there|also)\Z")
# Words for a speaker longer than this, in characters, hold more than a speaker and are cut to their noun.
LONGEST_WORDS = 120


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention outside direct speech: its head's token index, who it is, and what a pronoun must agree with.

    `name` is the fullest form of one named bearer, "" for several and for the unnamed. `kind` is "person", "body",
    "place" or "thing"; `number` "one" or "many"; `gender` "m", "f" or "".
    """

    at: int
    sentence: int
    name: str
    kind: str
    number: str
    gender: str
    subject: bool


class Mentions:
    """The mentions of one article, in order, and the look-ups that resolving a source needs."""

    def __init__(self, parsed: Parsed, names: Sequence[Name], roles: Sequence[Role], speech: Sequence[Range]) -> None:
        """Read the article once; linear in its tokens. Names inside `speech` are nobody's "he" outside it."""
        self.doc = parsed.doc
        self.text = parsed.article.text
        self.starts = read_tokens(parsed.doc).starts
        self.sentences = [sentence.start for sentence in parsed.doc.sents]
        self._speech = sorted(speech)
        self.named: dict[int, Name] = {}
        for name in names:
            start, end = parsed.article.at(name.span)
            for index in range(bisect_left(self.starts, start), bisect_left(self.starts, end)):
                self.named[index] = name
        self.titles: dict[str, list[tuple[int, str]]] = defaultdict(list)
        self.known_by: dict[str, set[str]] = defaultdict(set)
        self.employers: dict[str, str] = {}
        for role in roles:
            start, _ = parsed.article.at(role.span)
            words = role.title.lower().split()
            for word in words:
                self.titles[word].append((bisect_left(self.starts, start), role.person))
            self.known_by[role.person].update(words, role.of.lower().split())
            if role.of:
                self.employers[role.person] = role.of
        self.genders: dict[str, str] = {}
        self.all = list(self._find())

    def _find(self) -> Iterator[Mention]:
        tags = read_tags(self.doc)
        for i, (pos, role) in enumerate(zip(tags.pos, tags.roles, strict=True)):
            name = self.named.get(i)
            if pos not in {"NOUN", "PROPN"} or (name is None and role not in SUBJECTS):
                continue
            token = self.doc[i]
            if name is not None and not self._heads(token, name):
                continue
            if name is not None and name.kind == "person":
                self._note_titles(token, name)
            if self.in_speech(token.idx):
                continue
            subject = token.dep_ in SUBJECTS or (token.dep_ == "appos" and token.head.dep_ in SUBJECTS)
            number = "many" if token.tag_ in {"NNS", "NNPS"} or self.conjoined(token) else "one"
            if name is not None:
                kind: str = name.kind
                number = "many" if self.conjoined(token) else "one"
                said = name.full if number == "one" else ""
            else:
                lemma = token.lemma_.lower()
                kind = "person" if lemma in MEN or lemma in WOMEN or token.ent_type_ == "PERSON" else "thing"
                number = "many" if lemma in GROUPS else number
                said = ""
            yield Mention(token.i, self.sentence(token.i), said, kind, number, self.gender(token, name), subject)

    def _heads(self, token: Token, name: Name) -> bool:
        return self.named.get(token.head.i) is not name or token.head == token

    def _note_titles(self, token: Token, name: Name) -> None:
        """Remember "spokesman" for "spokesman John Hale", "John Hale, the spokesman" and "the minister, John Hale"."""
        if any(child.lower_ in FORMER for child in token.children):
            return
        for child in token.children:
            if (
                child.pos_ in {"NOUN", "PROPN"}
                and child.dep_ in {"compound", "appos", "nmod"}
                and child.i not in self.named
            ):
                self.titles[child.lemma_.lower()].append((token.i, name.full))
                self.known_by[name.full].update(word.lower_ for word in child.subtree)
                if child.lemma_.lower().startswith("spokes"):
                    self._note_employer(child, name.full)
        if token.dep_ == "appos" and token.head.pos_ in {"NOUN", "PROPN"} and token.head.i not in self.named:
            self.titles[token.head.lemma_.lower()].append((token.i, name.full))
            self.known_by[name.full].update(word.lower_ for word in token.head.lefts)

    def _note_employer(self, spokesman: Token, person: str) -> None:
        """Remember the body that the capitals before "spokesman" name: "Harbour Mills spokesman John Hale"."""
        first = spokesman.i
        while first and self.doc[first - 1].pos_ == "PROPN":
            first -= 1
        if first < spokesman.i:
            self.employers.setdefault(person, self.doc[first : spokesman.i].text)

    def gender(self, token: Token, name: Name | None) -> str:
        """The gender a mention tells: by form of address, title or given name."""
        if name is not None and name.kind != "person":
            return ""
        words = [token.lemma_.lower()] + [c.lemma_.lower() for c in token.children if c.dep_ in {"compound", "appos"}]
        if token.dep_ == "appos":
            words.append(token.head.lemma_.lower())
        told = next(("m" if w in MEN else "f" for w in words if w in MEN or w in WOMEN), "")
        if name is None:
            return told
        before = self.doc[token.left_edge.i : token.i + 1]
        told = told or next((g for g in (world.honorific_gender(t.text) for t in before) if g), "")
        told = told or self.genders.get(name.full, "") or world.gender_of(name.full.partition(" ")[0])
        if told:
            self.genders.setdefault(name.full, told)
        return told

    def conjoined(self, token: Token) -> bool:
        """Whether a phrase names several: "A and B"."""
        return any(child.dep_ == "conj" and child.pos_ in {"NOUN", "PROPN", "PRON"} for child in token.children)

    def words(self, token: Token) -> str:
        """The words of a phrase without what follows its noun as a clause of its own."""
        start, end = edges(token)
        if token.dep_ == "poss" and token.right_edge.tag_ == "POS":
            end = token.right_edge.idx
        for child in token.rights:
            apart = (
                child.dep_ in {"relcl", "acl", "advcl"}
                or (child.dep_ == "prep" and (child.lower_ in ASIDE or tells_time(child)))
                or (child.is_punct and child.text not in {"-", "’", "'"})
            )
            if apart or (child.dep_ == "appos" and self.doc[child.left_edge.i - 1].is_punct):
                end = min(end, child.left_edge.idx)
        if end - start > LONGEST_WORDS:
            start, end = max(start, end - LONGEST_WORDS), token.idx + len(token)
            start = min(token.idx, max([start, *(c.idx for c in token.lefts if c.dep_ in {"det", "poss"})]))
        return LEFTOVER.sub("", self.text[start:end].strip(" ,;:—–-\n").lstrip("•·●▪* "))

    def introduced(self, words: Range) -> int | None:
        """The last token of the one person's name that ends a phrase behind titles: "his envoy to Velmar Ann Hale".

        None where no name ends it, another person is in it, or it is of others: "friends of the singer Ann Hale".
        """
        first, last = self.token_at(words[0]), bisect_left(self.starts, words[1])
        end = next((i for i in range(first, last) if self.doc[i].text in CLOSERS or self.doc[i].tag_ == "WP"), last)
        name = self.named.get(end - 1)
        if (
            end <= first
            or name is None
            or name.kind != "person"
            or any(self.doc[i].lower_ == "and" for i in range(end, last))
        ):
            return None
        start = next(i for i in range(first, end) if self.named.get(i) is name)
        before = start - 1
        while before > first and before not in self.named and self.doc[before].pos_ in TITLING:
            before -= 1
        others = any(self.named[i].kind == "person" for i in range(first, start) if i in self.named)
        titled = before in self.named or self.doc[before].pos_ in TITLING
        several = any(self.doc[i].lower_ == "and" for i in range(end, last))
        return end - 1 if start > first and titled and not others and not several else None

    def sentence(self, index: int) -> int:
        """The number of the sentence a token stands in."""
        return bisect_right(self.sentences, index) - 1

    def in_speech(self, offset: int) -> bool:
        """Whether a clean offset lies in direct speech."""
        return inside(offset, self._speech)

    def token_at(self, offset: int) -> int:
        """The index of the first token at or after a clean offset."""
        return bisect_left(self.starts, offset)
