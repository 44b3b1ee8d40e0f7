"""Reported speech: segments of every reporting verb, noun and adjective outside direct speech."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tellings.mark.content import Content, content_of
from tellings.mark.reporting import lexicon
from tellings.mark.segments import Range, Segment, cut_out, edges, trim
from tellings.mark.sources import cited_by, cue_range, neighbour, source_range, subject_of
from tellings.mark.tokens import read_tags, read_tokens

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# A sentence's last words that name who said the rest hold at most this many tokens: ", the ministry said on Monday".
LAST_WORDS = 25
# Endings of nouns for people: officials, voters, experts, analysts.
PEOPLE = ("er", "or", "ist", "ian", "al", "ert", "yst", "ive", "ant", "man", "people")
# Nouns that report even where nobody is named as theirs.
OWNERLESS = frozenset(
    ["allegation", "report", "rumor", "rumour", "claim", "criticism", "accusation", "concern", "speculation", "warning"]
)


def clause_segments(doc: Doc, text: str) -> Iterator[tuple[Token, Segment]]:
    """Segments with the token that heads their cue, in order of the cue."""
    words = lexicon()
    tags = read_tags(doc)
    for i, (word, pos, lemma) in enumerate(zip(read_tokens(doc).lower, tags.pos, tags.lemmas, strict=True)):
        segment = None
        if word == "according":
            segment = _according(text, doc[i])
        elif pos in {"VERB", "AUX"}:
            if lemma in words.verbs:
                segment = _of_verb(text, doc[i], lemma)
        elif pos == "ADV":
            if word in words.hearsay:
                segment = _of_adverb(text, doc[i])
        elif pos == "NOUN":
            if lemma in words.nouns:
                segment = _of_noun(text, doc[i], lemma)
        elif pos == "ADJ" and lemma in words.adjectives:
            segment = _of_adjective(text, doc[i], lemma)
        if segment is not None:
            yield doc[i], segment


def _of_verb(text: str, verb: Token, lemma: str) -> Segment | None:
    last = _last_words(verb, lemma)
    if last is not None:
        speaker, whole = last
        source, cue = source_range(text, speaker), cue_range(verb)
        piece = trim(text, *whole)
        return Segment(source, cue, (piece,), lemma, firm=True, cited=cited_by(text, verb)) if piece else None
    found = content_of(verb, lemma)
    subject = subject_of(verb)
    if subject is None and found is not None:
        subject = neighbour(verb)
    source = source_range(text, subject) if subject is not None else None
    if found is None and subject is not None and lemma in lexicon().clause:
        found = _rest_of_sentence(text, verb, subject)
    if found is None:
        return None
    cue = cue_range(verb, found.preposition)
    if subject is not None and subject.lower_ == "you" and lemma == "know":
        return None
    if lemma in lexicon().evidence and subject is not None and not _can_tell(subject):
        return None
    parts = [edges(verb)] if found.aside else [cue] + ([source] if source else [])
    cited = cited_by(text, verb)
    pieces = [piece for whole in found.ranges for piece in cut_out(text, whole, parts)]
    if cited is not None:
        pieces = [piece for piece in (_before_citing(text, one, cited) for one in pieces) if piece]
    own = subject is not None and subject.pos_ != "PRON"
    return Segment(source, cue, tuple(pieces), lemma, firm=found.firm, own=own, cited=cited) if pieces else None


def _before_citing(text: str, piece: Range, cited: Range) -> Range | None:
    """The piece without "citing Y" at its end."""
    if not piece[0] <= cited[0] < piece[1]:
        return piece
    at = max(text.rfind("citing", *piece), text.rfind("quoting", *piece))
    return trim(text, piece[0], at) if at >= 0 else piece


def _can_tell(subject: Token) -> bool:
    """Whether what "shows" or "suggests" something speaks: someone, or a thing that reports (a poll, a letter)."""
    if subject.pos_ == "PROPN" or subject.ent_type_ in {"PERSON", "ORG", "NORP", "GPE"}:
        return True
    if subject.pos_ in {"PRON", "DET"}:
        return subject.lower_ not in {"this", "that", "which", "these", "those", "what"}
    if subject.lemma_.lower() in lexicon().things:
        return True
    return not any(c.dep_ == "poss" or c.lower_ in {"this", "that", "these"} for c in subject.lefts) and (
        subject.tag_ == "NNS" and subject.lemma_.lower().endswith(PEOPLE)
    )


def _last_words(verb: Token, lemma: str) -> tuple[Token, Range] | None:
    """(who, what) of a sentence that ends in "…, said X" or "…, X said", which the parser took for one more clause."""
    if verb.dep_ != "conj" or verb.tag_ not in {"VBD", "VBZ", "VBP"} or lemma not in lexicon().quotation:
        return None
    doc, sentence = verb.doc, verb.sent
    if any(c.dep_ in {"nsubj", "ccomp"} for c in verb.children) or sentence.end - verb.i > LAST_WORDS:
        return None
    subject: Token | None = None
    if doc[verb.i - 1].text == ",":
        subject = next((c for c in verb.rights if c.dep_ == "dobj" and c.pos_ == "PROPN"), None)
        comma = verb.i - 1
    else:
        subject = neighbour(verb)
        comma = subject.left_edge.i - 1 if subject is not None else -1
    if subject is None or comma <= sentence.start + 1 or doc[comma].text != ",":
        return None
    return subject, (sentence.start_char, doc[comma].idx)


def _rest_of_sentence(text: str, verb: Token, subject: Token) -> Content | None:
    """For a verb the parser gave nothing to report: the sentence before "…, X said" or around "…, X said, …"."""
    doc, sentence = verb.doc, verb.sent
    first = min(subject.left_edge.i, verb.i)
    if first < sentence.start + 2 or doc[first - 1].text not in {",", "—", "–", "”", '"', "''"}:
        return None
    if sentence.end - first > LAST_WORDS or verb.dep_ in {"relcl", "acl"}:
        return None
    low = sentence.start_char
    following = next((t for t in doc[verb.i + 1 : min(verb.i + 6, sentence.end)] if t.text == ","), None)
    if following is not None and any(t.pos_ in {"VERB", "AUX"} for t in doc[following.i : sentence.end]):
        return Content(((low, sentence.end_char),), firm=True)
    return Content(((low, doc[first - 1].idx),), firm=True)


def _according(text: str, token: Token) -> Segment | None:
    """ "According to X, …", "…, according to X", "…, X according to …"."""
    doc = token.doc
    if token.i + 1 >= len(doc) or doc[token.i + 1].lower_ != "to":
        return None
    to = doc[token.i + 1]
    target = next((c for c in to.children if c.dep_ in {"pobj", "pcomp"}), None)
    if target is None or target.pos_ == "VERB":
        return None
    source = source_range(text, target)
    sentence = token.sent
    if source is None:
        return None
    if source[1] >= sentence.end_char - 2 and token.i > sentence.start:
        head = token.head
        whole = (sentence.start_char, token.idx)
        if head.pos_ in {"VERB", "AUX"} and head.dep_ in {"conj", "advcl", "ccomp"} and head.i < token.i:
            whole = (edges(head)[0], token.idx)
    elif token.i == sentence.start:
        whole = (source[1], sentence.end_char)
    else:
        head = token.head
        while head.pos_ not in {"VERB", "AUX"} and head.head != head:
            head = head.head
        whole = edges(head)
    pieces = cut_out(text, whole, [(token.idx, source[1])])
    return Segment(source, (token.idx, to.idx + len(to)), tuple(pieces), "according", firm=True) if pieces else None


def _of_adverb(text: str, adverb: Token) -> Segment | None:
    """ "X has reportedly left": what somebody, unnamed, says."""
    verb = adverb.head
    if verb.pos_ not in {"VERB", "AUX"} or verb.left_edge.i < verb.sent.start:
        return None
    cue = (adverb.idx, adverb.idx + len(adverb))
    pieces = cut_out(text, edges(verb), [cue])
    return Segment(None, cue, tuple(pieces), adverb.lower_) if pieces else None


def _of_noun(text: str, noun: Token, lemma: str) -> Segment | None:
    """ "X's claim that …", "reports that …", "his promise to …", "criticism of …"."""
    words = lexicon()
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    if owner is None and noun.tag_ == "NNS":  # "Hale claims that": a verb taken for a noun
        owner = next((c for c in noun.lefts if c.dep_ == "compound" and c.pos_ == "PROPN" and c.i == noun.i - 1), None)
    giver = owner or _does(noun)
    owned = giver is not None or lemma in OWNERLESS
    extra: Token | None = None
    clause: Token | None = None
    for child in noun.rights:
        if lemma in words.noun_clause and child.dep_ in {"acl", "ccomp", "relcl"} and _has_that(child):
            clause = child
        elif lemma in words.noun_infinitive and child.dep_ == "acl" and owner is not None:
            clause = child if any(c.lower_ == "to" for c in child.lefts) else None
        elif child.dep_ == "prep" and lemma in words.noun_preposition.get(child.lower_, ()) and owned:
            clause = next((c for c in child.children if c.dep_ in {"pobj", "pcomp"}), None)
            extra = child
        if clause is not None:
            break
    if clause is None:
        return None
    source = source_range(text, giver) if giver is not None else None
    last = extra or noun
    content = trim(text, *edges(clause))
    return Segment(source, (noun.idx, last.idx + len(last)), (content,), lemma) if content else None


def _has_that(clause: Token) -> bool:
    """Whether a clause after a noun says what it is (that + a clause with its own subject), not which one it is."""
    if clause.left_edge.lower_ != "that":
        return False
    return any(c.dep_ in {"nsubj", "nsubjpass", "expl"} and c.lower_ != "that" for c in clause.children)


def _does(noun: Token) -> Token | None:
    """Who gives, makes or has what the noun names: "X gave a warning that", "criticism from X"."""
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ in {"from", "by"}:
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    verb = noun.head
    if noun.dep_ == "dobj" and verb.lemma_ in {"make", "give", "have", "issue", "voice", "express", "offer", "repeat"}:
        return subject_of(verb)
    return None


def _of_adjective(text: str, adjective: Token, lemma: str) -> Segment | None:
    """ "X was confident that …", "Y is critical of …"."""
    verb = adjective.head
    if adjective.dep_ != "acomp" or verb.pos_ not in {"AUX", "VERB"}:
        return None
    words = lexicon()
    subject = subject_of(verb)
    if subject is None:
        return None
    clause = next((c for c in adjective.rights if c.dep_ == "ccomp"), None) if lemma in words.adjective_clause else None
    extra = None
    if clause is None:
        for child in adjective.rights:
            if child.dep_ == "prep" and lemma in words.adjective_preposition.get(child.lower_, ()):
                clause = next((c for c in child.children if c.dep_ in {"pobj", "pcomp"}), None)
                extra = child
                break
    if clause is None:
        return None
    source, content = source_range(text, subject), trim(text, *edges(clause))
    last = extra or adjective
    cue = (cue_range(verb)[0], last.idx + len(last))
    if source is None or content is None or cue[0] < source[1]:
        return None
    return Segment(source, cue, (content,), lemma)
