from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tellings.intake import Account
from tellings.read.paths import find_leaves

ARTICLE = '{"title": "Ferry stops", "text": "The ferry left Ostrel with 40 people on board, the coast guard said."}'


def passed_over(paths: list[str | Path]) -> Counter[str]:
    account = Account()
    list(find_leaves(paths, account.pass_over))
    return account.passed


@pytest.fixture
def put(tmp_path: Path) -> Callable[[str, str], None]:
    def write(name: str, words: str = "The ferry left Ostrel.") -> None:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(words, encoding="utf-8")

    return write


def test_files_of_no_kind_that_is_read_are_counted_by_their_ending(tmp_path: Path, put: Callable[..., None]) -> None:
    for name in ("a.txt", "a.xyz", "below/b.XYZ", "Makefile"):
        put(name)
    assert passed_over([tmp_path]) == {".xyz": 2, "": 1}


def test_json_that_tells_of_no_article_is_passed_over(tmp_path: Path, put: Callable[..., None]) -> None:
    put("other.json", '{"colour": "green"}')
    put("article.json", ARTICLE)
    put("lines.jsonl", ARTICLE + "\n")
    assert passed_over([tmp_path]) == {".json": 1}


def test_hidden_files_and_what_lies_beside_a_text_are_not_counted(tmp_path: Path, put: Callable[..., None]) -> None:
    for name in (".hidden.xyz", "a.txt", "a.json"):
        put(name, "{}")
    assert not passed_over([tmp_path])


def test_files_that_are_named_are_read_whatever_they_are(tmp_path: Path, put: Callable[..., None]) -> None:
    put("a.xyz")
    assert not passed_over([tmp_path / "a.xyz", tmp_path / "nowhere", "\0"])
