# ruff: noqa: E501 - markup is not wrapped
"""What the styles of made-up pages share: a story, what a page tells of it, menus, teasers, comments, heads."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True, slots=True)
class Story:
    """A story; a paragraph that begins with "## " is a heading in the text."""

    title: str
    deck: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """What a page tells of its story."""

    outlet: str
    byline: str
    day: str
    url: str

    @property
    def moment(self) -> str:
        """The day with a time of day."""
        return f"{self.day}T09:30:00+00:00"


@dataclass(frozen=True, slots=True)
class Page:
    """What a style writes: the HTML, what of the story is in it, and what it is."""

    html: str
    text: Sequence[str]
    charset: str = "utf-8"
    byline: bool = True
    day: bool = True
    is_wall: bool = False
    is_stub: bool = False
    posts: int = 0


TOPICS = ("Home", "News", "Politics", "Business", "Sport", "Culture", "Weather", "Opinion", "Podcasts", "Shop")


TEASERS = (
    "Baker wins lottery twice in a month and keeps baking",
    "Five walks around the lake for a rainy Sunday",
    "Quiz: how well do you know the islands?",
    "Handball: Orlet beat Vessen after extra time",
    "Opinion: the last bus should not leave at nine",
    "Recipe of the week: leek soup with smoked eel",
    "Our photographers’ best pictures of the month",
    "Zoo names its young otters after ministers",
)


def menu(kind: str = "main-nav") -> str:
    links = "".join(f'<li class="menu-item"><a href="/{topic.lower()}">{topic}</a></li>' for topic in TOPICS)
    return f'<nav class="{kind}" role="navigation"><ul>{links}</ul></nav>'


def teasers(heading: str = "More stories", kind: str = "related", times: int = 1) -> str:
    items = "".join(
        f'<li class="teaser"><a href="/t/{at}"><img src="/i/{at}.jpg" alt=""><h3>{one}</h3></a><p>The editors look back'
        f" at the story and ask what became of it.</p></li>"
        for at, one in enumerate(TEASERS * times)
    )
    return f'<section class="{kind}"><h2>{heading}</h2><ul>{items}</ul></section>'


def footer(outlet: str) -> str:
    return (
        '<footer class="site-footer"><ul><li><a href="/about">About us</a></li><li><a href="/privacy">Privacy policy'
        f"</a></li><li><a href='/terms'>Terms of use</a></li></ul><p>© 2023 {escape(outlet)}. All rights reserved.</p>"
        "<p>Registered office: 4 Quay Street, Tverre. Any reproduction needs our consent in writing.</p></footer>"
    )


def share() -> str:
    names = ("Facebook", "X", "WhatsApp", "E-mail")
    return (
        '<div class="share-bar">' + "".join(f'<a href="#" class="share-{n.lower()}">{n}</a>' for n in names) + "</div>"
    )


def comments() -> str:
    told = (
        ("seagull77", "I was there and it was nothing like that, typical of this paper."),
        ("Anna L.", "Why does nobody ask who pays for all of this in the end?"),
        ("oldsalt", "In my day we would have rowed across and been home for supper."),
    )
    items = "".join(
        f'<li class="comment"><div class="comment-author">{who}</div><div class="comment-content"><p>{what}</p></div></li>'
        for who, what in told
    )
    return f'<div id="comments" class="comments-area"><h2>3 thoughts</h2><ol class="comment-list">{items}</ol></div>'


def head(story: Story, facts: Facts, *more: str, lang: str = "en", charset: str = "utf-8") -> str:
    """A doctype and a head with scripts, as everywhere."""
    script = (
        "<script>window.dataLayer = window.dataLayer || []; (function(w,d){w.q=w.q||[];})(window,document);</script>"
    )
    style = "<style>.wrap{max-width:70em}.ad{min-height:250px}</style>"
    meta = f'<meta charset="{charset}"><title>{escape(story.title)} | {escape(facts.outlet)}</title>'
    return f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n{meta}{script}{style}{"".join(more)}\n</head>\n'


def graph(story: Story, facts: Facts) -> str:
    """Open Graph."""
    return (
        f'<meta property="og:type" content="article"><meta property="og:title" content="{escape(story.title)}">'
        f'<meta property="og:site_name" content="{escape(facts.outlet)}"><meta property="og:url" content="{facts.url}">'
        f'<meta property="og:description" content="{escape(story.deck)}"><link rel="canonical" href="{facts.url}">'
    )


def times(facts: Facts) -> str:
    return (
        f'<meta property="article:published_time" content="{facts.moment}">'
        f'<meta property="article:modified_time" content="{facts.day}T12:05:00+00:00">'
    )


def linked(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>'


def news_article(story: Story, facts: Facts, **more: object) -> dict[str, object]:
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.title,
        "datePublished": facts.moment,
        "dateModified": f"{facts.day}T12:05:00+00:00",
        "author": [{"@type": "Person", "name": name} for name in facts.byline.split(", ")],
        "publisher": {"@type": "Organization", "name": facts.outlet, "logo": {"@type": "ImageObject", "url": "/l.png"}},
        "mainEntityOfPage": facts.url,
    } | more


def paragraphs(story: Story, form: str = "<p>{}</p>\n", heading: str = "<h2>{}</h2>\n") -> list[str]:
    return [
        heading.format(escape(one[3:], quote=False)) if one.startswith("## ") else form.format(escape(one, quote=False))
        for one in story.paragraphs
    ]


def plain(story: Story) -> list[str]:
    return [one.removeprefix("## ") for one in story.paragraphs]


def long_day(facts: Facts) -> str:
    months = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
    year, month, day = facts.day.split("-")
    return f"{months[int(month) - 1]} {int(day)}, {year}"
