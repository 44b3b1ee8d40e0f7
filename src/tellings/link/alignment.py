"""Parts of two names laid side by side, in order: which answers which, how alike they are, what is left over."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from tellings.link.spelling import INITIALS, likeness


class Aligned(NamedTuple):
    """Two lists of parts laid side by side: likeness of each pair, and the parts left over on each side.

    `letters` are those matched, each pair's as far as it is alike.
    """

    pairs: tuple[tuple[str, str, float], ...] = ()
    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    letters: float = 0.0

    @property
    def total(self) -> float:
        """What an alignment is chosen by: more letters matched, fewer parts left over."""
        return self.letters - 0.1 * (len(self.left) + len(self.right))

    def with_left(self, part: str) -> Aligned:
        """With a part more that is left over on the left."""
        return Aligned(self.pairs, (*self.left, part), self.right, self.letters)

    def with_right(self, part: str) -> Aligned:
        """With a part more that is left over on the right."""
        return Aligned(self.pairs, self.left, (*self.right, part), self.letters)

    def with_pair(self, one: str, two: str, alike: float) -> Aligned:
        """With a pair more."""
        letters = self.letters + alike * min(len(one), len(two))
        return Aligned((*self.pairs, (one, two, alike)), self.left, self.right, letters)


_total = attrgetter("total")
_WIDTHS = ((1, 1), (1, 2), (2, 1), (1, 3), (3, 1))  # how many parts of either side are laid together


def orders(parts: list[str]) -> list[list[str]]:
    """The other orders a name comes in: last part first, first part last, two surnames first."""
    if len(parts) < 2:
        return []
    orders = [parts[-1:] + parts[:-1], parts[1:] + parts[:1]]
    return [*orders, parts[2:] + parts[:2]] if len(parts) > 3 else orders


def align(one: Sequence[str], two: Sequence[str], strict: bool) -> Aligned:
    """The best alignment in order; one part may stand for two or three run together."""
    sizes = [len(part) for part in one], [len(part) for part in two]
    row = [Aligned()]
    for b in two:
        row.append(row[-1].with_right(b))
    rows = [row]
    for i in range(1, len(one) + 1):
        above = rows[-1]
        line = [above[0].with_left(one[i - 1])]
        for j in range(1, len(two) + 1):
            best = max(above[j].with_left(one[i - 1]), line[j - 1].with_right(two[j - 1]), key=_total)
            for wide, high in _WIDTHS:
                if wide > i or high > j:
                    continue
                length, other = sum(sizes[0][i - wide : i]), sum(sizes[1][j - high : j])
                if wide != high and abs(length - other) > 2 and min(length, other) > 2:
                    continue
                a, b = "".join(one[i - wide : i]), "".join(two[j - high : j])
                alike = likeness(a, b, strict)
                if wide != high:
                    initials = wide + high == 3 and (
                        one[i - wide][0] + one[i - 1][0] == b or two[j - high][0] + two[j - 1][0] == a
                    )
                    alike = INITIALS if initials else alike if alike > 0.9 else 0.0  # "JC" for "Jean Claude"
                if alike:
                    best = max(best, rows[i - wide][j - high].with_pair(a, b, alike), key=_total)
            line.append(best)
        rows.append(line)
    return rows[-1][-1]
