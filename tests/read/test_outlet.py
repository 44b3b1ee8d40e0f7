"""The outlet where the article alone names it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tellings.model import Article
from tellings.read.outlet import is_newspaper
from tellings.read.paths import read_paths

BODY = "The ferry left Belmora an hour late on Friday, the harbour master said.\n\nNobody was hurt."
TITLE = "Ferry leaves Belmora an hour late"


def read(folder: Path, text: str) -> Article:
    file = folder / "a.txt"
    file.write_text(text, encoding="utf-8")
    [one] = read_paths([file])
    assert isinstance(one, Article)
    return one


def test_a_byline_for_an_outlet_names_it(tmp_path: Path) -> None:
    one = read(tmp_path, f"{TITLE}\n\nBy Ada Orm for The Oru Lantern\n\n{BODY}")
    assert one.outlet == "The Oru Lantern"


def test_an_agency_in_the_byline_is_no_outlet(tmp_path: Path) -> None:
    assert read(tmp_path, f"{TITLE}\n\nBy Ada Orm for The Associated Press\n\n{BODY}").outlet == ""


def test_a_signature_at_the_end_names_the_outlet(tmp_path: Path) -> None:
    assert read(tmp_path, f"{TITLE}\n\n{BODY}\n\n— The Oru Post").outlet == "The Oru Post"


def test_a_first_line_that_is_a_newspaper_s_name_is_the_outlet_and_not_the_title(tmp_path: Path) -> None:
    one = read(tmp_path, f"The Oru Gazette\n\n{TITLE}\n\nBy Ada Orm\n\n{BODY}")
    assert (one.outlet, one.title, one.byline) == ("The Oru Gazette", TITLE, "Ada Orm")


def test_a_title_is_no_outlet_where_no_other_title_follows(tmp_path: Path) -> None:
    one = read(tmp_path, f"The Last Post\n\n{BODY}")
    assert (one.outlet, one.title) == ("", "The Last Post")


def test_what_the_user_gives_outranks_the_article(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"outlet": "The Velm Star"}')
    assert read(tmp_path, f"{TITLE}\n\nBy Ada Orm for The Oru Lantern\n\n{BODY}").outlet == "The Velm Star"


@pytest.mark.parametrize("words", ["", "The Post", "Oru Post", "The mayor of Oru Post", "The Oru Mayor", "The  Post"])
def test_other_words_are_no_newspaper(words: str) -> None:
    assert not is_newspaper(words)
