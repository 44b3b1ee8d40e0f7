"""The steps of a pipeline over a batch of documents, swift ones where there are."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from tellings.mark.swift.entities import swift_entities
from tellings.mark.swift.rules import swift_rules
from tellings.mark.swift.vectors import swift_vectors

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.pipeline import Tok2Vec
    from spacy.tokens import Doc
    from threadpoolctl import ThreadpoolController

    Step = Callable[[Sequence[Doc]], None]


def steps_of(nlp: Language) -> tuple[Step, ...]:
    """What the pipeline's components do, one after the other, each writing into all documents of a batch."""
    from spacy.pipeline import AttributeRuler, EntityRecognizer, Lemmatizer, Tok2Vec

    components: list[Any] = [component for _, component in nlp.pipeline]
    steps: list[Step] = []
    while components:
        first, after = components.pop(0), components[0] if components else None
        swift: Step | None = None
        if isinstance(first, Tok2Vec):
            swift = _tensors(first)
        elif isinstance(first, AttributeRuler) and isinstance(after, Lemmatizer):
            swift = swift_rules(first, after)
            components = components[1:] if swift else components
        elif isinstance(first, EntityRecognizer):
            swift = swift_entities(first)
        steps.append(swift or _plain(first))
    return tuple(steps)


def run(steps: Sequence[Step], docs: Sequence[Doc]) -> None:
    """Do the steps, on one thread: matrices this small are not multiplied faster by two, and each waits for both."""
    with _controller().limit(limits=1, user_api="blas"):
        for step in steps:
            step(docs)


@cache
def _controller() -> ThreadpoolController:
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


def _tensors(tok2vec: Tok2Vec) -> Step | None:
    vectors = swift_vectors(tok2vec.model)
    if vectors is None:
        return None

    def step(docs: Sequence[Doc]) -> None:
        ends = np.cumsum([len(doc) for doc in docs])
        for doc, rows in zip(docs, np.split(vectors(docs), ends[:-1]), strict=True):
            doc.tensor = cast("Any", rows)

    return step


def _plain(component: Any) -> Step:
    """A component as it is; its results are the documents themselves."""

    def step(docs: Sequence[Doc]) -> None:
        if hasattr(component, "pipe"):
            deque(component.pipe(docs), maxlen=0)
        else:
            for doc in docs:
                component(doc)

    return step
