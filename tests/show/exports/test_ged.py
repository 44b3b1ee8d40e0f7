"""Event data as a researcher loads them: pandas, with the types of GED."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from tests.made import article, figure, marks, span

from tellings.lexicon import table
from tellings.model import Measure, Record, When
from tellings.show.exports import export
from tellings.show.exports.ged import event_rows, what_happened

# The columns of GED 24.1 in order, with the types of its API.
GED = {
    "id": "Int32", "relid": "string", "year": "Int32", "active_year": "boolean", "code_status": "string",
    "type_of_violence": "Int32", "conflict_dset_id": "string", "conflict_new_id": "Int32", "conflict_name": "string",
    "dyad_dset_id": "string", "dyad_new_id": "Int32", "dyad_name": "string", "side_a_dset_id": "string",
    "side_a_new_id": "Int32", "side_a": "string", "side_b_dset_id": "string", "side_b_new_id": "Int32",
    "side_b": "string", "number_of_sources": "Int32", "source_article": "string", "source_office": "string",
    "source_date": "string", "source_headline": "string", "source_original": "string", "where_prec": "Int32",
    "where_coordinates": "string", "where_description": "string", "adm_1": "string", "adm_2": "string",
    "latitude": "Float64", "longitude": "Float64", "geom_wkt": "string", "priogrid_gid": "Int32", "country": "string",
    "country_id": "Int32", "region": "string", "event_clarity": "Int32", "date_prec": "Int32", "date_start": "string",
    "date_end": "string", "deaths_a": "Int32", "deaths_b": "Int32", "deaths_civilians": "Int32",
    "deaths_unknown": "Int32", "best": "Int32", "high": "Int32", "low": "Int32", "gwnoa": "string", "gwnob": "string",
}  # fmt: skip


def load(path: Path) -> Any:
    return pd.read_csv(path, dtype=GED)


def test_columns_are_geds_and_pandas_takes_their_types(demo_record: Record, tmp_path: Path) -> None:
    export(demo_record, tmp_path, "ged")
    deaths, others = load(tmp_path / "deaths.csv"), load(tmp_path / "others.csv")
    assert list(deaths.columns)[: len(GED)] == list(GED) == [name for name, *_ in table("ged")["columns"]]
    assert len(deaths) > 5 and len(others) > 10
    assert set(deaths["what"]) == {"killed"}
    assert deaths["id"].to_list() == list(range(1, len(deaths) + 1))
    filled = {name for name, _, about in table("ged")["columns"] if about}
    assert deaths[[name for name in GED if name not in filled]].isna().all(axis=None)


def test_a_row_says_who_said_it_where_and_in_which_words(demo_record: Record) -> None:
    row = next(
        row
        for row in event_rows(demo_record)
        if row["low"] == 23 and row["what"] == "killed" and row["source_original"]
    )
    assert row["source_original"] == "Kestria's Interior Ministry"
    assert row["source_article"] == f"{row['source_office']},{row['source_date']},{row['source_headline']}"
    one = next(one for one in demo_record.articles.values() if one.path == row["path"])
    assert one.source[row["start"] : row["end"]] == row["quote"] == "23"
    assert row["quote"] in row["sentence"]


def record_of(words: str, low: float | None, high: float | None, *days: tuple[str, str, str], **more: str) -> Record:
    """One article with one figure, and dates as (words, earliest, latest)."""
    one = article(f"{words} by {' or '.join(day for day, *_ in days)}. The office said so.", outlet="Gull")
    made = marks(one, figures=[figure(one, words.split(maxsplit=1)[0], low, high, counted="people", **more)])
    dates = tuple(When(span(one, day), "DATE", first, first, last) for day, first, last in days)
    return Record({one.id: one}, {one.id: type(made)(one.id, made.sentences, figures=made.figures, dates=dates)})


@pytest.mark.parametrize(
    ("last", "scale"),
    [("2031-05-06", 1), ("2031-05-11", 2), ("2031-05-12", 3), ("2031-06-05", 4), ("2031-06-06", 5), ("2032-01-01", 5)],
)
def test_precision_of_dates_is_on_geds_scale(last: str, scale: int) -> None:
    record = record_of("12 people died", 12, 12, ("May", "2031-05-06", last), state="die", as_of="2031-05-06")
    (row,) = event_rows(record)
    assert (row["date_prec"], row["date_start"], row["date_end"]) == (scale, "2031-05-06", last)


def test_the_narrowest_date_that_holds_the_day_counts() -> None:
    days = (
        ("May", "2031-05-01", "2031-05-31"),
        ("Tuesday", "2031-05-06", "2031-05-06"),
        ("June", "2031-06-01", "2031-06-30"),
    )
    (row,) = event_rows(record_of("12 people died", 12, 12, *days, state="die", as_of="2031-05-06"))
    assert (row["date_prec"], row["date_start"]) == (1, "2031-05-06")


def test_without_a_date_the_day_the_figure_speaks_for_is_the_last() -> None:
    (row,) = event_rows(record_of("12 people died", 12, 12, state="die", as_of="2031-05-06"))
    assert (row["date_prec"], row["date_start"], row["date_end"], row["year"]) == (None, "", "2031-05-06", 2031)


def test_bounds_are_kept_open_and_nothing_is_called_best() -> None:
    (row,) = event_rows(record_of("12 people died", 12, None, state="die", bound="at_least"))
    assert (row["low"], row["high"], row["best"], row["bound"]) == (12, None, None, "at_least")


@pytest.mark.parametrize(
    ("counted", "state", "what"),
    [
        ("people", "kill", "killed"),
        ("bodies", "", "killed"),
        ("death toll", "die", "killed"),
        ("toll", "could die", ""),
        ("tolls", "", ""),
        ("generals", "", ""),
        ("local boats", "", None),
        ("coffins", "carry", None),
        ("passengers from Ostrel", "carry", "aboard"),
        ("troops", "deploy", ""),
        ("army cadets", "injure", "injured"),
        ("villagers", "displace", "displaced"),
        ("ships", "miss", None),
        ("warships", "", None),
        ("", "die", None),
    ],
)
def test_what_happened_to_whom(counted: str, state: str, what: str | None) -> None:
    one = article("12 of them.")
    assert what_happened(figure(one, "12", 12, 12, counted=counted, state=state)) == what


def test_the_measure_tells_what_the_words_leave_out() -> None:
    one = article("29 of them.")
    found = figure(one, "29", 29, 29, counted="bodies", state="recover")
    killed = Measure("m", "s", "people killed", "count", "people", (found.id,), "die")
    assert (what_happened(found), what_happened(found, killed)) == ("", "killed")


def test_shares_and_money_are_no_people() -> None:
    one = article("12 of them.")
    assert what_happened(figure(one, "12", 12, 12, counted="people", state="die", unit="percent")) is None


def test_no_cell_is_a_formula(hostile_record: Record, tmp_path: Path) -> None:
    for path in export(hostile_record, tmp_path, "ged"):
        csv.field_size_limit(1_000_000)
        with path.open(encoding="utf-8", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert cells and not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝"))]
