"""Forty saved pages (`bench/pages.py`): reading them may not get worse, nor be worse than trafilatura alone."""

from __future__ import annotations

from functools import cache

import pytest

from markup import Saved, made_pages
from pages import anchored, by_tellings, by_trafilatura, notes, score

# Raising one after an improvement is part of the improvement; measured 0.997, 1, 1.
FLOORS = {"text F1": 0.99, "byline": 0.97, "day": 0.97}


@cache
def saved() -> list[Saved]:
    return made_pages()


@cache
def ours() -> dict[str, float]:
    return score(by_tellings, saved())


@cache
def alone() -> dict[str, float]:
    return score(by_trafilatura, saved())


@pytest.mark.parametrize("figure", FLOORS)
def test_pages_are_read_above_the_floor(figure: str) -> None:
    assert ours()[figure] >= FLOORS[figure]


@pytest.mark.parametrize("figure", FLOORS)
def test_pages_are_read_as_well_as_by_trafilatura_alone(figure: str) -> None:
    assert ours()[figure] >= alone()[figure]


def test_walls_and_stubs_are_said_and_live_blogs_taken_apart() -> None:
    assert notes(saved()) == {"walls": 1, "stubs": 1, "whole": 1, "live blogs": 1}


def test_every_word_that_a_page_shows_is_found_again_in_its_bytes() -> None:
    shown = [page for page in saved() if "scripted" not in page.name]  # that one's words are in its linked data alone
    assert anchored(shown) == {"found": 1, "right": 1}
