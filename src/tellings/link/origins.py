"""Origins: the occasions that passages came from, so that independence can be counted.

Three things tie passages of different articles to one occasion: the same speaker in a setting and on a day that allow
it, the same words, and the same claim from speakers who are nobody in particular. Acts (one article's account of one
occasion) are joined by these, surest first, and never against what they tell of day, setting and medium.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from tellings.grammar.align import common_words
from tellings.link.acts import Act, days_meet, find_acts, tie_fits
from tellings.link.concepts import concepts_in
from tellings.link.copies import pairs_sharing, plain_words, shared_share
from tellings.link.followers import follow_claims, follow_copies, follow_names
from tellings.link.occasions import PUBLISHED, Likeness, Occasion, agree, days_apart, days_between, joint
from tellings.link.voices import Voices, one_body, one_meant, one_state, one_voice, same_speaker, without_credit
from tellings.memory import without_cycles
from tellings.model import Claim, Origin, OriginKind, Passage, make_id
from tellings.view import StoryView

# Tuned on three hand-annotated stories (22 articles), F1 over pairs of passages.
_COPIED = 0.6  # the share of the shorter passage's words that a copy holds in runs
_COPIED_WORDS = 6  # fewer words than this in common are no copy
_ALIKE = 0.3  # the likeness of content that ties two acts of the same nobody in particular
_ALIKE_STATE, _ALIKE_BODY, _ALIKE_MEANT = 0.15, 0.3, 0.2
_ALIKE_AKIN = 0.4  # and that which ties a country's government, its president and its officials
_POSTINGS, _BUDGET = 40, 60_000  # acts compared with one that shares a speaker's word, and pairs compared in all
_ALIGNED = 12  # of passages that share a run of words with one, those that share most and are aligned with it
_FEW = 5  # of passages in the same words, those that are tied to all others
_SAME = 1  # days apart up to which a body is taken to speak on one occasion, whatever it says
_NEARBY = 2  # days between what nobody in particular said, for it to be one occasion
_DAYS = 4  # and what someone in particular said; beyond it only the same day told or shared text makes one occasion
_REPRINTED = 30  # days within which the same words are a copy; later they tell of another occasion, or by chance
_DATELINE = 60  # characters of a dateline that stands as a sentence, at most
_SMALL_WORD = re.compile(r"(?<!\w)[a-z]")


@without_cycles()
def find_origins(view: StoryView, claims: Sequence[Claim]) -> tuple[Origin, ...]:
    """Origins of two passages or more, and of media named as a source, those carried by most articles first."""
    voices = Voices(view)
    acts = find_acts(view, voices)
    words = {Passage(key, span): plain_words(view.words(Passage(key, span))) for key, span in view.sentences()}
    copies = _copies(view, words)
    likeness = Likeness({one: concepts_in(view, one) for one in words})
    groups = _join(view, acts, copies, likeness)
    groups = joint(groups)
    told = {passage for act in acts for passage in act.passages}
    follow_copies(groups, copies, told)
    follow_names(groups, likeness, told, view, voices)
    follow_claims(groups, claims, likeness, told, view)
    origins = [_origin(view, group) for group in groups]
    origins += _reports(view, copies, told)
    media = {name for act in acts for name in act.via}
    kept = [origin for origin in origins if len(origin.passages) > 1 or origin.who in media]
    return tuple(sorted(kept, key=lambda o: (-len({p.article for p in o.passages}), -len(o.passages), o.id)))


def _copies(view: StoryView, words: Mapping[Passage, Sequence[str]]) -> dict[Passage, set[Passage]]:
    """For each passage, those of other articles of the time around that have the same words, lightly edited.

    Of many passages in exactly the same words only the first few know all others, which ties them all the same.
    """
    same: dict[tuple[str, ...], list[Passage]] = defaultdict(list)
    for passage, listed in words.items():
        if len(listed) >= _COPIED_WORDS:
            same[tuple(listed)].append(passage)
    found: dict[Passage, set[Passage]] = defaultdict(set)
    pairs = [(alike, alike) for alike in same.values() if len(alike) > 1]
    texts = dict(enumerate(same))
    sharing: dict[int, list[tuple[int, tuple[str, ...]]]] = defaultdict(list)
    for first, then, count in pairs_sharing(texts):
        sharing[first].append((count, texts[then]))
    for number, partners in sharing.items():
        one = texts[number]
        for count, other in sorted(partners, reverse=True)[:_ALIGNED]:
            # A shingle is a word that is shared with those around it: with enough of them there is nothing to align.
            least = _COPIED * min(len(one), len(other))
            # Runs hold no more words than the longest common subsequence, which is quick to find.
            if count >= least or (common_words(one, other) >= least and shared_share(one, other) >= _COPIED):
                pairs.append((same[one], same[other]))
    for these, those in pairs:
        for at in these[:_FEW]:
            for there in those if these is those else those[:_FEW]:
                if at.article != there.article and days_apart(view, at.article, there.article) <= _REPRINTED:
                    found[at].add(there)
                    found[there].add(at)
    return found


def _join(
    view: StoryView,
    acts: Sequence[Act],
    copies: Mapping[Passage, set[Passage]],
    likeness: Likeness,
) -> list[Occasion]:
    group_of = {number: Occasion.of(number, act) for number, act in enumerate(acts)}
    for _, one, other, why in sorted(_ties(view, acts, copies, likeness)):
        first, second = group_of[one], group_of[other]
        if first is second:
            first.why[why] += 1
        elif why == "shared text" or agree(first, second):
            if len(first.numbers) < len(second.numbers):
                first, second = second, first
            first.take(second, why)
            group_of.update(dict.fromkeys(second.numbers, first))
    return list({id(group): group for group in group_of.values()}.values())


def _ties(
    view: StoryView,
    acts: Sequence[Act],
    copies: Mapping[Passage, set[Passage]],
    likeness: Likeness,
) -> Iterable[tuple[float, int, int, str]]:
    """Ties between acts of different articles: (rank, smallest first; act, act, why)."""
    postings: dict[str, list[int]] = defaultdict(list)
    holders: dict[Passage, list[int]] = defaultdict(list)
    for number, act in enumerate(acts):
        for token in act.voice.tokens:
            postings[token].append(number)
        for passage in act.passages:
            holders[passage].append(number)
    reach = max(2, min(_POSTINGS, _BUDGET // max(1, sum(map(len, postings.values())))))
    pairs = {
        (one, other)
        for listed in postings.values()
        for at, one in enumerate(listed)
        for other in listed[at + 1 : at + 1 + reach]
    }
    copied = {
        (min(one, other), max(one, other))
        for passage, numbers in holders.items()
        for there in copies.get(passage, ())
        for other in holders.get(there, ())
        for one in numbers
    }
    for one, other in pairs | copied:
        if acts[one].article != acts[other].article:
            tie = _tie(view, acts[one], acts[other], likeness, copied=(one, other) in copied)
            if tie:
                yield tie[0], one, other, tie[1]


def _tie(view: StoryView, one: Act, other: Act, likeness: Likeness, *, copied: bool) -> tuple[float, str] | None:
    """What ties two acts to one occasion: (rank, smallest first; why); None for nothing."""
    first, second = one.voice, other.voice
    same = same_speaker(first.who, second.who)
    if (
        copied
        and days_meet(one.day, other.day)
        and (same or one_voice(first, second) or not (first.known and second.known))
    ):
        return 0.0, "shared text"
    apart = days_between(view, one, other)
    if not tie_fits(one, other) or apart > _DAYS:
        return None
    alike = likeness.of(one, other)
    bodies = not (first.is_person or second.is_person) and any(token[0] == "#" for token in first.who | second.who)
    # a body speaks on many occasions
    if same and first.known and (alike >= _ALIKE or one.handout or not bodies or apart <= _SAME):
        return 2 - alike, "same speaker"
    if apart > _NEARBY:
        return None
    if same and alike >= _ALIKE:
        return 2 - alike, "same speaker"
    if one_state(first, second) and alike >= _ALIKE_STATE:
        return 3 - alike, "voices of one state"
    if one_body(first, second) and {one.kind, other.kind} <= PUBLISHED:
        return 3 - alike, "speaks for the same body"
    if one_body(first, second) and alike >= _ALIKE_BODY:
        return 3 - alike, "speaks for the same body"
    if one_meant(first, second) and alike >= _ALIKE_MEANT:
        return 3 - alike, "same speaker by title"
    # "Washington and Seoul" is not one voice
    akin = len(first.lands) == 1 and first.lands == second.lands and alike >= _ALIKE_AKIN
    if akin and (copied or likeness.share_figure(one, other)):
        return 3 - alike, "same content from one country"
    return None


def _origin(view: StoryView, group: Occasion) -> Origin:
    kinds = Counter(act.kind for act in group.acts if act.kind != "claim")
    kind: OriginKind = kinds.most_common(1)[0][0] if kinds else "claim"
    who = _called(view, group)
    days = Counter(act.day for act in group.acts if act.day and "/" not in act.day)
    when = min(days, key=lambda day: (-days[day], day)) if days else ""
    told = {passage for act in group.acts for passage in act.passages}
    passages = tuple(sorted({passage for passage in told if not _is_heading(view, passage)} or told))
    return Origin(_id(view, passages, who), view.story.id, kind, who, when, passages, _evidence(view, group))


def _called(view: StoryView, group: Occasion) -> str:
    """The name of who spoke or published; a description, or a country, only where no account names somebody."""
    named: dict[str, list[str]] = defaultdict(list)
    described: dict[str, list[str]] = defaultdict(list)
    for act in group.acts:
        bearer = view.bearer(act.article, act.speaker)
        if bearer and bearer.kind != "place":
            named[bearer.name].append(act.article)
        elif act.speaker:
            described[without_credit(act.speaker)].append(act.article)
    names = named or described
    return min(names, key=lambda name: (-len(set(names[name])), -len(names[name]), -len(name), name), default="")


def _evidence(view: StoryView, group: Occasion) -> tuple[str, ...]:
    """All that tells that passages are of one occasion, in words."""
    found = set(group.why)
    days = {(act.article, act.day) for act in group.acts if act.day and "/" not in act.day}
    if len({article for article, _ in days}) > 1 and len({day for _, day in days}) == 1:
        found.add("same day")
    credits = Counter(name for key in {act.article for act in group.acts} for name in set(view.articles[key].credits))
    if any(count > 1 for count in credits.values()):
        found.add("agency credit")
    found |= {f"passed on by {name}" for act in group.acts for name in act.via}
    one = len({act.article for act in group.acts}) == 1
    return tuple(sorted(found or {"in one article only" if one else "same speaker"}))


def _is_heading(view: StoryView, passage: Passage) -> bool:
    """Whether a passage is an article's title, or a line of names and capitals alone: "VELMAR:"."""
    start, end = view.at(passage.article, passage.span)
    short = end - start <= _DATELINE
    return view.in_title(passage) or (short and not _SMALL_WORD.search(view.articles[passage.article].text, start, end))


def _id(view: StoryView, passages: Sequence[Passage], who: str) -> str:
    first = passages[0]
    return make_id("origin", view.story.id, first.article, first.span.start, who)


def _reports(view: StoryView, copies: Mapping[Passage, set[Passage]], told: set[Passage]) -> list[Origin]:
    """Copied sentences that nobody is named for: the report of the agency both credit, else of nobody named."""
    seen: set[Passage] = set()
    carried: dict[frozenset[str], set[Passage]] = defaultdict(set)
    for start in sorted(copies):
        if start in told or start in seen:
            continue
        chain, stack = set(), [start]
        while stack:
            passage = stack.pop()
            if passage not in chain and passage not in told:
                chain.add(passage)
                stack += copies[passage]
        seen |= chain
        carried[frozenset(passage.article for passage in chain)] |= chain
    origins = []
    for articles, passages in carried.items():
        credits = Counter(name for key in articles for name in view.articles[key].credits)
        who = min(credits, key=lambda name: (-credits[name], name)) if credits else ""
        days = [view.day(key) for key in articles if view.day(key)]
        why = ["shared text", *(["agency credit"] if who else [])]
        ordered = tuple(sorted(passages))
        day = min(days, default="")
        origins.append(Origin(_id(view, ordered, who), view.story.id, "report", who, day, ordered, tuple(why)))
    return origins
