"""Speakers: whom the words of a source stand for, by name, order, role, gender and number within the article."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from tellings.lexicon import table
from tellings.mark.apposed import named_beside
from tellings.mark.candidates import REACH, SUBJECT, Candidates, best
from tellings.mark.described import Described
from tellings.mark.makers import Makers, Speaker
from tellings.mark.mentions import GROUPS, MEN, WOMEN, Mention, Mentions
from tellings.mark.reporting import is_silent
from tellings.mark.segments import Range, Segment, edges
from tellings.mark.tokens import WORDS as NAMES

if TYPE_CHECKING:
    from spacy.tokens import Token

SINGULAR = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
NO_THIRD = frozenset({"i", "we", "me", "us", "you", "one", "there", "my", "our", "your"})
PLURAL = frozenset({"they", "them", "their", "both", "these", "those", "neither"})
SOME = frozenset({"some", "many", "several", "most", "few", "other", "others", "all", "hundred", "dozen", "thousand"})
THINGS = frozenset({"it", "its", "itself"})
# Who is nobody in particular: "Anybody who says 20 has not counted". They are nobody's "he".
ANYBODY = frozenset({"anybody", "anyone", "everybody", "everyone", "somebody", "someone", "whoever", "nobody", "none"})
ANYONE = "anyone"
# A description may reach this much further than its source, in characters; more is the parser's mistake.
OVERHANG = 40
# How many sentences back the last speaker is taken for "it" and "they" before anybody else.
NEAR = 3
# How often a resolution may lead to another ("their office" -> "the families" -> …).
DEEPEST = 4
# Somebody by nothing but an age: "the 19-year-old".
AGED = re.compile(r"the \d{1,3}-year-old", re.IGNORECASE)
# What a gender that agrees adds to the weight of a candidate.
AGREES = 1.5

NOBODY = Speaker("")


class Speakers:
    """Resolves the sources of one article in order of its text."""

    def __init__(self, mentions: Mentions) -> None:
        """Start with nobody having spoken."""
        self.mentions = mentions
        self.doc = mentions.doc
        self.last: list[tuple[int, Speaker]] = []
        self._depth = 0
        self._makers = Makers(mentions, lambda token: self.resolve((token.idx, token.idx + len(token))))
        self._candidates = Candidates(mentions, self.last)
        self._described = Described(mentions, self.last, self._candidates)
        self._kinds = frozenset(table("reporting")["documents"]["nouns"].split())

    def of(self, segment: Segment, *, inner: bool = False) -> Speaker:
        """The speaker of a segment; of one without source the last who spoke, where it is direct speech.

        One `inner` to another statement is not remembered: "he" goes on to mean the outer speaker.
        """
        if segment.source is None:
            return self.last[-1][1] if segment.quoted and segment.cue is None and self.last else NOBODY
        speaker = self._introduced(segment.source) or self._aged(segment.source) or self.resolve(segment.source)
        if not any(letter.isalpha() for letter in speaker.name):
            return NOBODY
        if ", who " in speaker.name:
            speaker = replace(speaker, name=speaker.name[: speaker.name.index(", who ")])
        own = self.mentions.text[slice(*segment.source)]
        if speaker.name.startswith(own) and len(speaker.name) > len(own) + OVERHANG:
            speaker = replace(speaker, name=own)
        elif own.startswith(speaker.name) and own[len(speaker.name) :].lstrip(",").startswith(" and "):
            speaker = replace(speaker, name=own, number="many")  # the parser ended the list too soon
        if speaker.name and not inner and speaker.kind != ANYONE and not self._is_cut_off(segment.source):
            self.last.append((self.mentions.token_at(segment.source[0]), speaker))
            self._makers.note(segment, speaker)
        return speaker

    def _introduced(self, words: Range) -> Speaker | None:
        """The one person whom a source names with titles: "his envoy to the Alliance Ann Hale", "Ann Hale, chair"."""
        at = self.mentions.introduced(words)
        if at is None:
            at = named_beside(self.mentions, words)
        if at is None or self._is_origin(at):
            return None
        root, name = self.doc[at], self.mentions.named[at]
        return Speaker(name.full, name.kind, "one", self.mentions.gender(root, name), root.lemma_.lower())

    def _aged(self, words: Range) -> Speaker | None:
        """Who "the 19-year-old" is: who spoke last in its paragraph, else whom the paragraph is about."""
        text = self.mentions.text
        if AGED.fullmatch(text, *words) is None:
            return None
        paragraph = self.mentions.token_at(text.rfind("\n", 0, words[0]) + 1)
        if self.last and self.last[-1][0] >= paragraph and self.last[-1][1].number == "one":
            return self.last[-1][1]
        somebody = self._person(self.doc[self.mentions.token_at(words[0])], "")
        return somebody if somebody.name else Speaker(text[slice(*words)])

    def _is_origin(self, at: int) -> bool:
        """Whether what reads like a name describes one named before: "the Scot" is whom the paragraph is about."""
        return at > 0 and self.doc[at - 1].lower_ == "the" and " " not in self.mentions.named[at].full

    def _is_cut_off(self, source: Range) -> bool:
        """Whether a source is the end of a list in the headline; nothing below it means that."""
        text = self.mentions.text
        return source[0] <= text.find("\n") and text[: source[0]].rstrip().endswith((" and", ",", "&", "/"))

    def resolve(self, words: Range) -> Speaker:
        """Who the words of a source stand for."""
        root = self._root(words)
        if root is None or self._depth >= DEEPEST:
            return NOBODY
        self._depth += 1
        try:
            return self._resolve(root)
        finally:
            self._depth -= 1

    def _resolve(self, root: Token) -> Speaker:
        low = root.lower_
        if low in ANYBODY:
            return Speaker(root.text, ANYONE)
        if root.tag_ in {"WP", "WDT", "WP$"} or (low == "that" and root.dep_ in {"nsubj", "nsubjpass"}):
            noun = _antecedent(root)
            if noun is not None and noun.lower_ in ANYBODY:
                return Speaker(noun.text, ANYONE)
            return self._phrase(noun) if noun is not None and noun.pos_ in {"NOUN", "PROPN"} else NOBODY
        if root.pos_ in {"VERB", "AUX", "ADP", "ADV", "PUNCT", "SPACE", "SYM", "SCONJ", "CCONJ", "PART"}:
            return NOBODY
        if low == "one":
            return self._one_of(root)
        if low in NO_THIRD and root.pos_ == "PRON":
            return NOBODY
        stranger = self._candidates.stranger(root, SINGULAR[low]) if root.tag_ == "PRP$" and low in SINGULAR else None
        if stranger is not None:
            called = self._phrase(stranger)
            new = called.name.lower().startswith(("a ", "an "))
            return replace(called, name=f"the {stranger.lower_}", head=stranger.lower_) if new else called
        if low in SINGULAR:
            return self._person(root, SINGULAR[low])
        if low in PLURAL and root.pos_ in {"PRON", "DET"}:
            return self._many(root)
        if low in THINGS:
            return self._body(root)
        return self._phrase(root)

    def _root(self, words: Range) -> Token | None:
        first = self.mentions.token_at(words[0])
        last = bisect_left(self.mentions.starts, words[1])
        span = self.doc[first:last]
        return span.root if len(span) else None

    # a name or a description

    def _phrase(self, root: Token) -> Speaker:
        """The fullest form of a phrase: the name at its head, its apposition, or its own words."""
        mentions = self.mentions
        if root.dep_ == "appos" and root.i not in mentions.named and root.head.i in mentions.named:
            root = root.head
        name = mentions.named.get(root.i)
        if name is None:
            for child in root.children:
                beside = mentions.named.get(child.i) if child.dep_ == "appos" else None
                if beside is not None and (beside.kind == "person" or root.lower_ in NAMES["sorts"]):
                    name, root = beside, child
                    break
        if mentions.conjoined(root):
            return Speaker(self._several(root), "person" if name and name.kind == "person" else "thing", "many")
        lemma = root.lemma_.lower()
        if name is not None and name.kind == "person":
            somebody = self._person(root, "") if self._is_origin(root.i) else NOBODY
            if somebody.name:
                return somebody
            return Speaker(name.full, "person", "one", mentions.gender(root, name), lemma)
        if name is None and lemma in self._makers.things:
            maker = self._makers.of(root, lemma)
            if maker is not None:
                return maker
        if name is None:
            known = self._described.of(root, lemma)
            if known is not None:
                return known
        if name is None and (is_silent(lemma) or root.lower_ in {"reports", "rumors", "rumours"}):
            return NOBODY
        words = self._with_owner(root)
        number = "many" if root.tag_ in {"NNS", "NNPS"} or lemma in GROUPS or lemma in SOME else "one"
        sort = words.removesuffix(name.span.text).split() if name is not None else []
        called = bool(sort) and sort[-1].lower() in NAMES["sorts"]  # "the law firm Hale & Lind"
        if name is not None and (called or len(name.full.split()) >= len(_core(words))):
            return Speaker(name.full, name.kind, number, "", lemma)
        kind = name.kind if name is not None else "person" if lemma in MEN or lemma in WOMEN else "thing"
        return Speaker(words, kind, number, mentions.gender(root, None), lemma)

    def _several(self, root: Token) -> str:
        """ "A and B" with every name in its fullest form; the phrase's own words where a part has no name."""
        parts, token = [root], root
        while True:
            following = next((c for c in token.children if c.dep_ == "conj"), None)
            if following is None or len(parts) > 20:
                break
            parts.append(following)
            token = following
        named = [self.mentions.named.get(part.i) for part in parts]
        if any(name is None for name in named):
            start, end = edges(root)
            words = self.mentions.text[start:end].strip(" ,")
            return words[5:] if words[:5].lower() == "both " else words
        fulls = [name.full for name in named if name is not None]
        return ", ".join(fulls[:-1]) + " and " + fulls[-1]

    def _with_owner(self, root: Token) -> str:
        """The words of a phrase, a possessive pronoun in it resolved: "her office" -> "Anna Hale's office"."""
        words = self.mentions.words(root)
        owner = next((c for c in root.children if c.dep_ == "poss" and c.tag_ == "PRP$"), None)
        if owner is None or not words.lower().startswith(owner.lower_ + " "):
            return words
        who = self.resolve((owner.idx, owner.idx + len(owner)))
        return f"{who.name}'s {words[len(owner) + 1 :]}" if who.name else words

    def _one_of(self, root: Token) -> Speaker:
        """One of several: "one of the divers", "one of them" with those they are; nobody where it means people."""
        of = next((c for c in root.rights if c.lower_ == "of"), None)
        several = next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None
        if several is None or several.lower_ in {"us", "you", "those"}:
            return NOBODY
        if several.pos_ != "PRON":
            return Speaker(self.mentions.words(root), "thing", "one", "", several.lemma_.lower())
        who = self._many(several)
        name = who.name[:1].lower() + who.name[1:] if who.kind == "thing" else who.name
        return replace(who, name=f"one of {name}", number="one") if name else NOBODY

    # pronouns

    def _recent(self, root: Token, fits: str) -> Speaker | None:
        """The last speaker of some sentences back that fits "one" or "many"."""
        here = self.mentions.sentence(root.i)
        for at, speaker in reversed(self.last[-4:]):
            if at < root.i and here - self.mentions.sentence(at) <= NEAR and speaker.number == fits:
                return speaker
        return None

    def _person(self, root: Token, gender: str) -> Speaker:
        """Who "he" or "she" is: the best candidate of that gender, else a described last speaker ("a doctor")."""
        found = []
        for score, mention in self._candidates.of(root):
            if mention.kind == "person" and mention.number == "one":
                known = mention.gender or self.mentions.genders.get(mention.name, "")
                if not gender or known in {"", gender}:
                    found.append((score + (AGREES if known else 0.0), mention))
        chosen = best(found)
        if self.last and (chosen is None or chosen[0] < 0):
            at, speaker = self.last[-1]
            close = self.mentions.sentence(root.i) - self.mentions.sentence(at) <= REACH
            human = speaker.kind in {"person", "thing"} and speaker.head not in self._makers.things
            if close and human and speaker.number == "one" and speaker.gender in {"", gender}:
                return speaker
        if chosen is None:
            return NOBODY
        return Speaker(chosen[1].name or self._phrase(self.doc[chosen[1].at]).name, "person", "one", gender)

    def _is_document(self, mention: Mention) -> bool:
        return mention.kind == "thing" and self.doc[mention.at].lemma_.lower() in self._kinds

    def _many(self, root: Token) -> Speaker:
        """Who "they" are: several who just spoke, else the best candidate that is many."""
        spoken = self._recent(root, "many")
        several = [(score, m) for score, m in self._candidates.of(root) if m.number == "many"]
        if root.lower_ in {"both", "neither"}:
            several = [(score, m) for score, m in several if self.mentions.conjoined(self.doc[m.at])]
            spoken = spoken if spoken is not None and " and " in spoken.name else None
        chosen = best([(score, m) for score, m in several if m.subject or m.kind != "thing"])
        if spoken is not None and (chosen is None or chosen[0] < SUBJECT):
            return spoken
        if chosen is not None:
            return replace(self._phrase(self.doc[chosen[1].at]), number="many")
        return spoken or NOBODY

    def _body(self, root: Token) -> Speaker:
        """What "it" is: the subject of its sentence, a body that just spoke, else the best body, place or document."""
        here = self.mentions.sentence(root.i)
        for mention in self._candidates.before(root.i, 10):
            if mention.sentence == here and mention.subject and mention.kind in {"body", "place"} and mention.name:
                return self._phrase(self.doc[mention.at])
        if self.last:
            at, speaker = self.last[-1]
            if at < root.i and here - self.mentions.sentence(at) <= NEAR and speaker.kind != "person":
                return speaker
        one = ((score, m) for score, m in self._candidates.of(root) if m.subject and m.number == "one")
        chosen = best([(score, m) for score, m in one if m.kind in {"body", "place"} or self._is_document(m)])
        return self._phrase(self.doc[chosen[1].at]) if chosen is not None else NOBODY


def _antecedent(root: Token) -> Token | None:
    """The noun a relative pronoun stands for."""
    verb = root.head
    for _ in range(4):
        if verb.dep_ == "relcl":
            return verb.head
        if verb.head == verb:
            return None
        verb = verb.head
    return None


def _core(words: str) -> list[str]:
    """The words of a phrase without its article."""
    parts = words.split()
    return parts[1:] if parts and parts[0].lower() in {"the", "a", "an"} else parts
