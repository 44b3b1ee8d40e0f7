"""Text from articles made safe for a terminal: nothing in it may act."""

import unicodedata


def plain(text: str) -> str:
    """`text` on one line without control, format (bidi, zero-width) or surrogate characters."""
    return "".join(
        " " if c in "\n\r\t" else c for c in text if c in "\n\r\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs")
    )
