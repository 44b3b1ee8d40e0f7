"""The library: the functions a program or a notebook calls, as `tellings.read`, `tellings.record` and so on.

Each is one call of what the command line calls too. Everything heavy is imported inside them. An argument of a type
that is not taken is a TypeError, which says what is.
"""

from __future__ import annotations

import inspect
import io
import json
import os
import tempfile
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeAlias

from tellings.errors import InputError, LeftOutWarning
from tellings.expect import expect
from tellings.model import Article, LeftOut, Marks, NameKind, Record, Shown

if TYPE_CHECKING:
    from tellings.ledger import Ledger
    from tellings.read.source import Leaf

Source: TypeAlias = str | Path | Article  # an input by its path, or an article that was read before
_OURS = f"{Path(__file__).parent}{os.sep}"


def warn(left: LeftOut) -> None:
    """Issue a LeftOutWarning for an input that was passed over: what is done without a `left_out`.

    It points at the line that called Tellings, however deep in our generators the input was met.
    """
    level, frame = 1, inspect.currentframe()
    while frame and frame.f_code.co_filename.startswith(_OURS):
        level, frame = level + 1, frame.f_back
    warnings.warn(f"left out {left.path}: {left.cause}; {left.advice}", LeftOutWarning, stacklevel=level)


def read(
    source: str | Path | bytes | BinaryIO,
    *,
    name: str = "",
    published: str = "",
    url: str = "",
    outlet: str = "",
    title: str = "",
    byline: str = "",
) -> Article:
    """The one article in an input: a page, text, PDF, document, mail or whatever else `tellings read` takes.

    `source` is a path, the bytes themselves, or an open binary file; `name` is what bytes are called ("page.html": its
    ending tells their kind where their first bytes do not, and it becomes the article's path). What is given as
    `published` (YYYY-MM-DD), `url`, `outlet`, `title` or `byline` outranks what the input says of itself.

    Offsets in the article count Unicode code points, half-open. Raises InputError where there is no article, where
    there are several (`read_all` reads them), or where `published` is no day. Nothing is fetched from the network.
    """
    if not hasattr(source, "read"):
        expect("read", source, str, Path, bytes, also="an open binary file")
    given = _given(published, url, outlet, title, byline)
    article: Article | None = None
    left: list[LeftOut] = []
    for leaf in _leaves(source, name):
        for one in [leaf] if isinstance(leaf, LeftOut) else _read_given(leaf, given):
            if isinstance(one, LeftOut):
                left.append(one)
            elif article is not None:
                raise InputError(article.path, "there are more articles beside it", "read them all with read_all")
            else:
                article = one
    if article is None:
        first = left[0] if left else LeftOut(name or "input", "no article was found in it", "check what it holds")
        raise InputError(first.path, first.cause, first.advice)
    for one in left:
        warn(one)
    return article


def read_text(
    text: str, *, published: str = "", url: str = "", outlet: str = "", title: str = "", byline: str = ""
) -> Article:
    """The article in a string of plain text; a first line that reads as a headline is its title unless one is given.

    Spans count code points of `text` itself: `text[span.start:span.end] == span.text`. `published` (YYYY-MM-DD), `url`,
    `outlet`, `title` and `byline` are taken as given; without `published` the day is worked out from the text where it
    says enough. The same words of two outlets are two articles. Raises InputError where `text` has no words, is not
    English, or `published` is no day.
    """
    from tellings.read.assemble import content_id

    expect("read_text", text, str, advice="read takes bytes and files")
    raw = text.encode("utf-8", "replace")
    given = _given(published, url, outlet, title, byline)
    return read(
        raw,
        name=f"text-{content_id(raw, _as_json(given))}.txt",
        published=published,
        url=url,
        outlet=outlet,
        title=title,
        byline=byline,
    )


def read_all(
    sources: str | Path | Iterable[str | Path],
    *,
    published: str = "",
    workers: int = 1,
    left_out: Callable[[LeftOut], object] | None = None,
) -> Iterator[Article]:
    """Every article of files, folders, feeds and archives, one after another, in order.

    `sources` is one path or several. `published` (YYYY-MM-DD) is the day of those articles that give none themselves.
    With `workers` above 1 inputs are read in as many processes (in a script, below `if __name__ == "__main__"`). What
    cannot be read is passed over, and `left_out` is called with it, a `LeftOut`; without, there is a LeftOutWarning.
    Raises InputError where `published` is no day.
    """
    from tellings.read.articles import read_articles

    expect("workers", workers, int)
    paths = [sources] if isinstance(sources, str | Path) else sources
    for one in read_articles(paths, published=_day(published), workers=workers):
        if isinstance(one, LeftOut):
            (left_out or warn)(one)
        else:
            yield one


def mark(article: Article) -> Marks:
    """Everything marked in one `article`: statements, figures, dates, names, roles and events, each with its span.

    The parse is spaCy's small English pipeline; statements come from a trained tagger with rules (docs/model-card.md),
    figures and dates from grammars, dates after TIMEX3 (TimeML 1.2.1). Never looks at a second article. The first call
    loads the models, about two seconds.
    """
    from tellings.marking import mark as mark_each

    expect("mark", article, Article, advice="read and read_text make one")
    return next(iter(mark_each([article])))[1]


def mark_all(articles: Iterable[Article], *, workers: int = 1) -> Iterator[tuple[Article, Marks]]:
    """Each of the `articles` with its marks, in order; faster than `mark` on one after another, for they go in batches.

    With `workers` above 1 they are marked in as many processes; few batches are in flight, so memory stays flat.
    """
    from tellings.engine import each_batch
    from tellings.mark import READY
    from tellings.marking import mark_batch

    expect("workers", workers, int)
    for batch in each_batch(mark_batch, articles, workers=workers, preload=READY):
        yield from batch


def record(
    sources: Source | Iterable[Source],
    *,
    published: str = "",
    workers: int = 1,
    left_out: Callable[[LeftOut], object] | None = None,
) -> Record:
    """Read, mark, link and weigh articles; the same record that `tellings build` puts into a ledger, in memory.

    `sources` are paths (files, folders, archives), articles read before, or both. `published`, `workers` and `left_out`
    as in `read_all`. To keep the record, and to add to it, see `build` and `open_ledger`. Raises InputError where
    `published` is no day.
    """
    from tellings.ledger import Ledger

    # through a ledger of its own, so that what is in the record does not depend on the way it was made
    with (
        tempfile.TemporaryDirectory(prefix="tellings-") as folder,
        Ledger(Path(folder) / "record.ledger") as ledger,
    ):
        build(sources, ledger, published=published, workers=workers, left_out=left_out)
        return ledger.record()


def open_ledger(path: str | Path, *, must_exist: bool = True) -> Ledger:
    """The ledger at `path`, as `tellings build --ledger` makes it; use it in `with`, or `close` it.

    `path` is a file, or the address of a PostgreSQL database (`postgresql://user@host/name`). `must_exist` False makes
    one where there is none. Raises LedgerError for what is no ledger, or not there.
    """
    from tellings.ledger import Ledger

    return Ledger(path, must_exist=must_exist)


def build(
    sources: Source | Iterable[Source],
    ledger: Ledger | str | Path,
    *,
    published: str = "",
    workers: int = 1,
    keep_inputs: bool = False,
    left_out: Callable[[LeftOut], object] | None = None,
) -> int:
    """Read `sources` into a `ledger`; how many articles were new.

    `ledger` is an open one, or the path or address of one as for `open_ledger`, made where there is none. What it has
    read before is passed over; then it is linked, and stories that changed are weighed anew. `published`, `workers` and
    `left_out` as in `read_all`; `keep_inputs` keeps the bytes of every input beside the ledger. Raises LedgerError for
    what is no ledger or cannot be written, and InputError where `published` is no day.
    """
    from tellings import pipeline
    from tellings.intake import Intake
    from tellings.ledger import Ledger
    from tellings.read.articles import read_articles

    expect("workers", workers, int)
    day = _day(published)
    with ExitStack() as stack:
        opened = ledger if isinstance(ledger, Ledger) else stack.enter_context(Ledger(ledger))
        intake = stack.enter_context(Intake(opened, keep=keep_inputs, report=left_out or warn))  # type: ignore[arg-type]

        def inputs() -> Iterator[Article | LeftOut]:
            for one in [sources] if isinstance(sources, str | Path | Article) else sources:
                expect("sources", one, str, Path, Article)
                if isinstance(one, Article):
                    yield one
                else:
                    yield from read_articles([one], published=day, workers=workers, wanted=intake.wanted)

        return pipeline.build(intake.articles(inputs()), opened, workers=workers)


def export(record: Record, folder: str | Path, form: str = "jsonl") -> list[Path]:
    """Write a `record` for other tools into `folder` (made where missing); the paths of the files.

    `form` is one of those that `tellings export --format` takes ("jsonl", "csv", "parquet" and more; the error for an
    unknown one lists them). Raises InputError for an unknown form and MissingExtraError where it needs a package that
    is not installed. For tables in memory see `Record.to_pandas`.
    """
    from tellings.show.exports import export as write

    expect("export", record, Record, advice="record, open_ledger and build make one")
    return write(record, Path(folder), form)


def highlight(article: Article, marks: Marks) -> Shown:
    """An `article` with its `marks` as layers of colour, for a notebook: statements, figures, dates, names.

    The HTML holds no script, and nothing in the article's words acts as markup; the text is the article's own. Raises
    SpanError where the marks are another article's.
    """
    from tellings.show.notebook import marked

    return marked(article, marks)


def compare_names(one: str, other: str, kind: NameKind = "person") -> float:
    """How surely two names, `one` and `other`, are one bearer's: 0 to 1, from 0.5 on the same.

    `kind` is "person", "body" or "place". Names are compared part by part in both orders, with romanisation, initials
    and nicknames (`tellings.link.compare`); order and case of the arguments do not matter.
    """
    from tellings.link.compare import score_names

    return score_names(one, other, kind)


def _day(published: str) -> str:
    """An ISO day; "" stays."""
    from tellings.read.day import read_day

    day = read_day(published)
    if published and not day:
        raise InputError(f"published={published!r}", "it is no day", "write it as YYYY-MM-DD")
    return day


def _given(published: str, url: str, outlet: str, title: str, byline: str) -> dict[str, str]:
    """What the caller gives of an article, without what is left open."""
    from tellings.read.cleaning import clean_line

    given = {"published": _day(published), "url": url, "outlet": outlet, "title": title, "byline": byline}
    return {key: line for key, value in given.items() if (line := clean_line(value))}


def _as_json(given: dict[str, str]) -> bytes:
    """What is given, as a file beside the article would give it; b"" where nothing is."""
    return json.dumps(given, ensure_ascii=True).encode() if given else b""


def _leaves(source: str | Path | bytes | BinaryIO, name: str) -> Iterator[Leaf | LeftOut]:
    """Every single input in a source."""
    from tellings.read import limits
    from tellings.read.assemble import content_id
    from tellings.read.doors import leaves
    from tellings.read.paths import find_leaves
    from tellings.read.source import Source as Stream
    from tellings.read.source import Whole, buffered

    if isinstance(source, str | Path):
        if isinstance(source, str) and "\n" in source:
            raise InputError(f"{source[:40]!r}…", "this is a text and no path", "read it with read_text")
        yield from find_leaves([source])
        return
    opened = io.BytesIO(source) if isinstance(source, bytes) else source
    unnamed = f"bytes-{content_id(source)}" if isinstance(source, bytes) else "bytes"
    path = name or str(getattr(opened, "name", "") or unnamed)
    budget = limits.Budget()
    yield from leaves(Stream(buffered(Whole(opened, budget)), path, path, budget))


def _read_given(leaf: Leaf, given: dict[str, str]) -> list[Article | LeftOut]:
    """The articles of an input, with what is given of them; it counts in their ids, as a file beside them would."""
    from tellings.read.articles import with_day
    from tellings.read.doors import read_leaf

    if given:
        known = replace(leaf.known, basis="given" if "published" in given else leaf.known.basis, **given)
        leaf = replace(leaf, known=known, sidecar=leaf.sidecar + _as_json(given))
    return [with_day(one) for one in read_leaf(leaf)]
