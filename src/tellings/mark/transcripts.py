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
# The lemma of a turn's cue: its colon.
TURN = ":"


def turn_segments(text: str) -> list[Segment]:
    """One segment a turn, its content up to the next label (one piece a paragraph); none where it is no transcript."""
    labels = list(LABEL.finditer(text))
    speakers = Counter(match.group(1) for match in labels)
    repeated = sum(count for count in speakers.values() if count > 1)
    if len(labels) < TURNS or repeated < 2 or len(labels) * 4 < text.count("\n\n"):
        return []
    found = []
    for index, match in enumerate(labels):
        stop = labels[index + 1].start() if index + 1 < len(labels) else len(text)
        pieces, at = [], match.end()
        for line in text[match.end() : stop].split("\n"):
            inner = line.strip()
            start = at + len(line) - len(line.lstrip())
            if inner and not (inner.isupper() and inner[0] in "([") and len(inner) > 1:
                pieces.append((start, start + len(inner)))
            at += len(line) + 1
        if pieces:
            found.append(Segment(match.span(1), match.span(2), tuple(pieces), TURN, quoted=True))
    return found
