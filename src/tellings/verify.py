"""Every hash and every span of a ledger checked again. What does not check is said by name and never mended."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import Any, cast

from tellings import __version__, custody
from tellings.custody import Reading, Store, hash_words
from tellings.errors import InputError, SpanError
from tellings.ledger import LINKED, Ledger
from tellings.model import Article, Marks, Passage, Span
from tellings.read.assemble import Known
from tellings.read.doors import read_leaf
from tellings.read.kinds import Kind
from tellings.read.record import parse_object, read_known
from tellings.read.source import Leaf


@dataclass(frozen=True, slots=True)
class Fault:
    """What does not check: the article, input or noun by name, and what is wrong with it."""

    name: str
    what: str


@dataclass(slots=True)
class Check:
    """What was checked, how often, and every fault. `gone` names inputs whose bytes are nowhere to be had."""

    articles: int = 0
    spans: int = 0
    inputs: int = 0
    gone: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def absent(self) -> int:
        """How many inputs are nowhere to be had."""
        return len(self.gone)

    def fail(self, name: str, what: str) -> None:
        """Note a fault once."""
        if (fault := Fault(name, what)) not in self.faults:
            self.faults.append(fault)


def verify(ledger: Ledger) -> Check:
    """Check all of a ledger: the spans of every version of every article, and the bytes they were read from."""
    check = Check()
    with ledger.reading() as connection:
        readings = list(custody.all_readings(connection))
    first = {one.article: one for one in readings if one.outcome == "read"}
    names: dict[str, Article] = {}
    for article, marks in ledger.versions():
        names[article.id] = article
        _check_article(article, marks, first.get(article.id), check)
    record = ledger.record()
    for table in LINKED:
        for noun in getattr(record, table):
            _check_passages(noun, table, names, check)
    _check_inputs(readings, names, ledger.inputs, check)
    return check


def _check_article(article: Article, marks: Marks, reading: Reading | None, check: Check) -> None:
    check.articles += 1
    if reading and reading.words != hash_words(article.source):
        check.fail(article.path, "its words are not those that were read")
    if not _maps(article):
        check.fail(article.path, "its clean text does not come from its words")
    for name, span in _spans_of(article, marks):
        check.spans += 1
        try:
            article.check(span)
        except SpanError:
            check.fail(article.path, f"a span of its {name} ({span.start}-{span.end}) does not hold {span.text[:80]!r}")


def _maps(article: Article) -> bool:
    """Whether each piece of the clean text is its piece of the source, but for white space and single characters."""
    length, text, source = article.map.length, article.text, article.source
    starts = [*article.map.clean_starts, length]
    if length != len(text):
        return False
    for start, stop, at in zip(starts, starts[1:], article.map.source_starts, strict=False):
        piece, there = text[start:stop], source[at : at + stop - start]
        if piece != there and (len(piece) != len(there) or _letters(piece) != _letters(there)):
            return False
    return True


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _spans_of(article: Article, marks: Marks) -> Iterator[tuple[str, Span]]:
    """Every span of an article and its marks, with the name of the list it stands in."""
    for span in (*article.published_words, *article.published_doubt):
        yield "date", span
    for one in fields(marks):
        if one.name != "article":
            for span in _inside(getattr(marks, one.name), Span):
                yield one.name, span


def _inside(value: Any, kind: type[Any]) -> Iterator[Any]:
    """Every value of a kind inside a noun, however deep."""
    if isinstance(value, kind):
        yield value
    elif is_dataclass(value):
        for one in fields(value):
            yield from _inside(getattr(value, one.name), kind)
    elif isinstance(value, tuple):
        for one in value:
            yield from _inside(one, kind)


def _check_passages(noun: Any, table: str, articles: Mapping[str, Article], check: Check) -> None:
    for passage in _inside(noun, Passage):
        check.spans += 1
        article = articles.get(passage.article)
        if article is None:
            check.fail(f"{table} {noun.id}", f"it rests on an article that is not there ({passage.article})")
            continue
        try:
            article.check(passage.span)
        except SpanError:
            where = f"{passage.span.start}-{passage.span.end}"
            check.fail(f"{table} {noun.id}", f"a span in {article.path} ({where}) does not hold its words")


def _check_inputs(readings: Iterable[Reading], articles: Mapping[str, Article], store: Store, check: Check) -> None:
    """The bytes of each input, kept or where they lay; what is kept is read anew and must give the same words."""
    readings = list(readings)
    lying = {(one.place, one.sha256) for one in readings}
    wholes: dict[str, str] = {}
    done: Counter[tuple[str, str, str]] = Counter()
    for one in readings:
        key = one.sha256, one.beside, one.article
        done[key] += 1
        if not one.sha256 or done[key] > 1:
            continue
        raw, where = _bytes(one, store, wholes, check)
        if raw is None:
            if not where:
                check.gone.append(one.path)
            continue
        found = hashlib.sha256(raw).hexdigest()
        if found != one.sha256 and where == one.place and (where, found) in lying:
            check.gone.append(one.path)  # a later version, which was read too, lies in its place
            continue
        check.inputs += 1
        if found != one.sha256:
            check.fail(one.path, f"the bytes in {where} are not those that were read: their SHA-256 is another")
        elif one.article in articles and one.outcome == "read":
            _read_anew(one, raw, articles[one.article], store, check)


def _bytes(one: Reading, store: Store, wholes: dict[str, str], check: Check) -> tuple[bytes | None, str]:
    """The bytes of an input and where they are; where only the archive around it is to be had, that is checked."""
    try:
        if (raw := store.read(one.sha256)) is not None:
            return raw, store.where(one.sha256)
        if "://" in one.place or one.path == "-":
            return None, ""
        file = Path(one.place)
        if not one.within:
            return (file.read_bytes(), one.place) if file.is_file() else (None, "")
        if (whole := _archive(one.place)) is None:
            return None, ""
        if whole not in wholes:
            with Path(whole).open("rb") as opened:
                wholes[whole] = hashlib.file_digest(opened, "sha256").hexdigest()
        check.inputs += 1
        if wholes[whole] != one.within:
            check.fail(whole, "it is not the file that was read: its SHA-256 is another")
        return None, whole
    except OSError as error:
        check.fail(one.path, f"its bytes cannot be read ({error.strerror or error})")
        return None, one.place


def _archive(place: str) -> str | None:
    """The file that a label such as `/a/b.zip!/c.html` or `/a/b.warc:7` begins with."""
    ends = [i for i, letter in enumerate(place) if letter in "!:"] + [len(place)]
    return next((place[:end] for end in ends if Path(place[:end]).is_file()), None)


def _read_anew(one: Reading, raw: bytes, article: Article, store: Store, check: Check) -> None:
    known = Known(url=article.url, captured=article.captured)
    sidecar = b""
    if one.beside:
        kept = store.read(one.beside)
        beside = Path(one.place).with_suffix(".json")
        if kept is None and beside.is_file():
            kept = beside.read_bytes()
        if kept is None:
            check.gone.append(str(beside))
            return
        if hashlib.sha256(kept).hexdigest() != one.beside:
            check.fail(str(beside), "it is not the file that was read beside the article: its SHA-256 is another")
            return
        sidecar = kept
        try:
            known = read_known(parse_object(kept, one.path), one.path)[0]
        except InputError:
            known = Known()
    again = read_leaf(Leaf(cast(Kind, one.kind), raw, one.path, known, sidecar))
    same = next((found for found in again if isinstance(found, Article) and found.id == article.id), None)
    if same is None or same.source != article.source:
        by = "" if one.version == __version__ else f" (they were read by version {one.version})"
        check.fail(one.path, f"its bytes, read anew, do not give the words in the ledger{by}")
