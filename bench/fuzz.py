"""Fuzz every reader until the time is up. usage: fuzz.py [SECONDS] [FOLDER].

Starts from one made-up article in every kind of input and from what lies in FOLDER. With atheris installed the code
that is reached guides it; without, the bytes are changed at random. An input that raises, or of which a span does not
check, is written to FOLDER (fuzz-found), and the run ends with status 1. Make it a test beside its reader.
"""

from __future__ import annotations

import hashlib
import random
import sys
import tempfile
import time
import traceback
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
SECONDS = 300
NEVER = 60.0  # seconds that one small input may take


def read_bytes(raw: bytes, names: list[str]) -> None:
    """Reads bytes (the first tells the ending) and looks at what comes back; raises where anything is wrong with it."""
    from tellings.model import Article, LeftOut
    from tellings.read.doors import OUR_FAULT
    from tellings.read.paths import read_paths

    if not raw:
        return
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, names[raw[0] % len(names)])
        file.write_bytes(raw[1:])
        found = list(read_paths([file]))
    for one in found:
        if isinstance(one, Article):
            for at in range(0, len(one.text), 97):
                one.check(one.span(at, min(at + 9, len(one.text))))
    ours = [one.cause for one in found if isinstance(one, LeftOut) and one.cause.startswith(OUR_FAULT)]
    if ours:
        raise AssertionError(ours[0])
    if not found or not all(one.path.isprintable() for one in found):
        raise AssertionError(f"{len(found)} found, or a path that cannot be printed")
    if time.monotonic() - start > NEVER:
        raise AssertionError(f"it took {time.monotonic() - start:.0f} s")


def changed(raw: bytes, others: list[bytes], luck: random.Random) -> bytes:
    """The bytes with a few of them changed, cut, doubled or taken from another input."""
    for _ in range(luck.randint(1, 6)):
        at, length = luck.randrange(len(raw) + 1), luck.choice((1, 1, 2, 4, 16, 200))
        other = luck.choice(others)
        there = luck.randrange(len(other))
        instead = luck.choice((b"", luck.randbytes(length), b"\0" * length, other[there : there + length]))
        raw = raw[:at] + instead + raw[at + luck.choice((0, length)) :]
    return raw


def at_random(seeds: list[bytes], names: list[str], seconds: float, found: Path) -> int:
    """Without guidance; the exit status."""
    luck, until, count = random.Random(), time.monotonic() + seconds, 0
    while time.monotonic() < until:
        raw = changed(luck.choice(seeds), seeds, luck)
        count += 1
        try:
            read_bytes(raw, names)
        except Exception:
            found.mkdir(exist_ok=True)
            (found / hashlib.sha256(raw).hexdigest()[:16]).write_bytes(raw)
            traceback.print_exc()
            return 1
    print(f"{count} inputs, nothing found")
    return 0


def guided(seeds: list[bytes], names: list[str], seconds: float, found: Path) -> None:
    """By atheris, which ends the process itself."""
    import atheris

    with atheris.instrument_imports(include=["tellings.read"]):
        import tellings.read.paths  # noqa: F401
    found.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as corpus:
        for number, raw in enumerate(seeds):
            Path(corpus, str(number)).write_bytes(raw)
        options = [f"-max_total_time={seconds:.0f}", "-max_len=40000", f"-artifact_prefix={found}/", "-verbosity=0"]
        atheris.Setup([sys.argv[0], *options, corpus], lambda raw: read_bytes(raw, names))
        atheris.Fuzz()


def main() -> int:
    from tests.inputs import every_kind

    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
    found = Path(sys.argv[2] if len(sys.argv) > 2 else "fuzz-found")
    kinds = every_kind()
    names = list(kinds)
    seeds = [bytes([number]) + raw for number, raw in enumerate(kinds.values())]
    seeds += [file.read_bytes() for file in sorted(found.glob("*"))] if found.is_dir() else []
    if find_spec("atheris"):
        guided(seeds, names, seconds, found)
    return at_random(seeds, names, seconds, found)


if __name__ == "__main__":
    sys.exit(main())
