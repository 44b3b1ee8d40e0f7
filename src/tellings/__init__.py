"""Tellings reads what many outlets wrote about one story and puts it on record.

    read  ->  mark  ->  link  ->  weigh  ->  show
    bytes     one       many      groups     people
              article   articles             and tools

It says what the articles say, with the words that show it. It never says what is true.

    import tellings

    article = tellings.read("page.html")
    marks = tellings.mark(article)
    record = tellings.record(["page.html", "other.txt"])

The names in `__all__` are the public surface; each is imported when it is first used. `tellings.library` holds the
functions, `tellings.model` the nouns, `tellings.errors` what can go wrong.
"""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

__all__ = [
    "Account",
    "Article",
    "Claim",
    "Decision",
    "DecisionError",
    "EngineError",
    "Event",
    "Figure",
    "Finding",
    "Found",
    "Input",
    "InputError",
    "Joining",
    "Ledger",
    "LedgerError",
    "LeftOut",
    "LeftOutWarning",
    "Marks",
    "Measure",
    "MissingExtraError",
    "Name",
    "Named",
    "NotFoundError",
    "Origin",
    "Passage",
    "Person",
    "PipelineError",
    "Record",
    "RefusedError",
    "Role",
    "Shown",
    "Span",
    "SpanError",
    "Statement",
    "Story",
    "TellingsError",
    "Title",
    "Voice",
    "When",
    "__version__",
    "build",
    "compare_names",
    "export",
    "highlight",
    "mark",
    "mark_all",
    "open_ledger",
    "read",
    "read_all",
    "read_text",
    "record",
]

if TYPE_CHECKING:
    from tellings.errors import DecisionError as DecisionError
    from tellings.errors import EngineError as EngineError
    from tellings.errors import InputError as InputError
    from tellings.errors import LedgerError as LedgerError
    from tellings.errors import LeftOutWarning as LeftOutWarning
    from tellings.errors import MissingExtraError as MissingExtraError
    from tellings.errors import NotFoundError as NotFoundError
    from tellings.errors import PipelineError as PipelineError
    from tellings.errors import RefusedError as RefusedError
    from tellings.errors import SpanError as SpanError
    from tellings.errors import TellingsError as TellingsError
    from tellings.ledger import Ledger as Ledger
    from tellings.library import build as build
    from tellings.library import compare_names as compare_names
    from tellings.library import export as export
    from tellings.library import highlight as highlight
    from tellings.library import mark as mark
    from tellings.library import mark_all as mark_all
    from tellings.library import open_ledger as open_ledger
    from tellings.library import read as read
    from tellings.library import read_all as read_all
    from tellings.library import read_text as read_text
    from tellings.library import record as record
    from tellings.model import Account as Account
    from tellings.model import Article as Article
    from tellings.model import Claim as Claim
    from tellings.model import Decision as Decision
    from tellings.model import Event as Event
    from tellings.model import Figure as Figure
    from tellings.model import Finding as Finding
    from tellings.model import Found as Found
    from tellings.model import Input as Input
    from tellings.model import Joining as Joining
    from tellings.model import LeftOut as LeftOut
    from tellings.model import Marks as Marks
    from tellings.model import Measure as Measure
    from tellings.model import Name as Name
    from tellings.model import Named as Named
    from tellings.model import Origin as Origin
    from tellings.model import Passage as Passage
    from tellings.model import Person as Person
    from tellings.model import Record as Record
    from tellings.model import Role as Role
    from tellings.model import Shown as Shown
    from tellings.model import Span as Span
    from tellings.model import Statement as Statement
    from tellings.model import Story as Story
    from tellings.model import Title as Title
    from tellings.model import Voice as Voice
    from tellings.model import When as When
else:

    def __getattr__(name: str) -> Any:
        """A public name, from the first module that has it: the light ones come first."""
        from importlib import import_module

        if name not in __all__:
            raise AttributeError(f"module 'tellings' has no attribute {name!r}")
        if name in ("read", "mark"):  # packages that can be called
            return import_module(f"tellings.{name}")
        for home in ("errors", "model", "library", "ledger"):
            module = import_module(f"tellings.{home}")
            if hasattr(module, name):
                return getattr(module, name)
        raise AttributeError(f"module 'tellings' has no attribute {name!r}")

    def __dir__() -> list[str]:
        """The public names."""
        return sorted(__all__)
