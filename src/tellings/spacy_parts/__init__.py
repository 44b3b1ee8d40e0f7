"""Tellings inside a spaCy pipeline: statements, figures and dates as components with `Doc` and `Span` extensions.

    nlp = spacy.load("en_core_web_sm")
    nlp.add_pipe("tellings_sentences", before="parser")
    nlp.add_pipe("tellings_statements")
    nlp.add_pipe("tellings_figures")
    nlp.add_pipe("tellings_dates", config={"published": "2025-03-14"})
    doc = nlp("…")
    doc._.statements, doc._.figures, doc._.dates, doc[4:5]._.value

spaCy finds the components by their entry points. Marks are kept in `doc.user_data` as plain lists, so `Doc.to_bytes`
and `DocBin(store_user_data=True)` keep them; `set_extensions` gives access to them where no component is in use. spaCy
loads this package whenever it makes a pipeline: it only registers, and what is heavy is imported with the first doc.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from tellings.errors import PipelineError
from tellings.spacy_parts.extensions import DocDate as DocDate
from tellings.spacy_parts.extensions import DocFigure as DocFigure
from tellings.spacy_parts.extensions import DocStatement as DocStatement
from tellings.spacy_parts.extensions import Kind
from tellings.spacy_parts.extensions import set_extensions as set_extensions
from tellings.spacy_parts.marking import Component


def make_statements(nlp: Language, name: str, published: str) -> Component:
    """The factory of "tellings_statements"; raises PipelineError for a pipeline that is not English."""
    return _make(nlp, name, "statements", published)


def make_figures(nlp: Language, name: str, published: str) -> Component:
    """The factory of "tellings_figures"; raises PipelineError for a pipeline that is not English."""
    return _make(nlp, name, "figures", published)


def make_dates(nlp: Language, name: str, published: str) -> Component:
    """The factory of "tellings_dates"; raises PipelineError for a pipeline that is not English."""
    return _make(nlp, name, "dates", published)


def make_sentences(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """The factory of "tellings_sentences", to stand before the parser: it knows quotations and datelines."""
    from tellings.mark.parse import set_sentence_starts

    return set_sentence_starts


def _make(nlp: Language, name: str, kind: Kind, published: str) -> Component:
    from tellings.grammar.calendar import read_day

    set_extensions()
    if nlp.lang != "en":
        raise PipelineError(f"{name} marks English only; this pipeline's language is {nlp.lang!r}")
    if published and not read_day(published):
        raise PipelineError(f"{name}: published={published!r} is no day; write it as YYYY-MM-DD")
    return Component(name, kind, published)


for _kind, _factory in (("statements", make_statements), ("figures", make_figures), ("dates", make_dates)):
    Language.factory(
        f"tellings_{_kind}",
        default_config={"published": ""},
        assigns=[f"doc._.{_kind}", f"span._.{_kind}"],
        requires=["token.tag", "token.lemma", "token.dep"],
        func=_factory,
    )
Language.factory("tellings_sentences", assigns=["token.is_sent_start"], func=make_sentences)
