"""House rules that a machine can check."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from gold import GOLD, ROOT, SHARED
from tellings.model import Record

SRC = ROOT / "src" / "tellings"
MODULES = sorted(SRC.rglob("*.py"))
TEXT_SUFFIXES = {".py", ".md", ".toml", ".csv", ".txt", ".json", ".jsonl", ".html", ".css", ".js", ".j2"}
LONGEST = 400
RUN = 12  # words in a row that make a copy of an article's text


def imports(path: Path) -> set[str]:
    """Every module a file imports, inside functions too."""
    out: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            out |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            out |= {node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)}
    return out


@pytest.mark.parametrize(
    ("part", "never"),
    [
        ("read", ("mark", "link", "weigh", "show", "ledger")),
        ("mark", ("link", "weigh", "show", "ledger")),
        ("link", ("weigh", "show", "ledger")),
        ("weigh", ("show", "ledger")),
        ("show", ("weigh", "link")),
    ],
)
def test_a_step_knows_only_the_steps_before_it(part: str, never: tuple[str, ...]) -> None:
    wrong = {
        f"{path.relative_to(SRC)} imports {name}"
        for path in sorted((SRC / part).rglob("*.py"))
        for name in imports(path)
        for other in never
        if name == f"tellings.{other}" or name.startswith(f"tellings.{other}.")
    }
    assert not wrong


def test_no_module_is_longer_than_a_reader_can_hold() -> None:
    assert not {str(p.relative_to(SRC)) for p in MODULES if len(p.read_text(encoding="utf-8").splitlines()) > LONGEST}


def repository_texts() -> list[Path]:
    folders = ("src", "tests", "bench", "docs", "training")
    inside = (path for folder in folders for path in (ROOT / folder).rglob("*"))
    return [*ROOT.glob("*.md"), *(p for p in inside if p.suffix in TEXT_SUFFIXES and "__pycache__" not in p.parts)]


def test_no_rule_names_an_outlet_of_the_gold() -> None:
    if not GOLD.is_dir():
        pytest.skip("the gold is not beside the checkout")
    # File names are NN_outlet.domain.
    domains = {path.stem.split("_", 1)[1] for path in (GOLD / "stories").rglob("*_*.txt")}
    names = {domain for domain in domains if "." in domain}
    pattern = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in sorted(names)), re.IGNORECASE)
    found = {
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in SRC.rglob("*")
        if path.suffix in TEXT_SUFFIXES and "static" not in path.parts
        for match in pattern.finditer(path.read_text(encoding="utf-8"))
    }
    assert not found


def runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}


def test_no_text_of_the_gold_is_in_the_repository() -> None:
    texts = [path for folder in (SHARED / "seeds", GOLD / "stories") for path in folder.rglob("*.txt")]
    if not texts:
        pytest.skip("the gold is not beside the checkout")
    ours: dict[tuple[str, ...], Path] = {}
    for path in repository_texts():
        if "static" not in path.parts:
            ours |= dict.fromkeys(runs(path.read_text(encoding="utf-8", errors="replace")), path)
    copied = {
        f"{ours[run].relative_to(ROOT)}: {' '.join(run)}"
        for path in texts
        for run in runs(path.read_text(encoding="utf-8", errors="replace")) & ours.keys()
    }
    assert not copied


def test_no_address_or_place_of_a_machine_in_what_sets_up() -> None:
    files = [ROOT / "Makefile", ROOT / ".ci" / "run", ROOT / "pyproject.toml", *(ROOT / "requirements").iterdir()]
    found = {
        f"{path.name}: {match[0]}"
        for path in files
        for match in re.finditer(r"https?://\S+|/(?:home|work|root|Users|opt)/\S+", path.read_text(encoding="utf-8"))
    }
    assert not found


def test_every_command_is_in_the_readme() -> None:
    from tellings.cli import app

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    names = [str(c.name or getattr(c.callback, "__name__", "")).replace("_", "-") for c in app.registered_commands]
    assert names and not [name for name in names if f"`tellings {name}" not in readme]


def test_every_key_that_is_printed_is_documented(demo_record: Record) -> None:
    from tellings.show.exports.tables import tables

    page = (ROOT / "docs" / "record.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"\w+", page))
    printed = {key for table in tables(demo_record).values() for row in table for key in row}
    assert not printed - documented


def test_links_between_pages_lead_somewhere() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
    dead = {
        f"{page.name}: {link}"
        for page in pages
        for link in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))
        if not (page.parent / link).exists()
    }
    assert not dead
