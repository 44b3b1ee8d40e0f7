"""Work in this process and in others: in order, only as far as it is asked for, and whoever dies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from tellings.engine import Processes, batches, each_batch
from tellings.errors import EngineError


def die_once(numbers: list[int], *, at: int, mark: Path) -> list[int]:
    """The numbers; the process is killed at one of them, the first time."""
    if at in numbers and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return numbers


def die(numbers: list[int]) -> list[int]:
    if 3 in numbers:
        os.kill(os.getpid(), signal.SIGKILL)
    return numbers


def divide(numbers: list[int]) -> list[int]:
    return [1 // number for number in numbers]


@pytest.mark.parametrize("workers", [1, 2])
def test_what_goes_wrong_in_the_work_comes_here(workers: int) -> None:
    with pytest.raises(ZeroDivisionError):
        list(each_batch(divide, [1, 1, 0], workers=workers, size=1))


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


def test_one_batch_is_done_here_and_more_in_the_same_others() -> None:
    with Processes(2) as engine:
        here = list(engine.map(processes, range(3), size=5))
        there = {found for _ in range(2) for (found,) in engine.map(processes, range(9), size=3)}
    assert here == [[os.getpid()]]
    assert os.getpid() not in there
    assert len(there) <= 2


def processes(numbers: list[int]) -> list[int]:
    return [os.getpid()]


def test_what_a_killed_worker_had_is_done_by_another(tmp_path: Path) -> None:
    work = partial(die_once, at=9, mark=tmp_path / "killed")
    with Processes(2) as engine:
        assert [n for batch in engine.map(work, range(40), size=4) for n in batch] == list(range(40))
    assert (tmp_path / "killed").exists()


def test_articles_that_kill_every_worker_are_an_error_that_says_what_to_do() -> None:
    with Processes(2) as engine, pytest.raises(EngineError, match="--workers 1"):
        list(engine.map(die, range(40), size=4))


PROGRAM = """
import signal, sys, time
from tellings.engine import Processes

def work(numbers):
    if sys.argv[1] == "forever":
        print("works", flush=True)
        time.sleep(600)
    return numbers

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background ignores it
    with Processes(2, preload="heavy") as engine:
        print([n for batch in engine.map(work, range(int(sys.argv[2])), size=2) for n in batch])
"""


@pytest.fixture
def program(tmp_path: Path) -> list[str]:
    """A program with two workers that load a heavy module, which notes who imports it; with what it is called."""
    (tmp_path / "program.py").write_text(PROGRAM, encoding="utf-8")
    noting = "import os\nwith open('loaded.txt', 'a') as file:\n    file.write(f'{os.getpid()}\\n')\n"
    (tmp_path / "heavy.py").write_text(noting, encoding="utf-8")
    return [sys.executable, "program.py"]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere each process loads it")
@pytest.mark.parametrize("count", [1, 40])
def test_what_the_processes_need_is_loaded_once_for_all_and_not_here(
    tmp_path: Path, program: list[str], count: int
) -> None:
    run = subprocess.run(
        [*program, "once", str(count)],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": "."},
        capture_output=True,
        text=True,
        check=True,
    )
    assert (run.stdout, run.stderr) == (f"{list(range(count))}\n", "")
    assert len((tmp_path / "loaded.txt").read_text(encoding="utf-8").split()) == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_the_processes_end_with_the_one_that_has_them(tmp_path: Path, program: list[str], how: signal.Signals) -> None:
    with subprocess.Popen(
        [*program, "forever", "8"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": "."},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as running:
        assert running.stdout
        running.stdout.readline()  # someone works
        os.killpg(running.pid, how) if how is signal.SIGINT else running.send_signal(how)
        running.communicate(timeout=60)  # all who could write to it have ended


def test_few_items_are_shared_out_evenly() -> None:
    with Processes(2, preload="tellings.errors") as engine:
        assert [len(batch) for batch in engine.map(sorted, range(5), size=32)] == [3, 2]
        assert [len(batch) for batch in engine.map(sorted, range(1), size=32)] == [1]
        assert list(engine.map(sorted, [], size=32)) == []
