"""What archives of every kind share: which members are read, and how they are called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from tellings.errors import InputError
from tellings.read.kinds import ENDINGS, ending_of, looks_like_page
from tellings.read.source import label
from tellings.read.wayback import ASSETS, capture_of


class Labels:
    """The labels of an archive's members: `archive.zip!/dir/page.html`. Nothing is ever written under such a name."""

    def __init__(self, path: str) -> None:
        """For the archive that is called `path`."""
        self._path = path
        self._seen: Counter[str] = Counter()

    def of(self, name: str) -> str:
        """The label of the next member with this name; a name that comes again is numbered."""
        shown = f"{self._path}!/{label(name)}"
        self._seen[shown] += 1
        return shown if self._seen[shown] == 1 else self.of(f"{name}#{self._seen[shown]}")


def is_wanted(name: str, opening: Callable[[], bytes]) -> bool:
    """True for a member or file that may hold articles: of a known ending, or a page in a folder of captures.

    `opening` gives its first bytes; it is asked only where the name leaves it open.
    """
    parts = name.replace("\\", "/").split("/")
    if parts[-1].startswith(".") or "__MACOSX" in parts:
        return False
    ending = ending_of(name)
    if ending in ENDINGS:
        return True
    return ending not in ASSETS and capture_of(name) is not None and looks_like_page(opening())


def sidecar_of(name: str, names: Mapping[str, object]) -> str:
    """The .json that tells about the text or page of this name, "" where there is none among the names."""
    ending = ending_of(name)
    beside = f"{name[: -len(ending)]}.json" if ending else ""
    return beside if ENDINGS.get(ending) in ("text", "page") and beside in names else ""


def nothing_found(path: str, what: str) -> InputError:
    """What is said of a container in which nothing is of a kind that is read."""
    known = " ".join(sorted(ENDINGS))
    return InputError(path, f"there are no articles in this {what}", f"put in files that end in one of {known}")
