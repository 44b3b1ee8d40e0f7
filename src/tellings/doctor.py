"""What Tellings needs on this machine, looked at part by part: is it there, does it work, what to do if not."""

from __future__ import annotations

import os
import platform
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata, requires, version
from typing import Final, Literal

from packaging.requirements import Requirement

from tellings.config import config_path
from tellings.errors import TellingsError

SENTENCE: Final = "Twelve boats are missing in Port Arven, harbour master Tessa Brun said on Friday."
State = Literal["ok", "missing", "fault"]


@dataclass(frozen=True, slots=True)
class Check:
    """One part: `missing` where it is optional and not there, `fault` where Tellings cannot work as it is."""

    name: str
    state: State
    detail: str
    advice: str = ""


def examine(ledger: str = "") -> Iterator[Check]:
    """Every part in turn, each as soon as it is known; with a ledger's path or address, that too."""
    yield Check("tellings", "ok", version("tellings"))
    yield Check("python", "ok", f"{platform.python_version()} on {platform.system()} {platform.machine()}")
    yield _tried("marking", _marking, "install Tellings again: `pip install --force-reinstall tellings`")
    yield _tried("search", _search, "use a Python whose SQLite has FTS5, or a ledger on PostgreSQL")
    yield _terminal()
    yield _tried("settings", _settings, "mend the file, or take it away")
    for extra, packages in sorted(_extras().items()):
        yield _extra(extra, packages)
    if ledger:
        yield _tried("ledger", lambda: _ledger(ledger), "restore it from a backup, or build it again")


def _tried(name: str, look: Callable[[], str], advice: str) -> Check:
    """What a look at one part says, or what went wrong with it; it never raises."""
    try:
        return Check(name, "ok", look())
    except TellingsError as error:
        return Check(name, "fault", str(error))
    except Exception as error:  # whatever a broken installation raises is what the user wants to read
        return Check(name, "fault", f"{type(error).__name__}: {error}", advice)


def _marking() -> str:
    """That the language pipeline, the tagger and the grammars read a sentence as they should."""
    from tellings.marking import mark
    from tellings.read.assemble import Known
    from tellings.read.plain import read_plain

    article = read_plain(SENTENCE.encode(), "doctor", Known())
    ((_, marks),) = mark([article])
    speakers = [statement.speaker for statement in marks.statements]
    values = [figure.low for figure in marks.figures]
    if speakers != ["Tessa Brun"] or values != [12.0]:
        raise LookupError(f"found speakers {speakers} and figures {values} in {SENTENCE!r}")
    return "a sentence is read, with its speaker and its figure"


def _search() -> str:
    """That the ledger file can be searched."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE VIRTUAL TABLE probe USING fts5(words)")
    return f"SQLite {sqlite3.sqlite_version} with FTS5"


def _terminal() -> Check:
    """That the terminal can show what articles write."""
    encoding = sys.stdout.encoding or "unknown"
    if encoding.lower().replace("-", "").startswith("utf"):
        return Check("output", "ok", encoding)
    advice = "set PYTHONUTF8=1, or the locale to a UTF-8 one"
    return Check("output", "fault", f"{encoding} cannot write every letter", advice)


def _settings() -> str:
    """The configuration file, and that every setting in it is one."""
    from tellings.cli import settings

    settings()
    path = config_path()
    return f"{path}" if path.is_file() else f"none at {path}"


def _extras() -> dict[str, list[Requirement]]:
    """The optional parts of Tellings and the packages each needs, as its own metadata tells them."""
    found: dict[str, list[Requirement]] = {extra: [] for extra in metadata("tellings").get_all("Provides-Extra") or ()}
    for line in requires("tellings") or ():
        requirement = Requirement(line)
        for extra, packages in found.items():
            if requirement.marker and requirement.marker.evaluate({"extra": extra}):
                packages.append(requirement)
    return {extra: packages for extra, packages in found.items() if packages}


def _extra(extra: str, packages: list[Requirement]) -> Check:
    """Whether the packages of an optional part are there, in a version that will do; for Spark, Java as well."""
    there: list[str] = []
    wanting: list[str] = []
    for package in packages:
        try:
            installed = version(package.name)
        except PackageNotFoundError:
            wanting.append(str(package.name))
            continue
        fits = package.specifier.contains(installed, prereleases=True)
        (there if fits else wanting).append(f"{package.name} {installed}")
    advice = f"to use it: `pip install 'tellings[{extra}]'`"
    if extra == "spark" and not shutil.which("java") and not os.environ.get("JAVA_HOME"):
        wanting, advice = [*wanting, "Java"], f"{advice} and a Java runtime, 17 or later"
    if wanting:
        return Check(extra, "missing", f"without {', '.join(wanting)}", advice)
    return Check(extra, "ok", ", ".join(there))


def _ledger(ledger: str) -> str:
    """What a ledger holds, and whether a run on it was cut short."""
    from tellings.ledger import Ledger
    from tellings.show.words import numbered

    with Ledger(ledger, must_exist=True) as opened:
        counts = opened.counts()
        short = "; a run was cut short: `tellings build` with the same paths finishes it" if opened.pending else ""
    articles, findings = numbered(counts["articles"], "article"), numbered(counts["findings"], "finding")
    return f"{articles}, {numbered(counts['stories'], 'story', 'stories')}, {findings}{short}"
