"""The world's common knowledge, as data: one loader for the tables in `tellings/data`.

Each table is a TOML or CSV file that names its source in its first lines.
"""

import csv
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """The TOML table `data/<name>.toml`; raises FileNotFoundError for a name that is not there."""
    return tomllib.loads(files("tellings").joinpath("data", f"{name}.toml").read_text(encoding="utf-8"))


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `data/<name>.csv`; lines that start with # are remarks."""
    text = files("tellings").joinpath("data", f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(line for line in text.splitlines() if line and not line.startswith("#")))
