"""What can go wrong, said so that a reader knows what to do.

TellingsError
├── InputError        an input cannot be read as articles
│   └── RefusedError  a site answered, but not with what was asked for
├── SpanError         a span does not hold the words it claims
├── LedgerError       the ledger is missing, damaged or not one
├── EngineError       where the work should run, it cannot
├── DecisionError     what a user decides speaks of nothing that is there
├── NotFoundError     what is asked of a record is not in it
├── PipelineError     a spaCy pipeline lacks what a component of Tellings needs
└── MissingExtraError      an optional part is asked for and not installed

LeftOutWarning        an input was passed over, and the rest goes on
"""


class TellingsError(Exception):
    """Base of every error Tellings raises on purpose; its text is one line for the user."""


class InputError(TellingsError):
    """An input cannot be read: `path`, the cause, and what to do about it."""

    def __init__(self, path: str, cause: str, advice: str) -> None:
        """Keep the three parts, so that each surface can lay them out."""
        super().__init__(f"{path}: {cause}; {advice}")
        self.path, self.cause, self.advice = path, cause, advice


class RefusedError(InputError):
    """A site answered, but not with what was asked for.

    `status` is that of HTTP, 0 where there was none; `retry_after` the seconds for which it asks to be left alone.
    """

    def __init__(self, path: str, cause: str, advice: str, *, status: int, retry_after: float = 0.0) -> None:
        """As InputError, with what the site said."""
        super().__init__(path, cause, advice)
        self.status, self.retry_after = status, retry_after


class SpanError(TellingsError):
    """A span does not hold the words it claims. It is an error in Tellings and is never moved."""


class LedgerError(TellingsError):
    """The ledger is missing, damaged or not one."""


class EngineError(TellingsError):
    """Where the work should run, it cannot: a worker dies again and again, a cluster is not there."""


class DecisionError(TellingsError):
    """What a user decides speaks of nothing that is there, or of several; the text says what there is."""


class NotFoundError(TellingsError, LookupError):
    """What is asked of a record is not in it, or is several; the text says what there is."""


class PipelineError(TellingsError, ValueError):
    """A spaCy pipeline lacks what a component of Tellings needs; the text says what, and where to put it."""


class MissingExtraError(TellingsError):
    """An optional part is asked for and not installed; the text names the package to install."""


class LeftOutWarning(UserWarning):
    """An input was passed over, and the rest goes on: its path, the cause, and what to do about it."""
