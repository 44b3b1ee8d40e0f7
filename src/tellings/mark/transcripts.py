"""Transcripts and interviews: paragraphs that open with who speaks ("ANNA HALE: …", "Q: …")."""

from __future__ import annotations

import re
from collections import Counter

from tellings.mark.segments import Segment

LABEL = re.compile(
    r"^[\"“]?((?:[A-Z][A-Z.'’-]+[ ,]*){1,6}|(?:[A-Z][\w.'’-]+ ){1,3}[A-Z][\w.'’-]+|[QA])(:)[ \t]+(?=\S)", re.M
)
# One paragraph with a label is a headline or a list; from this many on, it is a transcript.
TURNS = 3
# A turn of more paragraphs than this holds words of the article's own.
LONGEST_TURN = 8
# The lemma of a turn's cue: its colon.
TURN = ":"


def turn_segments(text: str) -> list[Segment]:
    """One segment a turn, its content up to the next label (one piece a paragraph); none where it is no transcript."""
    labels = list(LABEL.finditer(text))
    speakers = Counter(match.group(1) for match in labels)
    labels = [match for match in labels if speakers[match.group(1)] > 1 or match.group(1).isupper()]
    repeated = sum(count for count in speakers.values() if count > 1)
    if len(labels) < TURNS or repeated < 2:
        return []
    found = []
    for index, match in enumerate(labels):
        stop = labels[index + 1].start() if index + 1 < len(labels) else len(text)
        lines = text[match.end() : stop].split("\n")
        if index + 1 == len(labels) or sum(1 for line in lines if line.strip()) > LONGEST_TURN:
            lines = lines[:1]  # the article goes on in its own words: only the labelled paragraph is sure
        pieces, at = [], match.end()
        for line in lines:
            inner = line.strip()
            start = at + len(line) - len(line.lstrip())
            if inner and not (inner.isupper() and inner[0] in "([") and len(inner) > 1:
                pieces.append((start, start + len(inner)))
            at += len(line) + 1
        if pieces:
            found.append(Segment(match.span(1), match.span(2), tuple(pieces), TURN, quoted=True))
    return found
