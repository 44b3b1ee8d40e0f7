"""Live blogs: the dated posts of one page, told by its markup or, where the markup says nothing, by its JSON-LD."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin

from tellings.read.blocks import HEADINGS, Block, html_blocks
from tellings.read.cleaning import clean_line
from tellings.read.day import read_day
from tellings.read.jsonld import Linked, LinkedPost

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_IS_LIVE = re.compile(
    r"LiveBlogPosting|[\"'\s/_-]live-?blog(?:ging)?\b|[\"'\s]live-(?:updates|feed|stream|coverage|ticker)\b"
    r"|data-live-?blog|[\"'\s]lx-stream",
    re.IGNORECASE,
)
_NEEDLES = (
    "liveblog",
    "live-blog",
    "live-updates",
    "live-feed",
    "live-stream",
    "live-coverage",
    "live-ticker",
    "lx-stream",
)
_POST = re.compile(
    r"(?:live[-_]?(?:blog)?|blog|lx|feed|stream|timeline|ticker|update|liveblog)[-_]*(?:post|entry|update|item|block|card"
    r"|event)|^(?:post|entry|update|block|key-event|pinned-post)(?:$|[-_\s])|liveBlogUpdate",
    re.IGNORECASE,
)
_TIMES_AT_MOST = 5_000  # of one page that are looked at
_POSTS_AT_LEAST = 2
_UP = 7  # elements around a post's time up to the post itself
_CONTAINERS = {"div", "article", "li", "section", "tr"}
_PROSE = 12  # words
_CLOCK = re.compile(
    r"(?:updated |posted |at )?\d{1,2}[:.h]\d\d\s?(?:[ap]\.?m\.?)?(?:\s[A-Z]{2,5})?(?:\s?[|·•–-]\s?.{0,30})?"
    r"|(?:updated )?\d{1,3}\s?(?:m|h|min|mins|minutes?|hours?) ago",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"(?:By|BY)\s([^\n]{2,80})")
_LABEL_WORDS = 8  # a heading or label of a post has few; prose has more


@dataclass(frozen=True, slots=True)
class Post:
    """One post: `published` as ISO, "" where it does not say; `url` with the fragment that leads to it; paragraphs."""

    title: str
    byline: str
    published: str
    url: str
    paragraphs: tuple[str, ...]


def is_live(html: str, linked: Linked) -> bool:
    """True where a page calls itself a live blog, so that it is worth taking apart."""
    low = html.lower()
    return linked.is_live or (any(needle in low for needle in _NEEDLES) and _IS_LIVE.search(html) is not None)


def split_posts(html: str, linked: Linked, url: str) -> tuple[list[Post], list[str]]:
    """The posts of a live blog in the order of the page, and its introduction; none where it has not two posts."""
    from lxml import etree
    from lxml.html import document_fromstring, tostring

    try:
        root = document_fromstring(html)
        elements = _post_elements(root)
        told = {_fragment(post.url): post for post in linked.posts if _fragment(post.url)}
        introduction = _introduction(root, elements[0]) if elements else []
        posts = []
        for one in elements:
            _drop_buttons(one)
            posts.append(_post(one, tostring(one, encoding="unicode", with_tail=False), url, told))
    except (etree.LxmlError, ValueError, AssertionError):
        return _linked_posts(linked, url), []
    found = [post for post in posts if post.paragraphs]
    return (found, introduction) if len(found) >= _POSTS_AT_LEAST else (_linked_posts(linked, url), introduction)


def _introduction(root: HtmlElement, first: HtmlElement) -> list[str]:
    """The paragraphs with prose between the page's heading and its first post."""
    found: list[str] = []
    begun = False
    for element in root.iter("*"):
        if element is first:
            break
        begun = begun or element.tag == "h1"
        if begun and element.tag in ("p", "li") and _has_prose(element):
            found.append(clean_line(element.text_content()))
    return found


def _drop_buttons(post: HtmlElement) -> None:
    """Take out the parts of a post that are nothing but links and buttons: those to share it with."""
    for element in list(post.iter("div", "ul", "footer", "nav", "aside")):
        links = next(element.iter("a", "button"), None)
        if links is not None and element is not post and _words_beside_links(element) <= 0:
            element.drop_tree()


def _linked_posts(linked: Linked, url: str) -> list[Post]:
    """The posts as the JSON-LD tells them, where the page's own markup has none that can be told."""
    found = [
        Post(one.title, one.byline, read_day(one.published), urljoin(url, one.url) or url, paragraphs)
        for one in linked.posts
        if (paragraphs := tuple(words for line in one.body.split("\n") if (words := clean_line(line))))
    ]
    return found if len(found) >= _POSTS_AT_LEAST else []


def _post_elements(root: HtmlElement) -> list[HtmlElement]:
    """The elements that hold one post each, in order.

    A post is the outermost element around a time that has a twin beside it, another of its kind with a time; where some
    bear names of posts (class, id, itemprop), only those are taken, else those with prose that is no link.
    """
    named: dict[HtmlElement, None] = {}
    others: dict[HtmlElement, None] = {}
    for number, time in enumerate(root.iter("time", "abbr")):
        if number >= _TIMES_AT_MOST:
            break
        twins = [one for one in islice(time.iterancestors(), _UP) if one.tag in _CONTAINERS and _has_twin(one)]
        if called := [one for one in twins if _names_a_post(one)]:
            named[called[-1]] = None
        elif twins and _has_prose(twins[-1]):
            others[twins[-1]] = None
    found = named if len(named) >= _POSTS_AT_LEAST else others
    return [one for one in found if not any(above in found for above in one.iterancestors())]


def _names_a_post(element: HtmlElement) -> bool:
    names = [*element.get("class", "").split()[:12], element.get("id", ""), element.get("itemprop", "")]
    return any(len(name) < 100 and _POST.search(name) for name in names)


def _has_prose(element: HtmlElement) -> bool:
    """True for words that lead nowhere: teasers are links."""
    return _words_beside_links(element) >= _PROSE


def _words_beside_links(element: HtmlElement) -> int:
    linked = sum(len(link.text_content().split()) for link in element.iter("a", "button"))
    return len(element.text_content().split()) - linked


def _has_twin(element: HtmlElement) -> bool:
    """True where a sibling of the same tag and class holds a time as well."""
    parent, kind = element.getparent(), element.get("class")
    if parent is None or not kind:
        return False
    near = [*element.itersiblings(element.tag), *element.itersiblings(element.tag, preceding=True)]
    return any(one.get("class") == kind and one.find(".//time") is not None for one in near[:4])


def _post(element: HtmlElement, html: str, url: str, told: dict[str, LinkedPost]) -> Post:
    mark = next((one.get("id") for one in element.iter("*") if one.get("id")), "")
    time = next((one for one in element.iter("time", "abbr") if one.get("datetime") or one.get("title")), None)
    linked = told.get(mark, LinkedPost())
    blocks = html_blocks(f"<body>{html}</body>")
    title, byline, paragraphs = _taken_apart(blocks)
    day = read_day(linked.published)
    if not day and time is not None:
        day = read_day(time.get("datetime") or time.get("title") or "")
    address = f"{urldefrag(url)[0]}#{mark}" if mark and url else url
    return Post(title or linked.title, byline or linked.byline, day, address, paragraphs)


def _taken_apart(blocks: Sequence[Block]) -> tuple[str, str, tuple[str, ...]]:
    """Heading, byline and paragraphs of a post; its clock goes, since its day is told by the markup."""
    title = byline = ""
    paragraphs: list[str] = []
    for block in blocks:
        for line in block.text.split("\n"):
            few = len(line.split()) <= _LABEL_WORDS
            if few and _CLOCK.fullmatch(line):
                continue
            if not paragraphs and not title and (block.tag in HEADINGS or block.tag in ("h4", "h5")):
                title = line
            elif few and not byline and (signed := _SIGNED.fullmatch(line)):
                byline = signed[1]
            elif line:
                paragraphs.append(line)
    return title, byline, tuple(paragraphs)


def _fragment(url: str) -> str:
    return urldefrag(url).fragment
