"""The configuration file: defaults for the command line's options, in TOML.

    ledger = "~/desk.ledger"   # for every command that has the option

    [build]                    # for one command
    workers = 2

    [people.list]
    kind = "all"

It lies where the platform keeps such files (`$XDG_CONFIG_HOME/tellings/config.toml`, else `~/.config/…`), or where
`TELLINGS_CONFIG` says. `TELLINGS_LEDGER` names the ledger too. What is written on the command line comes first, then
the environment, then the file.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tellings.errors import InputError

# A command by its path ("people", "list"): the names of its options as they are written -> as the function has them.
Commands = Mapping[tuple[str, ...], Mapping[str, str]]


def config_path() -> Path:
    """Where the configuration file lies, or would."""
    named = os.environ.get("TELLINGS_CONFIG")
    if named:
        return Path(named).expanduser()
    from platformdirs import user_config_path

    return user_config_path("tellings", appauthor=False) / "config.toml"


def options_of(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], dict[str, str]]]:
    """The commands below a click command, each with its options."""
    for name, below in getattr(command, "commands", {}).items():
        if hasattr(below, "commands"):
            yield from options_of(below, (*path, name))
        else:
            flags = ((flag, option.name) for option in below.params for flag in option.opts)
            yield (*path, name), {flag.removeprefix("--"): name for flag, name in flags if flag.startswith("--")}


def defaults(commands: Commands) -> dict[str, Any]:
    """Defaults by command and option, as click's `default_map` takes them, from the file and the environment.

    Raises InputError for a file that cannot be read, or that speaks of a command or option that is not there.
    """
    path = config_path()
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        if os.environ.get("TELLINGS_CONFIG"):
            raise InputError(
                str(path), "there is no such file", "TELLINGS_CONFIG names it: mend or unset that"
            ) from None
        written = {}
    except (OSError, UnicodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(str(path), f"cannot be read ({error})", "write it as TOML, or take it away") from None
    if ledger := os.environ.get("TELLINGS_LEDGER"):
        written = _without_ledger(written) | {"ledger": ledger}
    found: dict[str, Any] = {}
    for command, option, value in _given(written, commands, (), str(path)):
        inner = found
        for name in command:
            inner = inner.setdefault(name, {})
        inner[option] = value
    return found


def check_values(command: Any, found: Mapping[str, Any]) -> None:
    """Raises InputError for a default that its option of a click command cannot have."""
    import typer

    for name, below in getattr(command, "commands", {}).items():
        check_values(below, found.get(name, {}))
    for option in command.params:
        if option.name in found and not hasattr(command, "commands"):
            value = found[option.name]
            try:
                option.process_value(command.context_class(command), value)
            except typer.BadParameter as error:
                given = f"{command.name}: {option.opts[0].removeprefix('--')} = {value!r} cannot be"
                raise InputError(str(config_path()), given, error.message) from None


def _given(
    written: Mapping[str, Any], commands: Commands, group: tuple[str, ...], path: str
) -> Iterator[tuple[tuple[str, ...], str, object]]:
    """Command, option and value of all that is written for a group of commands, what is nearer to a command later."""
    inside = {command: options for command, options in commands.items() if command[: len(group)] == group}
    if not inside:
        there = sorted({" ".join(command) for command in commands})
        raise InputError(path, f"[{'.'.join(group)}] is no command", f"there are {', '.join(there)}")
    for key, value in written.items():
        if isinstance(value, Mapping):
            continue
        option = key.replace("_", "-")
        having = [(command, options[option]) for command, options in inside.items() if option in options]
        if not having:
            there = sorted({one for options in inside.values() for one in options})
            raise InputError(path, f"{'.'.join((*group, key))} is no option", f"there are {', '.join(there)}")
        for command, name in having:
            yield command, name, _home(value) if option == "ledger" else value
    for key, value in written.items():
        if isinstance(value, Mapping):
            yield from _given(value, commands, (*group, key), path)


def _without_ledger(written: Mapping[str, Any]) -> dict[str, Any]:
    """What is written without any ledger: the environment names one for all commands."""
    return {
        key: _without_ledger(value) if isinstance(value, Mapping) else value
        for key, value in written.items()
        if key != "ledger"
    }


def _home(value: object) -> object:
    """A path with `~` as the user's folder; anything else as it is."""
    return str(Path(value).expanduser()) if isinstance(value, str) and value.startswith("~") else value
