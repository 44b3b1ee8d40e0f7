"""The library as a program meets it: its public names, what it reads and records, what a record answers."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import io
import os
import re
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType
from typing import Any

import pytest

import tellings
from tellings import library
from tellings.model import LeftOut, Record
from tests.ferries import POST, write_story

PUBLIC = Path(__file__).parent / "public.txt"
LEDGER = (
    "close",
    "counts",
    "decisions",
    "known",
    "pending",
    "record",
)  # what is promised of a ledger
HEAVY = ("spacy", "sqlalchemy", "onnxruntime", "numpy", "pandas", "trafilatura", "lxml", "jinja2", "starlette", "babel")

UNTYPED: Any = tellings  # as a program without types calls it


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_story(tmp_path_factory.mktemp("library"))


@pytest.fixture(scope="module")
def record(folder: Path) -> Record:
    return tellings.record(folder)


# --- the public surface


def described(name: str) -> Iterator[str]:
    """What a user may rely on of a public name, a line each."""
    found = getattr(tellings, name)
    if name in ("read", "mark") or isinstance(found, FunctionType):
        yield f"{name}{inspect.signature(found)}"
    elif not isinstance(found, type):
        yield name
    elif keys := fields_of(found):
        yield f"{name}({', '.join(keys)})"
        yield from members(found, name)
    else:
        yield f"{name}({', '.join(base.__name__ for base in found.__bases__)})"
        yield from members(found, name)


def fields_of(found: type) -> tuple[str, ...]:
    if dataclasses.is_dataclass(found):
        return tuple(one.name for one in dataclasses.fields(found))
    return getattr(found, "_fields", ())


def members(found: type, name: str) -> Iterator[str]:
    for key, value in inspect.getmembers(found):
        if key.startswith("_") or key in fields_of(found) or key not in own_names(found):
            continue
        if name == "Ledger" and key not in LEDGER:
            continue
        if isinstance(value, property):
            yield f"{name}.{key}"
        elif inspect.isfunction(value):
            yield f"{name}.{key}{inspect.signature(value)}"


def own_names(found: type) -> set[str]:
    """What a class has from Tellings, not from Python's own classes."""
    return {key for base in found.__mro__ if base.__module__.startswith("tellings") for key in vars(base)}


def test_the_public_surface_is_what_is_written_down() -> None:
    now = "".join(f"{line}\n" for name in sorted(tellings.__all__) for line in described(name))
    if os.environ.get("TELLINGS_WRITE_PUBLIC"):
        PUBLIC.write_text(now, encoding="utf-8")
    assert now == PUBLIC.read_text(encoding="utf-8"), (
        "the public surface changed: say so in CHANGELOG.md, then write it down with TELLINGS_WRITE_PUBLIC=1"
    )


def test_a_type_checker_sees_every_public_name_and_no_other() -> None:
    tree = ast.parse(Path(tellings.__file__).read_text(encoding="utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If))
    seen = {alias.asname for node in ast.walk(block) if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert seen - {None} == {*tellings.__all__} - {"__version__"}


def test_every_public_name_can_be_had_and_listed() -> None:
    assert all(hasattr(tellings, name) for name in tellings.__all__)
    assert {*tellings.__all__} <= {*dir(tellings)}


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nonsense"):
        tellings.nonsense  # type: ignore[attr-defined]  # noqa: B018


@pytest.mark.parametrize("name", ["read", "mark"])
def test_a_step_is_a_function_and_still_a_package(name: str) -> None:
    import tellings.mark.parse
    import tellings.read.paths

    step = getattr(tellings, name)
    assert callable(step)
    assert inspect.signature(step) == inspect.signature(getattr(library, name))
    assert step.__path__


def functions() -> Iterator[tuple[str, FunctionType]]:
    """Every public function and method by its name."""
    for name in tellings.__all__:
        found = getattr(library, name, None) if name in ("read", "mark") else getattr(tellings, name)
        if isinstance(found, FunctionType):
            yield name, found
        elif isinstance(found, type):
            for key in sorted(own_names(found)):
                value = inspect.getattr_static(found, key)
                value = value.fget if isinstance(value, property) else value
                if not key.startswith("_") and isinstance(value, FunctionType):
                    yield f"{name}.{key}", value


def test_every_public_name_says_what_it_is() -> None:
    names = [name for name in tellings.__all__ if not name.startswith("_")]
    silent = [name for name in names if not inspect.getdoc(getattr(tellings, name))]
    assert not silent + [name for name, function in functions() if not inspect.getdoc(function)]


def test_nouns_say_what_each_field_holds() -> None:
    nouns = [(name, getattr(tellings, name)) for name in tellings.__all__ if isinstance(getattr(tellings, name), type)]
    unsaid = [
        f"{name}.{key}"
        for name, noun in nouns
        for key in fields_of(noun)
        if not re.search(rf"\b{key}\b", inspect.getdoc(noun) or "")
    ]
    assert not unsaid


def test_functions_name_their_parameters_and_errors() -> None:
    unsaid = []
    for name, function in functions():
        if name.startswith("Ledger.") and name.removeprefix("Ledger.") not in LEDGER:
            continue
        doc = inspect.getdoc(function) or ""
        unsaid += [
            f"{name}: {key}" for key in inspect.signature(function).parameters if key != "self" and key not in doc
        ]
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
        raised = [node.exc for node in ast.walk(tree) if isinstance(node, ast.Raise)]
        errors = {error.func.id for error in raised if isinstance(error, ast.Call) and isinstance(error.func, ast.Name)}
        unsaid += [f"{name}: {error}" for error in errors if error not in doc]
    assert not unsaid


# --- light to import


def modules_after(code: str) -> set[str]:
    command = [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"]
    return set(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())


@pytest.mark.parametrize(
    "code",
    [
        "import tellings",
        "import tellings; tellings.read, tellings.mark, tellings.record, tellings.Record, tellings.InputError",
        "import tellings.cli",
    ],
)
def test_nothing_heavy_is_imported_before_it_is_used(code: str) -> None:
    assert not modules_after(code) & {*HEAVY}


# --- reading


def test_read_takes_a_path_bytes_and_an_open_file_alike(folder: Path) -> None:
    path = folder / "post.txt"
    with path.open("rb") as opened:
        articles = [tellings.read(path), tellings.read(str(path)), tellings.read(POST.encode()), tellings.read(opened)]
    assert len({article.id for article in articles}) == 1
    assert {article.title for article in articles} == {"Two ferries collide off Ostrel"}


def test_bytes_are_read_as_what_their_name_says() -> None:
    page = f"<html><body><article><h1>Ferries</h1><p>{POST}</p></article></body></html>".encode()
    assert "<p>" not in tellings.read(page, name="page.html").text
    assert tellings.read(io.BytesIO(page), name="page.html").path == "page.html"


def test_what_is_given_outranks_what_the_input_says(folder: Path) -> None:
    article = tellings.read(folder / "herald.txt", outlet="The Other", published="2025-03-16")
    assert (article.outlet, article.published, article.published_basis) == ("The Other", "2025-03-16", "given")


def test_spans_of_a_text_count_in_the_text_itself() -> None:
    text = "  Ferries crash\r\n\r\nThe coast guard\r\ncounted 19 people hurt on Friday.\r\n"
    article = tellings.read_text(text, published="2025-03-15")
    marks = tellings.mark(article)
    assert marks.figures and all(text[f.span.start : f.span.end] == f.span.text for f in marks.figures)


def test_the_same_words_of_two_outlets_are_two_articles() -> None:
    one, other = (tellings.read_text(POST, outlet=outlet) for outlet in ("The Post", "The Herald"))
    assert one.id != other.id and one.path != other.path


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (tellings.read, "read_all"),
        (lambda folder: tellings.read(folder / "none.txt"), "no such file"),
        (lambda folder: tellings.read(POST), "read_text"),
        (lambda folder: tellings.read_text(" \n"), "empty"),
        (lambda folder: tellings.read_text(POST, published="yesterday"), "no day"),
        (lambda folder: [*tellings.read_all(folder, published="yesterday")], "no day"),
        (lambda folder: tellings.record(folder, published="2025-13-01"), "no day"),
    ],
)
def test_an_error_says_what_to_do(folder: Path, call: FunctionType, words: str) -> None:
    with pytest.raises(tellings.InputError, match=words):
        call(folder)


@pytest.mark.parametrize("text", ["", "\ud800", "\0", "“" * 50, "x" * 5000, "one"])
def test_a_hostile_text_is_read_or_refused(text: str) -> None:
    try:
        article = tellings.read_text(text)
    except tellings.InputError:
        return
    assert tellings.mark(article).article == article.id


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda record: UNTYPED.read(5), "read takes str, Path, bytes or an open binary file, not int"),
        (lambda record: UNTYPED.read_text(b"Two died."), "takes str, not bytes; read takes bytes"),
        (lambda record: UNTYPED.mark("Two died."), "takes Article, not str; read and read_text make one"),
        (lambda record: UNTYPED.export("x", "out"), "export takes Record, not str"),
        (lambda record: UNTYPED.record(["x"], workers="four"), "workers takes int, not str"),
        (lambda record: UNTYPED.record([5]), "sources takes str, Path or Article, not int"),
        (lambda record: record.show(record.people[0]), "takes Finding, Measure, Article or Story, not Person"),
        (lambda record: record.person(5), "person takes str, not int"),
    ],
)
def test_an_argument_of_another_type_is_told_what_is_taken(record: Record, call: FunctionType, words: str) -> None:
    with pytest.raises(TypeError, match=words):
        call(record)


def test_who_is_not_there_is_answered_for_python(record: Record) -> None:
    with pytest.raises(tellings.NotFoundError, match=r"record\.people"):
        record.person("Nobody")


def test_a_warning_points_at_the_line_that_called(folder: Path) -> None:
    for call in (lambda: [*tellings.read_all(folder / "none.txt")], lambda: tellings.record([folder / "none.txt"])):
        with pytest.warns(tellings.LeftOutWarning) as warned:
            call()
        assert [Path(one.filename).name for one in warned] == [Path(__file__).name]


def test_what_cannot_be_read_is_passed_over_and_told(folder: Path) -> None:
    told: list[LeftOut] = []
    articles = [*tellings.read_all([folder / "none.txt", folder / "post.txt"], left_out=told.append)]
    assert [Path(article.path).name for article in articles] == ["post.txt"]
    assert [Path(left.path).name for left in told] == ["none.txt"]
    with pytest.warns(tellings.LeftOutWarning, match=r"none\.txt"):
        assert not [*tellings.read_all(folder / "none.txt")]


# --- marking and recording


def test_many_articles_are_marked_as_one(folder: Path) -> None:
    articles = [*tellings.read_all(folder)]
    assert [*tellings.mark_all(articles)] == [(article, tellings.mark(article)) for article in articles]


def test_a_record_is_the_one_that_build_keeps(folder: Path, record: Record, tmp_path: Path) -> None:
    place = tmp_path / "story.ledger"
    assert tellings.build(folder, place) == len(record.articles) == 2
    assert tellings.build(folder, place) == 0
    with tellings.open_ledger(place) as ledger:
        assert ledger.record() == record


def test_a_record_takes_paths_and_articles(folder: Path, record: Record) -> None:
    mixed = tellings.record([folder / "post.txt", tellings.read(folder / "herald.txt")])
    assert {*mixed.articles} == {*record.articles}


def test_a_ledger_that_is_not_there_is_an_error_unless_it_may_be_made(tmp_path: Path) -> None:
    with pytest.raises(tellings.LedgerError):
        tellings.open_ledger(tmp_path / "none.ledger")
    with tellings.open_ledger(tmp_path / "new.ledger", must_exist=False) as ledger:
        assert not ledger.record().articles


def test_export_writes_tables(record: Record, tmp_path: Path) -> None:
    assert tmp_path / "out" / "figures.csv" in tellings.export(record, tmp_path / "out", "csv")
    with pytest.raises(tellings.InputError):
        tellings.export(record, tmp_path, "stone")


def test_names_are_compared() -> None:
    assert tellings.compare_names("Ana Brel", "Brel Ana") >= 0.5 > tellings.compare_names("Ana Brel", "Ivo Marn")
