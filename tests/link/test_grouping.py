"""Grouping by average link: what is worked out in arrays is what its definition says."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.link import grouping
from tellings.link.grouping import ALIKE, Array, Group, Vector, find_candidates, join, nearest, summed

TERMS = 12
NAMED = np.arange(TERMS) % 2 == 0

weights = st.dictionaries(st.integers(0, TERMS - 1), st.floats(0.1, 1), max_size=6)
vectors = weights.map(
    lambda found: Vector(np.array(sorted(found), np.int32), np.array([found[term] for term in sorted(found)], float))
)


def groups(given: list[Vector], day: int = 700_000) -> list[Group]:
    return [Group([f"{at:03}"], vector, day, day) for at, vector in enumerate(given)]


def dense(vector: Vector) -> Array:
    whole = np.zeros(TERMS)
    whole[vector.terms] = vector.weights
    return whole


@given(st.lists(vectors, min_size=1, max_size=8))
def test_a_sum_is_that_of_whole_vectors(some: list[Vector]) -> None:
    np.testing.assert_allclose(dense(summed(some)), sum(map(dense, some)))


@given(st.lists(vectors, max_size=12))
def test_each_meets_those_before_it_that_share_enough(some: list[Vector]) -> None:
    found = {(at, int(other)) for at, others in find_candidates(some) for other in others}
    for one, other in combinations(range(len(some)), 2):
        shared = float(dense(some[one]) @ dense(some[other]))
        if abs(shared - ALIKE / 2) > 1e-9:
            assert ((other, one) in found) == (shared > ALIKE / 2)


@given(st.lists(vectors, max_size=12))
def test_each_member_is_in_one_group_whatever_the_candidates(some: list[Vector]) -> None:
    joined = join(groups(some), NAMED)
    assert sorted(member for group in joined for member in group.members) == [f"{at:03}" for at in range(len(some))]


def test_of_those_that_share_as_much_the_first_come_first() -> None:
    numbers = np.array([5, 3, 9, 3], np.int32)
    assert nearest(numbers, np.array([0.5, 0.2, 0.5, 0.3])).tolist() == [3, 5, 9]


def unit(**found: float) -> Vector:
    """A vector of length 1 by terms `n0` (a name) to `n11`."""
    terms = np.array([int(term[1:]) for term in found], np.int32)
    values = np.array(list(found.values()))
    return Vector(terms, values / np.linalg.norm(values))


def test_words_that_no_name_bears_out_join_nothing() -> None:
    words = [unit(n1=1, n3=1), unit(n1=1, n3=1)]
    names = [unit(n0=1, n2=1), unit(n0=1, n2=1)]
    assert len(join(groups(words), NAMED)) == 2
    assert len(join(groups(names), NAMED)) == 1


def test_days_far_apart_keep_apart_what_is_hardly_alike() -> None:
    one, other = unit(n0=2, n2=1, n4=5), unit(n0=2, n6=1, n8=5)
    near = [Group(["a"], one, 700_000, 700_000), Group(["b"], other, 700_005, 700_005)]
    far = [Group(["a"], one, 700_000, 700_000), Group(["b"], other, 700_200, 700_200)]
    unknown = [Group(["a"], one, 700_000, 700_000), Group(["b"], other)]
    assert [len(join(some, NAMED)) for some in (near, far, unknown)] == [1, 2, 1]


def test_a_group_knows_its_first_and_last_day() -> None:
    vector = unit(n0=1, n2=1)
    days = [(0, 0), (700_010, 700_010), (700_000, 700_000)]
    (group,) = join([Group([str(at)], vector, *day) for at, day in enumerate(days)], NAMED)
    assert (group.first, group.last) == (700_000, 700_010)


def test_of_a_large_group_the_heaviest_terms_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grouping, "_MOST_TERMS", 2)
    own = [unit(n0=5, n2=5, **{f"n{4 + at}": 1}) for at in range(4)]
    (group,) = join(groups(own), NAMED)
    assert len(group.members) == 4
    assert group.total.terms.tolist()[:2] == [0, 2]
    assert len(group.total.terms) <= 4
