"""The doctor looks at every part, and never falls ill itself."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from tellings import doctor
from tellings.doctor import Check, examine


def by_name(ledger: str = "") -> dict[str, Check]:
    return {check.name: check for check in examine(ledger)}


def test_every_part_is_looked_at() -> None:
    found = by_name()
    assert {"tellings", "python", "marking", "search", "output", "settings", "parquet", "spark", "mcp"} <= found.keys()
    assert found["marking"].state == found["search"].state == "ok"


def test_an_extra_that_is_not_installed_is_missing_with_the_way_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def version(name: str) -> str:
        if name == "pyarrow":
            raise PackageNotFoundError(name)
        return "99"

    monkeypatch.setattr(doctor, "version", version)
    found = by_name()
    assert found["parquet"].state == "missing"
    assert "pip install 'tellings[parquet]'" in found["parquet"].advice


def test_a_sentence_that_is_read_wrongly_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "SENTENCE", "Nothing is said here.")
    found = by_name()["marking"]
    assert found.state == "fault"
    assert "install Tellings again" in found.advice


def test_a_ledger_that_is_none_is_a_fault_by_name(tmp_path: Path) -> None:
    path = tmp_path / "no.ledger"
    path.write_text("not a ledger")
    found = by_name(str(path))["ledger"]
    assert found.state == "fault"
    assert str(path) in found.detail


def test_settings_that_are_wrong_are_a_fault_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "config.toml"
    path.write_text("nonsense = 1")
    monkeypatch.setenv("TELLINGS_CONFIG", str(path))
    found = by_name()
    assert found["settings"].state == "fault"
    assert found["search"].state == "ok"
