"""The configuration file gives defaults, and says what it does not know."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tellings.cli import settings
from tellings.config import config_path
from tellings.errors import InputError

Write = Callable[[str], int]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    path = tmp_path / "config.toml"
    monkeypatch.setenv("TELLINGS_CONFIG", str(path))
    monkeypatch.delenv("TELLINGS_LEDGER", raising=False)
    return path.write_text


def test_a_value_on_top_is_for_every_command_that_has_the_option(write: Write) -> None:
    write('ledger = "desk.ledger"')
    found = settings()
    assert found["build"]["ledger"] == found["people"]["list"]["ledger"] == "desk.ledger"
    assert "read" not in found


def test_a_value_for_one_command_goes_before_one_for_all(write: Write) -> None:
    write('ledger = "desk.ledger"\n[people]\nledger = "cast.ledger"\n[people.join]\nledger = "one.ledger"')
    found = settings()
    assert found["show"]["ledger"] == "desk.ledger"
    assert found["people"]["list"]["ledger"] == "cast.ledger"
    assert found["people"]["join"]["ledger"] == "one.ledger"


def test_an_option_is_named_as_it_is_written_on_the_command_line(write: Write) -> None:
    write('[build]\nkeep-inputs = true\n[export]\nformat = "csv"')
    assert settings()["build"] == {"keep_inputs": True}
    assert settings()["export"] == {"form": "csv"}


def test_the_environment_names_the_ledger_before_the_file(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    write('ledger = "desk.ledger"\n[show]\nledger = "other.ledger"')
    monkeypatch.setenv("TELLINGS_LEDGER", "env.ledger")
    assert settings()["show"]["ledger"] == settings()["build"]["ledger"] == "env.ledger"


def test_home_is_the_users_folder(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/somewhere")
    write('ledger = "~/desk.ledger"')
    assert settings()["show"]["ledger"] == "/somewhere/desk.ledger"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ledgre = 1", "ledgre is no option; there are"),
        ("[biuld]\nworkers = 1", "[biuld] is no command; there are build"),
        ("[build]\nport = 1", "build.port is no option; there are"),
        ("ledger", "cannot be read"),
        ("\x00", "cannot be read"),
    ],
)
def test_what_is_no_setting_is_said_with_what_there_is(write: Write, text: str, said: str) -> None:
    write(text)
    with pytest.raises(InputError) as error:
        settings()
    assert said in str(error.value)
    assert str(config_path()) in str(error.value)


def test_the_file_lies_where_the_platform_keeps_such_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TELLINGS_CONFIG", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert config_path() == tmp_path / "tellings" / "config.toml"
    assert settings() == {}


def test_a_file_that_the_environment_names_must_be_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELLINGS_CONFIG", str(tmp_path / "none.toml"))
    with pytest.raises(InputError, match=r"none\.toml: there is no such file; TELLINGS_CONFIG names it"):
        settings()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[build]\nworkers = "two"', "build: workers = 'two' cannot be"),
        ("[serve]\nport = 99999", "serve: port = 99999 cannot be"),
    ],
)
def test_a_value_that_an_option_cannot_have_is_said_with_the_file(write: Write, text: str, said: str) -> None:
    write(text)
    with pytest.raises(InputError) as error:
        settings()
    assert str(error.value).startswith(f"{config_path()}: {said}")
