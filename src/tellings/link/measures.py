"""Measures: figures of one story that measure the same thing and may be compared."""

from tellings.link.view import StoryView
from tellings.model import Measure


def find_measures(view: StoryView) -> tuple[Measure, ...]:
    """Measures of the story; every figure is in exactly one."""
    return ()
