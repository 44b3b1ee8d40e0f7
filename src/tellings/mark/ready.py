"""Marking made ready: on import, all is loaded that it needs. For the processes of a pool (see `engine.Processes`).

The one thing that is not is the tagger's session: onnxruntime starts a thread when it is imported, and a process is
safely forked only while it has no threads. That is why numpy and the tokenizer get none here either; in a pool, where
every processor has a process, more threads would only be in each other's way.
"""

from __future__ import annotations

import gc
import os
from contextlib import suppress

os.environ.setdefault("OMP_NUM_THREADS", "1")  # read by numpy when it is loaded, and by the tagger
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")


_WORDS = b"""The minister, Ann Example, said on 4 May that 300 people had left. "We must help them," she added."""


def _load() -> None:
    """Mark a few words with everything but the tagger, so that all is loaded which is loaded when it is first used."""
    import tellings.caserows
    import tellings.marking  # noqa: F401 - what is asked of the processes lies in both
    from tellings.mark.dates import find_dates
    from tellings.mark.events import find_events
    from tellings.mark.figures import find_figures
    from tellings.mark.names import find_names
    from tellings.mark.parse import parse
    from tellings.mark.pieces import tokenizer
    from tellings.mark.roles import find_roles
    from tellings.read.assemble import Known
    from tellings.read.plain import read_plain

    tokenizer()
    for parsed in parse([read_plain(_WORDS, "", Known(), published="2025-05-05")]):
        names = find_names(parsed)
        dates = find_dates(parsed)
        find_roles(parsed, names)
        find_figures(parsed, names, dates, ())
        find_events(parsed, dates)


with suppress(Exception):  # whatever is wrong is told of where it is used
    _load()
gc.freeze()  # what is shared stays shared: the collector does not write to it
