"""Names for things on the web of data: URNs of our own, and the addresses of articles as valid URIs (RFC 3986).

`urn:tellings:` is no registered namespace: its names say which row of the record is meant and lead nowhere.
"""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Final
from urllib.parse import quote

from tellings import __version__
from tellings.model import Article

VOCABULARY: Final = "urn:tellings:vocabulary:"
SOFTWARE: Final = f"urn:tellings:software:{__version__}"

# RFC 3986, appendix B, for the two schemes that may be followed; a host is a name or an address in brackets.
_HTTP: Final = re.compile(
    r"(https?)://((?:[^/?#@]*@)?)(\[[0-9A-Fa-f:.]+\]|[^/?#@:\[\]]+)((?::[0-9]*)?)((?:/[^?#]*)?)((?:\?[^#]*)?)(#.*)?",
    re.IGNORECASE | re.DOTALL,
)
_STRAY: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_PART: Final = "!$&'()*+,;=:@%/"  # besides letters, digits and "-._~" what may stand in a path
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
# What a Unicode string may hold and most of those who read data stumble over: controls, half pairs, non-characters.
_UNREADABLE: Final = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def urn(kind: str, *parts: str) -> str:
    """The name of a row: `urn:tellings:statement:1f2e…`; each part is escaped, so that none can look like another."""
    return ":".join(("urn:tellings", kind, *(quote(part, safe="", errors="replace") for part in parts)))


def web_address(url: str) -> str:
    """A web address as a valid URI, "" for anything that is none (`javascript:`, a broken host)."""
    match = _HTTP.fullmatch(url.strip())
    if not match:
        return ""
    scheme, user, host, port, path, query, fragment = match.groups()
    host = host if host.startswith("[") else _escaped(host, "!$&'()*+,;=%")
    tail = f"#{_escaped(fragment[1:], _PART + '?')}" if fragment else ""
    user = f"{_escaped(user[:-1], '!$&()*+,;=:%')}@" if user else ""
    return f"{scheme.lower()}://{user}{host}{port}{_escaped(path or '/', _PART)}{_escaped(query, _PART + '?')}{tail}"


def place_of(article: Article) -> str:
    """Where an article is to be had, as a URI: its web address, else its file.

    A path that is not absolute has no URI of its own and stands in a URN: `urn:tellings:file:articles/a%20b.html`.
    """
    if address := web_address(article.url) or web_address(article.path):
        return address
    path = PurePath(article.path).as_posix()
    return f"file://{_quoted(path)}" if path.startswith("/") else f"urn:tellings:file:{_quoted(path)}"


def whole(text: str) -> str:
    """`text` as JSON can hold it: half a surrogate pair becomes U+FFFD, so every offset stays."""
    return _SURROGATE.sub("\ufffd", text)


def readable(text: str) -> str:
    """`text` without what RDF, XML and databases refuse (NUL and its like): each such sign becomes U+FFFD."""
    return _UNREADABLE.sub("\ufffd", text)


def _escaped(part: str, safe: str) -> str:
    return quote(_STRAY.sub("%25", part), safe=safe, errors="replace")


def _quoted(path: str) -> str:
    return quote(path, safe="!$&'()*+,;=:@/", errors="replace")
