"""What waits on disk comes back as it was, and in order."""

from __future__ import annotations

import gc

from hypothesis import given
from hypothesis import strategies as st

from tellings.memory import Spool, without_cycles

THINGS = st.recursive(st.none() | st.integers() | st.text(), lambda some: st.lists(some) | st.tuples(some, some))


@given(st.lists(THINGS))
def test_what_was_put_in_comes_back_in_order_and_by_number(things: list[object]) -> None:
    with Spool() as spool:
        numbers = [spool.put(thing) for thing in things]
        assert list(spool) == things
        assert [spool.get(number) for number in reversed(numbers)] == things[::-1]


def test_others_may_be_read_while_all_are_gone_through() -> None:
    with Spool() as spool:
        numbers = [spool.put(word) for word in ("one", "two", "three")]
        assert [(word, spool.get(numbers[0])) for word in spool] == [("one", "one"), ("two", "one"), ("three", "one")]


def test_the_search_for_cycles_is_on_again_after_an_error() -> None:
    try:
        with without_cycles():
            assert not gc.isenabled()
            raise KeyError
    except KeyError:
        assert gc.isenabled()
