"""The component: an article made of a doc, marked as any other, each kind of mark once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from spacy.tokens import Doc

from tellings.article import Article, make_id
from tellings.errors import PipelineError
from tellings.model import Figure, Name, Role, Statement, When
from tellings.spacy_parts.extensions import Kind, group, set_extensions
from tellings.spacy_parts.rows import KEY, from_rows, to_row
from tellings.textmap import TextMap

_NOUNS: Final[dict[str, type]] = {
    "names": Name,
    "roles": Role,
    "dates": When,
    "statements": Statement,
    "figures": Figure,
}
_NEEDED: Final = {"TAG": "a tagger", "POS": "parts of speech", "LEMMA": "a lemmatizer", "DEP": "a dependency parser"}


class Component:
    """A component that marks one kind of noun, and first what that rests on.

    `published` is the ISO day that relative dates count from; `doc._.published` outranks it. Calling it on a doc raises
    PipelineError where the pipeline before it did not give tags, parts of speech, lemmas and a dependency parse. It
    has no `pipe` of its own: the tagger reads a doc window by window, which measured faster than windows of many docs
    at once, and the rest of the pipeline goes in batches as ever.
    """

    def __init__(self, name: str, kind: Kind, published: str) -> None:
        """`kind` is statements, figures or dates."""
        self.name, self.kind, self.published = name, kind, published

    def __setstate__(self, state: dict[str, Any]) -> None:
        """In another process the extensions are to be set there too."""
        set_extensions()
        self.__dict__.update(state)

    def __call__(self, doc: Doc) -> Doc:
        """Mark a doc; the same doc is returned."""
        missing = [what for attribute, what in _NEEDED.items() if not _has(doc, attribute)]
        if missing:
            raise PipelineError(
                f"{self.name} needs {', '.join(missing)} before it in the pipeline: add it after them, or start from "
                "an English pipeline that has them, such as en_core_web_sm"
            )
        published = doc._.published or self.published
        held = doc.user_data.get(KEY)
        if not held or held["published"] != published:
            held = {"published": published}
        held.pop(self.kind, None)
        doc.user_data[KEY] = held
        _Marking(doc, held).of(self.kind)
        doc.spans[f"tellings_{self.kind}"] = group(doc, self.kind)
        return doc


class _Marking:
    """What is marked in a doc, each kind once, in `held` as rows."""

    def __init__(self, doc: Doc, held: dict[str, Any]) -> None:
        from tellings.mark.parse import Parsed

        text = doc.text
        key = make_id("doc", text)
        article = Article(key, key, text, text, TextMap.identity(len(text)), published=held["published"])
        self.parsed, self.held = Parsed(article, doc), held

    def of(self, kind: str) -> tuple[Any, ...]:
        """The nouns of a kind, from the rows where they are there."""
        if kind in self.held:
            return from_rows(self.held[kind], _NOUNS[kind])
        found = _FINDERS[kind](self) if self.parsed.article.text.strip() else ()
        self.held[kind] = [to_row(noun) for noun in found]
        return found


def _names(marking: _Marking) -> tuple[Name, ...]:
    from tellings.mark.names import find_names

    return find_names(marking.parsed)


def _roles(marking: _Marking) -> tuple[Role, ...]:
    from tellings.mark.roles import find_roles

    return find_roles(marking.parsed, marking.of("names"))


def _dates(marking: _Marking) -> tuple[When, ...]:
    from tellings.mark.dates import find_dates

    return find_dates(marking.parsed)


def _statements(marking: _Marking) -> tuple[Statement, ...]:
    from tellings.mark.spoken_days import settle_days
    from tellings.mark.statements import find_statements

    names, roles, dates = (marking.of(kind) for kind in ("names", "roles", "dates"))
    return settle_days(marking.parsed, find_statements(marking.parsed, names, roles, dates), dates)


def _figures(marking: _Marking) -> tuple[Figure, ...]:
    from tellings.mark.figures import find_figures

    return find_figures(marking.parsed, *(marking.of(kind) for kind in ("names", "dates", "statements")))


_FINDERS: Final[dict[str, Callable[[_Marking], tuple[Any, ...]]]] = {
    "names": _names,
    "roles": _roles,
    "dates": _dates,
    "statements": _statements,
    "figures": _figures,
}


def _has(doc: Doc, attribute: str) -> bool:
    return doc.has_annotation(attribute) or all(token.is_space for token in doc)
