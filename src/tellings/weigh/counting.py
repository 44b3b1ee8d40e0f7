"""Counting: who tells how many there are of what others deny or leave open, and so asserts that there are any."""

from __future__ import annotations

from tellings.link.terms import meaning, stems
from tellings.link.traits import traits
from tellings.model import Passage
from tellings.view import StoryView


def count_of(view: StoryView, passage: Passage, asked: str) -> str:
    """The id of the first figure in a passage by which somebody counts what is asked about; "" where there is none."""
    wanted = {meaning(stem) for stem in stems(asked)}
    for figure in view.marks[passage.article].figures:
        inside = passage.span.start <= figure.span.start and figure.span.end <= passage.span.end
        head = figure.counted.split()[-1:] if figure.unit == "count" and figure.said_by else []
        about = {meaning(stem) for stem in stems(" ".join(head))}
        if inside and not about.isdisjoint(wanted) and not traits(figure).planned:
            return figure.id
    return ""
