"""How fast pages are read, without marking: pages a second. usage: reading.py [PAGES] [--warc MEGABYTES].

Pages are made up, with the furniture of real ones (some 40 KB each); trafilatura's own share is measured beside. With
--warc a WARC of that size is written and read as a stream, and the memory it takes at 1/4 and 4/4 of it is printed: it
should stay flat.
"""

from __future__ import annotations

import gzip
import random
import sys
import tempfile
import time
from pathlib import Path

from peaks import peak

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

PROSE = (
    "harbour ferry office search captain island night boat rescue minister council engine storm cargo crew said told"
    " on the of a to in that and had was for with by it at from were"
)


def made_page(number: int) -> bytes:
    """A page of some 40 KB: an article of 600 words among menus, scripts and teasers."""
    luck, words = random.Random(number), PROSE.split()

    def prose(count: int) -> str:
        return " ".join(luck.choice(words) for _ in range(count)).capitalize() + "."

    article = "".join(f"<p>{' '.join(prose(15) for _ in range(3))}</p>" for _ in range(14))
    menu = "".join(f'<li class="nav-item"><a href="/s/{at}">{prose(2)}</a></li>' for at in range(120))
    teasers = "".join(
        f'<div class="teaser"><a href="/t/{at}"><img src="/i/{at}.jpg">{prose(8)}</a></div>' for at in range(60)
    )
    script = "<script>" + "window.dataLayer.push({'a': 1});" * 300 + "</script>"
    head = f"<title>{prose(6)}</title>{script}"
    return (
        f'<!DOCTYPE html><html lang="en"><head>{head}</head><body><nav><ul>{menu}</ul></nav><main><article>'
        f"<h1>{prose(8)}</h1>{article}</article></main><aside>{teasers}</aside></body></html>"
    ).encode()


def rates(folder: Path, count: int) -> dict[str, float]:
    """Pages a second: ours on one and on two processes, and trafilatura alone on one."""
    import trafilatura

    from tellings.model import Article
    from tellings.read.paths import read_paths

    found = {}
    for workers in (1, 2):
        start = time.perf_counter()
        articles = sum(isinstance(one, Article) for one in read_paths([folder], workers=workers))
        found[f"{workers} process{'es' * (workers > 1)}"] = count / (time.perf_counter() - start)
        if articles != count:
            raise SystemExit(f"{articles} of {count} pages were read")
    pages = [file.read_text(encoding="utf-8") for file in sorted(folder.iterdir())]
    start = time.perf_counter()
    for html in pages:
        trafilatura.bare_extraction(html, with_metadata=True, include_comments=False, include_tables=False)
    return found | {"trafilatura alone": count / (time.perf_counter() - start)}


def write_warc(file: Path, megabytes: int) -> int:
    """A WARC of that many megabytes unpacked, a gzip member a record, one page in ten records; how many pages."""
    from tests.inputs import http, record

    noise = random.Random(0).randbytes(90_000)
    size, number = 0, 0
    with file.open("wb") as out:
        while size < megabytes * 1_000_000:
            page = number % 10 == 0
            body = http(made_page(number)) if page else http(noise, media="image/png")
            kept = record(body, url=f"https://gull.example/{number}")
            out.write(gzip.compress(kept, 1))
            size, number = size + len(kept), number + 1
    return (number + 9) // 10


def memory(file: Path, pages: int) -> tuple[int, int]:
    """Peak memory in MB after a quarter of the pages and after all of them."""
    from tellings.read.paths import read_paths

    quarter = 0
    for number, _ in enumerate(read_paths([file]), 1):
        if number == pages // 4:
            quarter = int(peak())
    return quarter, int(peak())


def main() -> None:
    with tempfile.TemporaryDirectory() as work:
        if "--warc" in sys.argv:
            megabytes = int(sys.argv[sys.argv.index("--warc") + 1])
            file = Path(work) / "big.warc.gz"
            pages = write_warc(file, megabytes)
            start = time.perf_counter()
            quarter, whole = memory(file, pages)
            seconds = time.perf_counter() - start
            print(
                f"WARC of {megabytes} MB, {pages} pages, {seconds:.0f} s: {quarter} MB at a quarter, {whole} at the end"
            )
            return
        count = int(sys.argv[1]) if len(sys.argv) > 1 else 300
        for number in range(count):
            (Path(work) / f"{number:05}.html").write_bytes(made_page(number))
        for name, rate in rates(Path(work), count).items():
            print(f"{name}: {rate:.0f} pages a second")


if __name__ == "__main__":
    main()
