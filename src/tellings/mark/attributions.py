"""Segments of an article: what the tagger sees, with what the rules know of it, and what only the rules see."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from tellings.lexicon import table
from tellings.mark.claimed import contradicts, deny_claims
from tellings.mark.decode import Attribution, decode
from tellings.mark.mending import ABOUT, apart_from_source, below_titles, cited_apart
from tellings.mark.parse import Parsed
from tellings.mark.pieces import TAGS, Pieces, cut_pieces
from tellings.mark.proxies import deny_through
from tellings.mark.quotes import Quote
from tellings.mark.reporting import lexicon, reports_nothing
from tellings.mark.rules import rule_segments
from tellings.mark.segments import Range, Segment, inside, trim
from tellings.mark.sources import cited_by, source_range
from tellings.mark.stance import stance_of
from tellings.mark.tagger import Scores, score
from tellings.mark.transcripts import TURN

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

# A segment of the rules stands beside the tagger's where the tagger gives its words at least these odds of being
# content. Tuned on dev.
ALLOWED = 0.35
# Who writes the article, where the words stand outside quotation marks.
NARRATOR = re.compile(r"\b(?:I|[Mm]y|myself)\b")
# The condition on which somebody speaks; nothing is said by it.
ANONYMOUS = re.compile(
    r"(?:on |for |that )?(?:not (?:to )?be (?:named|identified|quoted)|(?:to )?(?:remain )?anonym)", re.I
)
FINITE = frozenset({"VBP", "VBZ", "VBD", "MD"})
# What a content may hold beside its quotation and still be direct speech, in characters.
AROUND = 2


def find_segments(parsed: Parsed, quotes: Sequence[Quote]) -> tuple[list[Segment], list[Range]]:
    """(segments, speech) as `rules.rule_segments`, the tagger's first."""
    ruled, speech = rule_segments(parsed, quotes)
    pieces = cut_pieces(parsed, quotes, ruled)
    scores = score(pieces)
    tagged = decode(parsed.doc, parsed.article.text, pieces, scores)
    return merge(parsed, quotes, ruled, tagged, lambda one: _odds(one, pieces, scores)), speech


def merge(
    parsed: Parsed,
    quotes: Sequence[Quote],
    ruled: Sequence[Segment],
    tagged: Sequence[Attribution],
    odds: Callable[[Segment], float],
) -> list[Segment]:
    """The tagger's attributions, each with what the rule for its cue knows; then the rules' own.

    `odds` gives how likely the words of a segment are content. Of the rules' stand the turns of transcripts, reports
    inside a content (they make chains), and what the tagger found likely enough but did not put together.
    """
    twins = _Ranges([(one.cue, one) for one in ruled if one.cue])
    found: list[Segment] = []
    matched: set[Segment] = set()
    cited = _Ranges([(one.cited, one) for one in ruled if one.cited])
    told = _Ranges([(piece, one) for one in ruled for piece in one.content])
    own_words = _Narration(parsed, quotes)
    for one in filter(None, (own_words.cut_from(each) for each in below_titles(parsed, tagged))):
        if one.source is None and reports_nothing(_span(parsed, one.cue)):
            continue
        head = _root(parsed, one.cue)
        same = sorted(twins.meeting(one.cue), key=lambda twin: twin.lemma != head.lemma_.lower())
        twin = same[0] if same else None
        if twin is not None:
            if twin.lemma in ABOUT and any(next(cited.meeting(piece), None) for piece in one.content):
                continue  # "X reported, citing Y, that …": the rule for "reported" has both
            matched.add(twin)
        mended = apart_from_source(parsed.article.text, replace(one, source=mend_source(parsed, one.source, head)))
        segment = cited_apart(parsed.article.text, _with_rule(parsed, quotes, mended, twin))
        inner = [each for piece in one.content for each in told.meeting(piece)]
        if segment.lemma == "according" and twin is not None and any(_relayed(each, twin) for each in inner):
            segment = replace(segment, content=twin.content)
        found += _apart(parsed.article.text, segment, quotes)
    taken = _Ranges([(piece, one) for one in found for piece in one.content])
    for other in ruled:
        if other in matched:
            continue
        over = [held for piece in other.content for held in taken.meeting(piece)]
        plain = other.firm and other.own and other.cue is not None
        nested = _inside(other, over) and (
            plain or any(_relayed(other, outer) and outer.lemma == "according" for outer in over)
        )
        nested = nested or (contradicts(other) and all(_inside(held, [other]) for held in over))
        silence = other.cue is not None and stance_of(parsed.article.text, other) == "declines"
        if other.lemma == TURN or nested or (not over and (silence or odds(other) >= ALLOWED)):
            found.append(other)
    text = parsed.article.text
    kept = [one for one in found if not (_tells_of_claims(parsed, one) or _asks_for_silence(text, one))]
    denied = deny_claims(text, kept, lambda words: _is_person(parsed, words))
    return [_by_those_there(parsed, one) for one in deny_through(text, denied)]


def _asks_for_silence(text: str, one: Segment) -> bool:
    """Whether a segment only tells that its source would not be named: "asking not to be identified"."""
    return one.lemma in {"ask", "request", "insist", "prefer", "want"} and bool(ANONYMOUS.match(text, *one.content[0]))


def _is_person(parsed: Parsed, words: Range) -> bool:
    """Whether words are a person, named or by a pronoun, with nothing behind but what stands apart by a comma."""
    start, end = words
    comma = parsed.article.text.find(",", start, end)
    last = parsed.article.text[start : comma if comma >= 0 else end].rstrip()
    token = _root(parsed, (start + len(last) - 1, start + len(last))) if last else None
    return token is not None and (token.ent_type_ == "PERSON" or token.lower_ in {"him", "her", "them"})


def _relayed(inner: Segment, outer: Segment) -> bool:
    """Whether what one passes on is itself a report: "According to X, Y said …", of which the tagger took "…"."""
    if inner.source is None or inner.cue is None or not _inside(inner, [outer]):
        return False
    return any(start <= inner.source[0] and inner.source[1] <= end for start, end in outer.content)


def _apart(text: str, segment: Segment, quotes: Sequence[Quote]) -> list[Segment]:
    """The segment; where the next paragraph quotes, one for what was reported and one for the quotations."""
    quoted = tuple(piece for piece in segment.content if _is_quoted([piece], quotes))
    rest = tuple(piece for piece in segment.content if piece not in quoted)
    if not quoted or not rest or "\n" not in text[rest[-1][1] : quoted[0][0]]:
        return [segment]
    return [replace(segment, content=rest), replace(segment, content=quoted, quoted=True)]


class _Ranges:
    """Segments by ranges, in order, for look-up by what meets a range."""

    def __init__(self, items: Sequence[tuple[Range, Segment]]) -> None:
        self._items = sorted(items, key=lambda item: item[0])
        self._starts = [item[0][0] for item in self._items]
        self._reach: list[int] = []
        for (_, end), _one in self._items:
            self._reach.append(max(end, self._reach[-1] if self._reach else end))

    def meeting(self, where: Range) -> Iterator[Segment]:
        """The segments whose range shares a character with `where`."""
        at = bisect_left(self._starts, where[1]) - 1
        while at >= 0 and self._reach[at] > where[0]:
            (_start, end), one = self._items[at]
            if end > where[0]:
                yield one
            at -= 1


def _inside(one: Segment, over: Sequence[Segment]) -> bool:
    """Whether a segment's cue and content lie in a content of another."""
    low = min(one.cue[0] if one.cue else one.content[0][0], one.content[0][0])
    high = max(one.cue[1] if one.cue else 0, one.content[-1][1])
    return any(start <= low and high <= end for other in over for start, end in other.content)


class _Narration:
    """Where an article speaks of itself: "I" and "my" outside quotation marks."""

    def __init__(self, parsed: Parsed, quotes: Sequence[Quote]) -> None:
        """Read the article once."""
        self._parsed = parsed
        spans = [(quote.start, quote.end) for quote in quotes]
        found = (match.start() for match in NARRATOR.finditer(parsed.article.text))
        self._places = [place for place in found if not inside(place, spans)]

    def cut_from(self, one: Attribution) -> Attribution | None:
        """The attribution without what the article says in sentences after its cue's; None where nothing is left.

        Behind "Brandt says 12." a sentence "I count 13" is not Brandt's. What a colon opens stays.
        """
        before = self._parsed.article.text[one.cue[1] : one.content[0][0]]
        if not self._places or ":" in before:
            return one
        content = tuple(filter(None, (self._cut(piece, one.cue[1]) for piece in one.content)))
        return replace(one, content=content) if content else None

    def _cut(self, piece: Range, cue: int) -> Range | None:
        """The piece up to the first sentence behind the cue's in which the narrator is named."""
        start, end = piece
        for place in self._places[bisect_left(self._places, max(start, cue)) : bisect_left(self._places, end)]:
            first = _root(self._parsed, (place, place + 1)).sent.start_char
            if first >= cue:
                return trim(self._parsed.article.text, start, first) if start < first else None
        return piece


def _tells_of_claims(parsed: Parsed, one: Segment) -> bool:
    """Whether the cue is a plural noun, whatever the parser took it for: "the Velanian claims are nothing but talk".

    A finite verb follows it at once; the verb of a relative clause may have one behind it ("who she claims is ill").
    """
    if one.cue is None or one.quoted or one.content[0][0] < one.cue[1]:
        return False
    if parsed.article.text[one.cue[1] : one.content[0][0]].strip():
        return False
    cue, first = _root(parsed, one.cue), _root(parsed, (one.content[0][0], one.content[0][0] + 1))
    noun = cue.tag_ == "NNS" or (cue.lower_.endswith("s") and cue.dep_ not in {"relcl", "csubj", "acl", "pcomp"})
    return noun and cue.lemma_.lower() in lexicon().nouns and first.tag_ in FINITE


def mend_source(parsed: Parsed, source: Range | None, verb: Token) -> Range | None:
    """The source of a cue's verb, mended by the parse where the tagger took a part of it.

    One of several that share the verb stands for all ("A, B, and C said"); a noun right before a verb that has its
    subject further left is no source ("A note sent after the vote said").
    """
    if source is None:
        return None
    root = _root(parsed, source)
    first = next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
    before = parsed.article.text[: source[0]].rstrip()
    inside_first = first is not None and first.left_edge.idx < source[0] <= first.right_edge.idx
    if first is not None and inside_first and before.endswith(" and") and root.dep_ == "conj":
        return first.left_edge.idx, source[1]  # "A meeting of Velmar, Ostrel and Karsk advisers raises …"
    if first is None or first == root or root.head != verb or root.dep_ != "nsubj" or first.left_edge.idx >= source[0]:
        return source
    if before.endswith((" and", ",")):
        return first.left_edge.idx, source[1]
    return source_range(parsed.article.text, first) if root.left_edge.nbor(-1).dep_ == "mark" else source


def _by_those_there(parsed: Parsed, one: Segment) -> Segment:
    """The segment with those as its source who met, where that is a meeting: "talks of Velanian envoys raise …"."""
    if one.source is None:
        return one
    match = _gathering().match(parsed.article.text, *one.source)
    if match is None or match.end() >= one.source[1]:
        return one
    last = re.split(r"\W+", parsed.article.text[match.end() : one.source[1]].lower())[-1]
    people = last.endswith("s") and last[:-1] in table("titles")["titles"]["heads"]
    return replace(one, source=(match.end(), one.source[1])) if people else one


@cache
def _gathering() -> re.Pattern[str]:
    """A meeting at the start of a phrase, with the word before those who meet."""
    nouns = "|".join(table("reporting")["gatherings"]["nouns"].split())
    return re.compile(
        rf"(?:(?:an?|the|this|that)\s)?(?:[\w-]+\s){{0,2}}?(?:{nouns})\s(?:of|between|among|with)\s(?:the\s)?",
        re.IGNORECASE,
    )


def _odds(one: Segment, pieces: Pieces, scores: Scores) -> float:
    """The mean probability that a segment's words are content."""
    total = count = 0.0
    for piece in one.content:
        low, high = pieces.under(*piece)
        total += float(scores.tags[low:high, TAGS.index("B-content") :].sum())
        count += high - low
    return total / count if count else 0.0


def _with_rule(parsed: Parsed, quotes: Sequence[Quote], one: Attribution, twin: Segment | None) -> Segment:
    """The tagger's attribution as a segment; what heads its cue is the rule's word or the parse's."""
    quoted = _is_quoted(one.content, quotes)
    if twin is not None:
        return replace(twin, source=one.source, cue=one.cue, content=one.content, quoted=quoted)
    head, said_by = _root(parsed, one.cue), _root(parsed, one.source) if one.source else None
    lemma = "according" if parsed.article.text[slice(*one.cue)].lower() == "according to" else head.lemma_.lower()
    return Segment(
        one.source,
        one.cue,
        one.content,
        lemma,
        quoted,
        firm=lemma in lexicon().clause or lemma == "according",
        own=said_by is None or said_by.pos_ != "PRON",
        cited=cited_by(parsed.article.text, head) if head.pos_ == "VERB" else None,
    )


def _root(parsed: Parsed, words: Range) -> Token:
    """The token that heads some words."""
    return _span(parsed, words).root


def _span(parsed: Parsed, words: Range) -> TokenSpan:
    """The tokens of some words."""
    tokens = parsed.doc.char_span(*words, alignment_mode="expand")
    return tokens if tokens is not None else parsed.doc[:1]


def _is_quoted(content: Sequence[Range], quotes: Sequence[Quote]) -> bool:
    """Whether every range of a content is one quotation, or lies in one."""
    for start, end in content:
        at = bisect_right(quotes, start + AROUND, key=lambda quote: quote.start) - 1
        if at < 0 or quotes[at].end < end - AROUND:
            return False
    return bool(content)
