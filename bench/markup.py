"""Forty made-up pages in the styles of real sites' markup, each with its gold: text, byline, day, what it is.

The stories are our own (`bench/pages/stories.txt`), the places and outlets made up. The markup follows what publishing
systems were seen to write: the order and names of elements, what stands around and inside the text, and the charset.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from markup_news import (
    amp,
    big_cms,
    blog,
    broadcaster,
    captioned,
    div_only,
    drupal,
    listed,
    local_paper,
    newsletter,
    noisy,
    quality,
    tabled,
    wire_copy,
    wordpress,
    yoast,
)
from markup_odd import (
    consent_over,
    consent_wall,
    faded,
    live_blocks,
    live_linked,
    old_undeclared,
    old_windows,
    robot_check,
    scripted,
    stub,
    wide,
)
from markup_parts import Facts, Page, Story

STORIES = Path(__file__).with_name("pages") / "stories.txt"


@dataclass(frozen=True, slots=True)
class Saved:
    """A page and its gold: `text` a paragraph a line; "" for byline or day where the page has none.

    `aside` are lines that may or may not be taken for text: title, deck. `is_wall`: there is no article in it;
    `is_stub`: there is only the beginning of one; `posts` are the dated posts of a live blog.
    """

    name: str
    raw: bytes
    text: str
    facts: Facts
    aside: tuple[str, ...]
    is_wall: bool = False
    is_stub: bool = False
    posts: int = 0


Style = Callable[[Story, Facts], Page]


def read_stories() -> list[Story]:
    """The stories of the file, in order."""
    found = []
    for part in STORIES.read_text(encoding="utf-8").split("= ")[1:]:
        blocks = [line for line in part.split("\n") if line]
        found.append(Story(blocks[0], blocks[1].removeprefix("* "), tuple(blocks[2:])))
    return found


STYLES: Mapping[Style, Sequence[int]] = {
    wordpress: (0, 3),
    yoast: (1, 8),
    big_cms: (2, 4),
    broadcaster: (0, 6),
    quality: (4, 9),
    amp: (5,),
    old_windows: (6, 7),
    old_undeclared: (8,),
    live_linked: (4,),
    live_blocks: (6,),
    stub: (1, 2),
    faded: (5, 7),
    consent_wall: (0,),
    robot_check: (1,),
    consent_over: (9,),
    listed: (6, 2),
    noisy: (3, 5),
    captioned: (8,),
    local_paper: (7, 1),
    drupal: (9,),
    scripted: (2,),
    blog: (0, 4),
    div_only: (5,),
    newsletter: (3,),
    tabled: (6,),
    wide: (8,),
    wire_copy: (4, 0),
}


_OUTLETS = (
    "The Tverre Gazette",
    "Sound Courier",
    "Vessen Morning Post",
    "Radio Orlet",
    "The Marrow Observer",
    "Coast Today",
)


_NAMES = ("Ada Orm", "Nils Brekker", "Tamsin Oakes", "Ruth Varga, Ben Ilves", "Joan of Dorn", "Emil Sant")


def made_pages() -> list[Saved]:
    """All forty, the same on every machine."""
    stories = read_stories()
    found: list[Saved] = []
    for style, numbers in STYLES.items():
        for number in numbers:
            at, story = len(found), stories[number]
            name = f"{at:02}_{style.__name__}"
            outlet, byline = _OUTLETS[at % len(_OUTLETS)], _NAMES[at % len(_NAMES)]
            facts = Facts(
                outlet, byline, f"2023-{1 + at % 12:02}-{1 + at * 7 % 28:02}", f"https://{at}.example/news/{name}"
            )
            page = style(story, facts)
            told = Facts(
                outlet, byline if page.byline and not page.is_wall else "", facts.day if page.day else "", facts.url
            )
            raw = page.html.encode(page.charset, "xmlcharrefreplace")
            text = "\n".join(page.text)
            aside = (story.title, story.deck)
            found.append(Saved(name, raw, text, told, aside, page.is_wall, page.is_stub, page.posts))
    return found
