"""Every limit of reading, in one place, each with its reason.

What goes beyond one is left out with a line that names it, and the run goes on. Sizes are bytes unless a comment says
otherwise. The largest inputs that are streams (WARC, mbox, JSON lines, tar) have no limit of size: they are read a
record at a time.
"""

from __future__ import annotations

from dataclasses import dataclass

from tellings.errors import InputError

ARTICLE_AT_MOST = 20_000_000  # one page, text or line: some forty novels; beyond it a file is something else
DOCUMENT_AT_MOST = 60_000_000  # one PDF, e-mail, MHTML, DOCX or EPUB: pictures in them are large; mail stops at 50 MB
TAGS_AT_MOST = 300_000  # of one page: large live-blogs have 50,000, and the parsers take ten seconds for these
MARKDOWN_AT_MOST = 2_000_000  # the parser is written in Python: about a second a megabyte
TEXT_AT_MOST = 5_000_000  # characters of text taken from one document: two thousand printed pages
LIST_AT_MOST = 100_000_000  # a JSON list, which is held whole: ten times as much in memory
ARCHIVE_AT_MOST = 100_000_000  # a ZIP that cannot be looked up in place (on standard input, inside another archive)
DIRECTORY_AT_MOST = 16_000_000  # the table of contents of a ZIP: some 200,000 members
HEADER_AT_MOST = 64_000  # one header of a WARC, tar or HTTP message: servers stop at 8,000 to 64,000
HEADERS_AT_MOST = 200  # lines of one head: real ones have ten to forty
DICTIONARY_AT_MOST = 128_000_000  # window or dictionary of xz and zstd: their highest ordinary levels need 64 to 128 MB
DEPTH_AT_MOST = 5  # layers inside one another: a page in a tar.gz in a ZIP has three, a WARC.gz in a WACZ in a ZIP four
MEMBERS_AT_MOST = 1_000_000  # members of the ZIP and tar archives of one input
RATIO_AT_MOST = 250  # bytes out for a byte in: pages have 5, repetitive logs 50, bombs 1,000 and more
RATIO_FROM = 100_000_000  # unpacked below which nobody asks for the ratio: it can do no harm
ENTRIES_AT_MOST = 1_000  # of one feed, its first: feeds hold ten to a hundred, archives of them thousands
PAGES_AT_MOST = 5_000  # pages of a PDF
SECONDS_AT_MOST = 60  # for one document, measured between its pages and operators: a PDF can ask for endless work
LABEL_AT_MOST = 300  # characters of a member's name as it is printed

MEGABYTE = 1_000_000


@dataclass(slots=True)
class Budget:
    """What one input that the user named has taken so far: shared by everything inside it, however deep.

    `packed` is its size, or what has been read of a stream.
    """

    packed: int = 0
    unpacked: int = 0
    members: int = 0

    def unpack(self, count: int, path: str) -> None:
        """Count bytes that came out of a compression; raises InputError where they are out of all proportion."""
        self.unpacked += count
        if self.unpacked > RATIO_FROM and self.unpacked > RATIO_AT_MOST * self.packed:
            cause = f"it unpacks to more than {RATIO_AT_MOST} times its size, as only a decompression bomb does"
            raise InputError(path, cause, "unpack it yourself if you trust it, and name the files")

    def member(self, path: str) -> None:
        """Count a member of the archive `path`; raises InputError past the last, and where the budget is spent."""
        self.members += 1
        self.unpack(0, path)
        if self.members > MEMBERS_AT_MOST:
            raise InputError(path, f"it has more than {MEMBERS_AT_MOST:,} members", "split it; the rest is not read")


def too_large(path: str, limit: int, what: str = "article") -> InputError:
    """What is said of an input beyond a limit."""
    size = f"{limit // MEGABYTE} MB" if limit >= MEGABYTE else f"{limit:,} bytes"
    return InputError(path, f"it is larger than {size}, which no {what} is", f"split it into one {what} a file or line")


def too_deep(path: str) -> InputError:
    """What is said of archives inside archives."""
    return InputError(path, f"it lies in more than {DEPTH_AT_MOST} archives, one in another", "unpack the outer ones")
