import pytest

from tellings.engine import batches, each_batch


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_order(workers: int) -> None:
    found = [n for batch in each_batch(sorted, range(50), workers=workers, size=7) for n in batch]
    assert found == list(range(50))


def test_nothing_in_gives_nothing_out() -> None:
    assert list(each_batch(sorted, [], workers=2)) == []


def test_input_is_taken_only_as_work_goes_on() -> None:
    taken = []

    def items() -> object:
        for n in range(100):
            taken.append(n)
            yield n

    next(iter(each_batch(sorted, items(), workers=1, size=5)))  # type: ignore[arg-type]
    assert len(taken) <= 10


def test_batches_are_full_but_the_last() -> None:
    assert [len(batch) for batch in batches(range(7), 3)] == [3, 3, 1]
