"""Arguments of a wrong type, said at once and in words, before something deep inside fails on them."""

from __future__ import annotations


def expect(what: str, given: object, *types: type, also: str = "", advice: str = "") -> None:
    """Raise a TypeError where `given` is of none of the `types`: what the function or argument `what` takes instead."""
    if isinstance(given, types):
        return
    taken = [*(one.__name__ for one in types), *filter(None, (also,))]
    words = f"{', '.join(taken[:-1])} or {taken[-1]}" if len(taken) > 1 else taken[0]
    raise TypeError(f"{what} takes {words}, not {type(given).__name__}{f'; {advice}' if advice else ''}")
