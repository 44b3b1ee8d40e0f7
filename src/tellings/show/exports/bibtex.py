"""BibTeX: an entry an article, for LaTeX and every manager of references."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from anyascii import anyascii

from tellings.model import Record
from tellings.show.exports.citing import Citation, cite

# What TeX takes for more than a letter. Braces count in BibTeX even behind a backslash, so they are written as words.
_TEX: Final = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "$": r"\$",
        "&": r"\&",
        "%": r"\%",
        "#": r"\#",
        "_": r"\_",
        "^": r"\textasciicircum{}",
        "~": r"\textasciitilde{}",
    }
)
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def write(record: Record, folder: Path) -> list[Path]:
    """Write `articles.bib`."""
    path = folder / "articles.bib"
    entries = "\n".join(entry(cite(article)) for article in record.articles.values())
    path.write_text(entries, encoding="utf-8", newline="\n")
    return [path]


def entry(one: Citation) -> str:
    """An article as `@article`; the key is its outlet, its year and its id."""
    # Names and titles stand in braces of their own: BibTeX is to change neither their order nor their capitals.
    fields = {
        "author": " and ".join(f"{{{_tex(name)}}}" for name in one.authors),
        "title": f"{{{_tex(one.title)}}}" if one.title else "",
        "journal": _tex(one.outlet),
        "year": str(one.day.year) if one.day else "",
        "month": _MONTHS[one.day.month - 1] if one.day else "",
        "day": str(one.day.day) if one.day else "",
        "url": one.url,
        "language": _tex(one.language),
        "note": _tex(f"Agencies credited: {', '.join(one.agencies)}") if one.agencies else "",
    }
    lines = (f"  {name} = {value if name == 'month' else f'{{{value}}}'},\n" for name, value in fields.items() if value)
    outlet = re.sub("[^a-z0-9]+", "", anyascii(one.outlet).lower())[:24] or "article"
    return f"@article{{{outlet}{one.day.year if one.day else ''}-{one.id},\n{''.join(lines)}}}\n"


def _tex(text: str) -> str:
    return text.translate(_TEX)
