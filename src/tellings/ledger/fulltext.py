"""Full text search of both databases: what is indexed, and a search as each of them reads it.

SQLite has one FTS5 table a kind of passage, PostgreSQL a part of a table with a generated `tsvector` and a GIN index of
its words, of its pairs of words and of its time. Both find words by their stem and without accents, none is left out as
too common, and signs within words part them. In both, ids of passages are in order of time, so that the newest hits of
a common word are found without all the others.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Generator, Sequence
from typing import Any, Final, NamedTuple, TypeAlias

import sqlalchemy as sa

from tellings.ledger.schema import DAY
from tellings.model import make_id

_TERM: Final = re.compile(r'(-?)"([^"]*)"?|(-?)([^\s"]+)')
_LONGEST: Final = 300  # characters of a search that count
_UNFINISHED: Final = 3  # letters from which on a last word may be the beginning of another
# How PostgreSQL finds the newest passages with a word; tuned on ledgers of up to a million articles, bench/growth.py
_FEW: Final = 4_000  # are fetched all
_PROBED: Final = 2_000  # of the newest passages tell how frequent words are together;
_CHANCE: Final = 8  # or fewer among them may be chance, and tell no more than that it is not more frequent
_COMMON: Final = 0.02  # of all passages: then the newest are walked, and no more of them than _WALKED
_WALKED: Final = 50_000
_MORE: Final = 8  # times as many begin like an unfinished word as the server expects
_ENOUGH: Final = 1_000  # are fetched of other words, from the time in which there should be so many
_TIME: Final = 44  # bits of an id below the time that the index knows: sixteen days
_NARROW: Final = 64  # of these are looked at in the index more quickly than all,
_TIMES: Final = 4_000  # and of those that have few passages so many
_COLUMNS: Final = 'p.id, p.kind, p.article, p.start, p."end", p.speaker, p.day, p.text'
LAST: Final = 1 << 62  # above all ids of passages
_MONTH: Final = 31 * DAY
_GATHERED: Final = sa.text(
    "SELECT c.reltuples, CAST(s.histogram_bounds AS text) AS bounds FROM pg_class c "
    "LEFT JOIN pg_stats s ON s.schemaname = current_schema() AND s.tablename = c.relname AND s.attname = 'id' "
    "WHERE c.relname = :part AND c.relnamespace = CAST(current_schema() AS regnamespace)"
)
# A question that comes often would get one plan for whatever is asked, which reads an index of all ids; and compiling
# takes longer than what it would make quicker. All passages with a common beginning of words need some memory.
_PLANNED: Final = sa.text(
    "SELECT set_config('plan_cache_mode', 'force_custom_plan', true), set_config('jit', 'off', true), "
    "set_config('work_mem', '32MB', true)"
)
_BETWEEN: Final = "p.id BETWEEN :first AND :last"
_SUMMED: Final = "ORDER BY p.id + 0 DESC"  # which no index has: words are looked up, passages not walked
_WORD: Final = re.compile(r"[^\W_]+")


# Questions with their values, one after another; each is told how many the one before found.
Asking: TypeAlias = Generator[tuple[str, dict[str, Any]], int, None]
Probing: TypeAlias = Generator[tuple[str, dict[str, Any]], int, float]  # and what they tell


class Term(NamedTuple):
    """The words between two blanks or quotation marks, in order; `open` where the last of them may go on."""

    words: tuple[str, ...]
    open: bool = False


class Terms(NamedTuple):
    """What is searched for: all of `wanted` and none of `unwanted`; every tag, the last one perhaps unfinished."""

    wanted: tuple[Term, ...] = ()
    unwanted: tuple[Term, ...] = ()
    tags: tuple[str, ...] = ()
    unfinished: bool = False  # whether the last word wanted may be the beginning of another

    @property
    def opened(self) -> Terms:
        """With all words that begin like an unfinished one."""
        if not self.unfinished:
            return self
        *others, last = self.wanted
        return self._replace(wanted=(*others, last._replace(open=True)), unfinished=False)


def read_terms(words: str, speaker: str = "", outlet: str = "") -> Terms:
    """A search as a user writes it: all words, "phrases" whole, none of the -words; the last may be unfinished.

    Where only -words are given they are what is searched for.
    """
    wanted, unwanted, last = list[Term](), list[Term](), None
    for match in _TERM.finditer(unicodedata.normalize("NFC", words[:_LONGEST])):
        if found := tuple(_WORD.findall(match[2] if match[2] is not None else match[4])):
            minus = match[1] or match[3]
            (unwanted if minus else wanted).append(Term(found))
            last = last if minus else match
    plain = bool(wanted) and last is not None and last[4] is not None and not words[-1:].isspace()
    tags = [*([outlet_tag(outlet)] if outlet else []), *speaker_tags(speaker)]
    unfinished = plain and len(wanted[-1].words[-1]) >= _UNFINISHED
    return Terms(tuple(wanted or unwanted), tuple(unwanted if wanted else ()), tuple(tags), unfinished)


def speaker_tags(speaker: str) -> list[str]:
    """What a passage is found by whose speaker is searched for."""
    folded = unicodedata.normalize("NFD", speaker[:_LONGEST].casefold())
    letters = "".join(sign for sign in folded if not unicodedata.combining(sign))
    return [f"@{word}" for word in dict.fromkeys(_WORD.findall(letters))]


def outlet_tag(outlet: str) -> str:
    """What a passage is found by whose outlet is searched for."""
    return f"#{make_id(outlet)}" if outlet else ""


def fts5(terms: Terms) -> str:
    """Terms as FTS5 reads them. Every word is quoted, so that none is taken for an operator."""
    every = [f'text : "{" ".join(term.words)}"{"*" if term.open else ""}' for term in terms.wanted]
    every += [f'tags : "{tag[1:]}"{"*" if tag is terms.tags[-1] and tag[0] == "@" else ""}' for tag in terms.tags]
    unwanted = [f'(text : "{" ".join(term.words)}")' for term in terms.unwanted]
    return " NOT ".join([f"({' AND '.join(every)})", *unwanted]) if every else ""


def tsquery(terms: Terms, values: dict[str, Any]) -> str:
    """Terms as an expression of PostgreSQL, its values put to the others; "" where nothing is searched for."""
    every = [_phrase(term, values) for term in terms.wanted]
    every += [f"!! {_phrase(term, values)}" for term in terms.unwanted]
    if terms.tags:  # they are in the index as they are, their sign before them, so that no word is taken for one
        open_last = ":*" if terms.tags[-1][0] == "@" else ""
        every.append(_value(" & ".join(f"'{tag}'" for tag in terms.tags) + open_last, values, "CAST({} AS tsquery)"))
    return " && ".join(every)


def newest_of_file(_: sa.Connection, terms: Terms, kind: str, ids: tuple[int, int]) -> Asking:
    """The question to SQLite for passages of a kind between two ids, the newest first, with its values.

    A second one where the first may not find enough.
    """
    values: dict[str, Any] = {"first": ids[0], "last": ids[1]}
    if not (terms.wanted or terms.tags):
        yield f"SELECT {_COLUMNS} FROM passages p WHERE p.kind = '{kind}' AND {_BETWEEN} ORDER BY p.id DESC", values  # noqa: S608
        return
    values["match"] = fts5(terms)
    source = f"found_{kind} f CROSS JOIN passages p ON p.id = f.rowid"
    where = f"found_{kind} MATCH :match AND f.rowid BETWEEN :first AND :last"
    if ids[1] < LAST:  # upwards FTS5 leaps to the first row, downwards it walks over all that are newer
        month = max(ids[0], ids[1] - _MONTH)
        yield f"SELECT {_COLUMNS} FROM {source} WHERE {where} ORDER BY +f.rowid DESC", {**values, "first": month}  # noqa: S608
        if month == ids[0]:
            return
    # Downwards it stops where it has enough.
    yield f"SELECT {_COLUMNS} FROM {source} WHERE {where} ORDER BY f.rowid DESC", values  # noqa: S608


def newest_of_server(connection: sa.Connection, terms: Terms, kind: str, ids: tuple[int, int]) -> Asking:
    """The same for PostgreSQL, with as many further questions as are needed.

    A GIN index gives all passages with a word, in no order, and fetching them takes its time. What the server has
    gathered tells how many have a word, but not how many have several together: those of a name nearly always, others
    never. So some of the newest passages are walked first, and more where they tell that this will find enough. Else
    the index is asked for the passages of a time in which there should be enough, and last for those of all times.
    """
    values: dict[str, Any] = {"first": ids[0], "last": ids[1]}
    inside = f"p.kind = '{kind}' AND {_BETWEEN}"
    if not (terms.wanted or terms.tags):
        yield f"SELECT {_COLUMNS} FROM passages p WHERE {inside} ORDER BY p.id DESC", values  # noqa: S608
        return
    connection.execute(_PLANNED)
    ends = sa.text(f"SELECT min(p.id), max(p.id) FROM passages p WHERE {inside}")  # noqa: S608
    oldest, newest = connection.execute(ends, values).one()
    if oldest is None:
        return
    found = f"p.words @@ ({tsquery(terms, values)})"
    most, parts = _rarest_first(connection, inside, _indexed(terms, values), values)
    looked_up = _looked_up(terms, kind, found, parts, values)
    # IS TRUE: not a question to an index, only to what it gives.
    timed = f"{looked_up} AND ({_BETWEEN}) IS TRUE AND ARRAY[p.id >> {_TIME}] && CAST(:times AS bigint[]) {_SUMMED}"
    total, bounds = _gathered(connection, kind, ids) if most > _FEW else (0.0, [])
    if total > 0:
        last = f"SELECT * FROM passages p WHERE {inside} ORDER BY p.id DESC LIMIT :walked"  # noqa: S608
        walk = f"SELECT {_COLUMNS} FROM ({last}) p WHERE {found} ORDER BY p.id DESC"  # noqa: S608
        most = yield from _walked(walk, values, most, total, probed=not _is_known(terms))
    yield from _of_late(timed, values, most, bounds, newest)
    times = range(oldest >> _TIME, (newest >> _TIME) + 1)
    if len(times) <= _NARROW:
        yield timed, {**values, "times": [*times]}
    else:
        yield f"{looked_up} AND {_BETWEEN} {_SUMMED}", values


def _walked(walk: str, values: dict[str, Any], most: float, total: float, *, probed: bool) -> Probing:
    """Questions that walk over the newest passages, where so many of all are found that this may find enough.

    `most` passages of `total` may be found; returned is how many may be, after what was found. `probed` says that this
    is to be known better first.
    """
    for walked in (_PROBED, _WALKED) if probed else (_WALKED,):
        if walked == _PROBED or most > total * _COMMON:
            count = yield walk, {**values, "walked": walked}
            most = min(most, total * max(count, _CHANCE) / walked)
    return most


def _of_late(timed: str, values: dict[str, Any], most: float, bounds: Sequence[int], newest: int) -> Asking:
    """Questions to the index for a time up to the newest passage in which there should be enough of them.

    `most` may be found in all; between two of the `bounds` lie as many passages. What is found tells whether a longer
    time is asked for.
    """
    # Few passages come after the last but one bound, perhaps far off: such times have next to nothing in the index.
    widest = len(bounds[-1:]) + sum((bounds[-2] - bound) >> _TIME <= _NARROW for bound in bounds[:-1])
    tried = 0
    while (share := min(max(int(len(bounds) * _ENOUGH / max(most, 1)) + 1, 2), widest)) > tried:
        first = bounds[-share]
        times = range(first >> _TIME, (newest >> _TIME) + 1)
        if most * share < len(bounds) * _ENOUGH / 2 or len(times) > _TIMES:
            break
        count = yield timed, {**values, "first": first, "times": [*times]}
        most, tried = count * len(bounds) / share, share


def _looked_up(terms: Terms, kind: str, found: str, parts: Sequence[str], values: dict[str, Any]) -> str:
    """A question to the index for passages of all times; `found` says what they must have, `parts` how it is asked."""
    asked = f"SELECT {_COLUMNS} FROM passages p WHERE p.kind = '{kind}' AND {' AND '.join(parts)}"  # noqa: S608
    if any(map(_is_phrase, terms.wanted)):
        return f"{asked} AND ({found}) IS TRUE"
    if terms.unwanted:
        return f"{asked} AND p.words @@ ({tsquery(Terms(unwanted=terms.unwanted), values)})"
    return asked


def _indexed(terms: Terms, values: dict[str, Any]) -> dict[str, int]:
    """What the index is asked for: words, and phrases by their pairs, since it knows no places of words.

    Other words may make the same numbers as a pair, so that the passages tell whether they have the phrase. Word by
    word it is quicker than all in one: a passage without the first is not looked up among those with the others. With
    each how many times as many passages may have it as the server expects.
    """
    found = {}
    for term in terms.wanted:
        if _is_phrase(term):
            pairs = "ledger_pairs(p.words) @> ledger_pairs(to_tsvector('ledger_words', {}))"
            found[_value(" ".join(_whole(term)), values, pairs)] = 1
        else:
            found[f"p.words @@ ({_phrase(term, values)})"] = _MORE if term.open else 1
    if terms.tags:
        found[f"p.words @@ ({tsquery(Terms(tags=terms.tags), values)})"] = 1
    return found


def _is_phrase(term: Term) -> bool:
    return len(_whole(term)) > 1


def _is_known(terms: Terms) -> bool:
    """Whether the server can tell how many passages are found: those with one word."""
    single = [(len(term.words), term.open) for term in terms.wanted] == [(1, False)]
    return single and not (terms.tags or terms.unwanted)


def _rarest_first(
    connection: sa.Connection, inside: str, parts: dict[str, int], values: dict[str, Any]
) -> tuple[float, list[str]]:
    """How many passages may have the rarest of some things at most, and all of these, the rarest first."""
    expected = {}
    for part, more in parts.items():
        statement = f"EXPLAIN (FORMAT JSON) SELECT 1 FROM passages p WHERE {inside} AND {part}"  # noqa: S608
        plan = connection.scalar(sa.text(statement), values)
        expected[part] = more * float(plan[0]["Plan"]["Plan Rows"])
    ordered = sorted(parts, key=expected.__getitem__)
    return expected[ordered[0]], ordered


def _gathered(connection: sa.Connection, kind: str, ids: tuple[int, int]) -> tuple[float, list[int]]:
    """How many passages of a kind lie between two ids, and those of its evenly spread ids that do."""
    row = connection.execute(_GATHERED, {"part": f"passages_{kind}"}).one()
    bounds = [int(word) for word in row.bounds.strip("{}").split(",")] if row.bounds else []
    between = [bound for bound in bounds if ids[0] <= bound <= ids[1]]
    return row.reltuples * len(between) / max(len(bounds), 1), between


def _whole(term: Term) -> Sequence[str]:
    """The words of a term that do not go on."""
    return term.words[:-1] if term.open else term.words


def _phrase(term: Term, values: dict[str, Any]) -> str:
    whole = _whole(term)
    parts = [_value(" ".join(whole), values, "phraseto_tsquery('ledger_words', {})")] if whole else []
    if term.open:
        parts.append(_value(f"'{term.words[-1]}':*", values, "to_tsquery('ledger_words', {})"))
    return f"({' <-> '.join(parts)})"


def _value(value: str, values: dict[str, Any], form: str) -> str:
    name = f"term_{len(values)}"
    values[name] = value
    return form.format(f"CAST(:{name} AS text)")
