"""Reporting words: what says, thinks or plans, by the construction it stands in (`data/reporting.toml`)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from tellings.lexicon import table

if TYPE_CHECKING:
    from spacy.tokens import Span


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Reporting words by construction: sets of lemmas, and by preposition.

    `verbs`, `nouns` and `adjectives` are all that report in any construction; `things` are what "shows" something."""

    clause: frozenset[str]
    object: frozenset[str]
    object_as: frozenset[str]
    puts: frozenset[str]
    sums: frozenset[str]
    infinitive: frozenset[str]
    passive: frozenset[str]
    naming: frozenset[str]
    quotation: frozenset[str]
    preposition: dict[str, frozenset[str]]
    verbs: frozenset[str]
    noun_clause: frozenset[str]
    noun_infinitive: frozenset[str]
    noun_preposition: dict[str, frozenset[str]]
    nouns: frozenset[str]
    adjective_clause: frozenset[str]
    adjective_preposition: dict[str, frozenset[str]]
    adjectives: frozenset[str]
    hearsay: frozenset[str]
    evidence: frozenset[str]
    things: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """The reporting words, loaded once per process."""
    data = table("reporting")
    verb, noun, adjective = data["verb"], data["noun"], data["adjective"]

    def words(section: dict[str, str], key: str) -> frozenset[str]:
        return frozenset(section[key].split())

    preposition, noun_preposition, adjective_preposition = (
        {key: frozenset(lemmas.split()) for key, lemmas in one["preposition"].items()}
        for one in (verb, noun, adjective)
    )
    alone = ("clause", "object", "object_as", "puts", "infinitive", "passive", "quotation")
    return Lexicon(
        clause=words(verb, "clause"),
        object=words(verb, "object"),
        object_as=words(verb, "object_as"),
        puts=words(verb, "puts"),
        sums=words(verb, "sums"),
        infinitive=words(verb, "infinitive"),
        passive=words(verb, "passive"),
        naming=words(verb, "naming"),
        quotation=words(verb, "quotation"),
        preposition=preposition,
        verbs=frozenset().union(*(words(verb, kind) for kind in alone), *preposition.values()),
        noun_clause=words(noun, "clause"),
        noun_infinitive=words(noun, "infinitive"),
        noun_preposition=noun_preposition,
        nouns=words(noun, "clause").union(words(noun, "infinitive"), *noun_preposition.values()),
        adjective_clause=words(adjective, "clause"),
        adjective_preposition=adjective_preposition,
        adjectives=words(adjective, "clause").union(*adjective_preposition.values()),
        hearsay=words(data["adverb"], "hearsay"),
        evidence=words(data["evidence"], "verbs"),
        things=words(data["evidence"], "things"),
    )


def tells(lemmas: Iterable[str]) -> bool:
    """Whether the words of a cue report what somebody holds to be so, not only what they do or feel about it."""
    words = lexicon()
    telling = words.clause | words.quotation | words.puts | words.object_as | words.passive | words.noun_clause
    return any(lemma in telling or lemma in words.object - _FEELING or lemma in _COLON for lemma in lemmas)


def reports_nothing(cue: Span) -> bool:
    """Whether a cue whose source nobody names is none: "was", "was presented", "was named", "also known as".

    It has no word that reports, or only gives a name or a post.
    """
    root, words = cue.root, lexicon()
    if any(token.lower_ == "by" and token.i > root.i for token in root.subtree):
        return False  # "was named … by the jury"
    if root.tag_ == "VBN" and root.lemma_.lower() in words.naming:
        return True
    reporting = words.verbs | words.nouns | words.adjectives | words.hearsay | words.evidence | _SEEMING
    if any(token.lemma_.lower() in reporting for token in cue):
        return False
    return root.pos_ == "AUX" or root.tag_ == "VBN"


_SEEMING = frozenset({"seem", "appear", "accord", "obvious", "clear", "likely", "unclear", "unknown"})
# Verbs of the lexicon that take what happened for granted: who mourns twelve dead is not the source of the number.
_FEELING = frozenset({"mourn", "bemoan", "lament", "welcome", "applaud", "hail", "condemn", "regret", "thank"})
_COLON = frozenset({":", "accord", "according"})


# Endings of nouns for what happens or how it is; such a noun speaks for nobody unless it names a body.
_ABSTRACT = ("tion", "sion", "ment", "ness", "ity", "ism", "ance", "ence", "ship", "hood")


@lru_cache(maxsize=16384)
def is_silent(lemma: str) -> bool:
    """Whether a noun names what cannot speak ("launch", "agreement"), nor speaks for its maker as a document does."""
    data = table("reporting")
    if lemma in data["silent"]["nouns"].split():
        return True
    speaks = {*data["silent"]["but"].split(), *data["bodies"]["nouns"].split(), *data["documents"]["nouns"].split()}
    return lemma.endswith(_ABSTRACT) and lemma not in speaks | lexicon().things
