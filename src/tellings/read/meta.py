"""What a page says of itself in its head: <html lang>, <meta> (Open Graph and kin), <link rel="canonical">."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from tellings.read.cleaning import clean_line

_HEAD = 500_000  # characters from the start in which tags of the head are looked for
_TAG = re.compile(r"<(html|meta|link)\b([^<>]{0,3000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([\w:-]{1,40})\s{0,5}=\s{0,5}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
# Names of <meta> by what they hold, best first.
_FIELDS: dict[str, tuple[str, ...]] = {
    "published": (
        "article:published_time", "article:published", "datepublished", "og:published_time", "parsely-pub-date",
        "sailthru.date", "dc.date.issued", "dcterms.created", "dcterms.issued", "dc.date", "pubdate", "publish-date",
        "article.published", "cxenseparse:recs:publishtime",
    ),
    "modified": (
        "article:modified_time", "article:modified", "datemodified", "og:updated_time", "dcterms.modified",
        "dc.date.modified", "last-modified", "lastmod", "article.updated",
    ),
    "outlet": ("og:site_name", "dc.publisher", "dcterms.publisher", "publisher", "application-name"),
    "byline": ("parsely-author", "sailthru.author", "byl", "dc.creator", "dcterms.creator", "author", "article:author"),
    "tier": ("article:content_tier", "cxenseparse:pageclass:paywall"),
    "locale": ("og:locale", "content-language", "dc.language", "dcterms.language"),
    "kind": ("og:type",),
    "address": ("og:url",),
}  # fmt: skip

# An element for the author, up to its end; bounded, so that no page is slow.
_SIGNED = re.compile(
    r"<(?P<tag>a|span|p|div|address|h[2-6]|li)\b(?=[^<>]{0,600}\b(?:rel|itemprop|class)\s?=\s?[\"']?[^\"'<>]{0,200}"
    r"\b(?:author|authors|byline|bylines)\b)[^<>]{0,1000}>(?P<words>(?s:.{0,600}?))</(?P=tag)",
    re.IGNORECASE,
)
_SIGNED_WITHIN = 2_000_000  # characters
_TAG_INSIDE = re.compile(r"<[^<>]*>")
_BY = re.compile(r"\s?(?:(?:written|reported|story|words|posted|text) )?by:?\s", re.IGNORECASE)
_NAME = r"[A-Z\u00c0-\u00de][\w.'’-]{0,30}"
_NAMES = re.compile(rf"{_NAME}(?:,? (?:and |& )?(?:of |de |van |von |der |al |bin |la |del )?{_NAME}){{1,8}}")


@dataclass(frozen=True, slots=True)
class Meta:
    """What the head tells, as it is written; "" where it tells nothing. `locked`: declared to be for subscribers."""

    canonical: str = ""
    language: str = ""
    published: str = ""
    modified: str = ""
    outlet: str = ""
    byline: str = ""
    kind: str = ""
    locked: bool = False


def read_meta(html: str) -> Meta:
    """What the tags of the head tell."""
    named: dict[str, str] = {}
    language = canonical = ""
    for tag in _TAG.finditer(html, 0, min(len(html), _HEAD)):
        told = {m[1].lower(): clean_line(unescape(m[2] or m[3] or m[4] or "")) for m in _ATTRIBUTE.finditer(tag[2])}
        kind = tag[1].lower()
        if kind == "html":
            language = language or told.get("lang", "") or told.get("xml:lang", "")
        elif kind == "link" and "canonical" in told.get("rel", "").lower().split():
            canonical = canonical or told.get("href", "")
        elif kind == "meta":
            name = told.get("property") or told.get("name") or told.get("itemprop") or told.get("http-equiv") or ""
            if content := told.get("content", ""):
                named.setdefault(name.lower(), content)
    found = {field: next((named[name] for name in names if name in named), "") for field, names in _FIELDS.items()}
    byline = found["byline"]
    return Meta(
        canonical=next((one for one in (canonical, found["address"]) if one.startswith(("http:", "https:"))), ""),
        language=(language or found["locale"])[:2].lower(),
        published=found["published"],
        modified=found["modified"],
        outlet=found["outlet"],
        byline="" if byline.startswith(("http:", "https:", "@", "/")) else byline,
        kind=found["kind"],
        locked=found["tier"].lower() in ("locked", "metered", "hard"),
    )


def signed_in_markup(html: str) -> str:
    """The names in the first element that says it holds the author (rel, itemprop or class); "" for none."""
    for element in _SIGNED.finditer(html, 0, min(len(html), _SIGNED_WITHIN)):
        words = clean_line(unescape(_TAG_INSIDE.sub(" ", element["words"])))
        names = _BY.sub("", words, count=1).strip(" ,|/·•-–—")
        if _NAMES.fullmatch(names):
            return names
    return ""
