# ruff: noqa: E501 - markup is not wrapped
"""Forty made-up pages in the styles of real sites' markup, each with its gold: text, byline, day, what it is.

The stories are our own (`bench/pages/stories.txt`), the places and outlets made up. The markup follows what publishing
systems were seen to write: the order and names of elements, what stands around and inside the text, and the charset.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

STORIES = Path(__file__).with_name("pages") / "stories.txt"


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


Style = Callable[[Story, Facts], Page]


def read_stories() -> list[Story]:
    """The stories of the file, in order."""
    found = []
    for part in STORIES.read_text(encoding="utf-8").split("= ")[1:]:
        blocks = [line for line in part.split("\n") if line]
        found.append(Story(blocks[0], blocks[1].removeprefix("* "), tuple(blocks[2:])))
    return found


# Parts that many styles share.

_TOPICS = ("Home", "News", "Politics", "Business", "Sport", "Culture", "Weather", "Opinion", "Podcasts", "Shop")
_TEASERS = (
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
    links = "".join(f'<li class="menu-item"><a href="/{topic.lower()}">{topic}</a></li>' for topic in _TOPICS)
    return f'<nav class="{kind}" role="navigation"><ul>{links}</ul></nav>'


def teasers(heading: str = "More stories", kind: str = "related", times: int = 1) -> str:
    items = "".join(
        f'<li class="teaser"><a href="/t/{at}"><img src="/i/{at}.jpg" alt=""><h3>{one}</h3></a><p>The editors look back'
        f" at the story and ask what became of it.</p></li>"
        for at, one in enumerate(_TEASERS * times)
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


# Styles.


def wordpress(story: Story, facts: Facts) -> Page:
    """A classic theme: entry-header, sharing buttons, author box, related posts, comments, sidebar."""
    body = "".join(paragraphs(story))
    html = (
        head(story, facts, graph(story, facts), times(facts), '<meta name="generator" content="WordPress 6.4">')
        + f'<body class="post-template-default single single-post"><div id="page" class="hfeed site">{menu()}'
        + '<div id="primary"><main id="main" class="site-main"><article id="post-841" class="post type-post hentry">'
        + f'<header class="entry-header"><h1 class="entry-title">{escape(story.title)}</h1><div class="entry-meta">'
        + f'<span class="posted-on"><time class="entry-date published" datetime="{facts.moment}">{long_day(facts)}</time>'
        + f'</span> <span class="byline">by <span class="author vcard"><a class="url fn n" href="/author/x">{facts.byline}'
        + f'</a></span></span></div></header><div class="entry-content">{body}<div class="sharedaddy sd-sharing-enabled">'
        + f'<h3 class="sd-title">Share this:</h3>{share()}</div><div id="jp-relatedposts" class="jp-relatedposts">'
        + '<h3>Related</h3></div></div><footer class="entry-footer">Tagged <a href="/tag/a">islands</a></footer></article>'
        + f'<div class="author-info"><h2>About {facts.byline}</h2><p>{facts.byline} has covered the coast for this paper'
        + " since 2014 and keeps two goats.</p></div>"
        + comments()
        + "</main></div><aside id='secondary' class='widget-area'>"
        + teasers("Recent Posts", "widget")
        + f"</aside></div>{footer(facts.outlet)}</body></html>"
    )
    return Page(html, plain(story))


def yoast(story: Story, facts: Facts) -> Page:
    """A block theme with Yoast's graph, in which author and publisher are only referred to."""
    data = {
        "@context": "https://schema.org",
        "@graph": [
            {
                "@type": "Article",
                "@id": facts.url + "#article",
                "author": {"@id": "#/person/1"},
                "headline": story.title,
                "datePublished": facts.moment,
                "publisher": {"@id": "#organization"},
            },
            {"@type": "WebPage", "@id": facts.url, "name": f"{story.title} - {facts.outlet}"},
            {"@type": "Organization", "@id": "#organization", "name": facts.outlet},
            {"@type": "Person", "@id": "#/person/1", "name": facts.byline},
        ],
    }
    blocks = paragraphs(story, '<p class="wp-block-paragraph">{}</p>\n', '<h2 class="wp-block-heading">{}</h2>\n')
    blocks.insert(2, '<figure class="wp-block-image"><img src="/a.jpg"><figcaption>The scene in the evening. Photo: R. Ode'
                  "</figcaption></figure>")  # fmt: skip
    blocks.insert(4, '<div class="wp-block-button"><a href="/join">Become a supporter of our newsroom</a></div>')
    html = (
        head(story, facts, graph(story, facts), linked(data))
        + f'<body class="wp-site-blocks">{menu("wp-block-navigation")}<main class="wp-block-group"><h1 class="wp-block-'
        + f'post-title">{escape(story.title)}</h1><div class="entry-content wp-block-post-content">{"".join(blocks)}</div>'
        + teasers("You might also like", "wp-block-query")
        + f"</main>{footer(facts.outlet)}</body></html>"
    )
    return Page(html, plain(story))


def big_cms(story: Story, facts: Facts) -> Page:
    """A national daily: hashed class names, advertisements and "read more" boxes between the paragraphs."""
    blocks = paragraphs(story, '<p class="css-at9mc1 evys1bk0" data-testid="paragraph">{}</p>')
    ad = (
        '<div class="ad css-1e2usoh" data-testid="ad-slot"><span>Advertisement</span><a href="#after">SKIP ADVERTISEMENT</a>'
        "</div>"
    )
    box = (
        '<aside class="css-inline-related" data-component="related"><h4>Read more</h4><a href="/t/1">'
        f"{_TEASERS[1]}</a><a href='/t/2'>{_TEASERS[4]}</a></aside>"
    )
    blocks.insert(2, ad)
    blocks.insert(4, box)
    blocks.insert(6, ad)
    data = news_article(
        story, facts, publishingPrinciples="https://gazette.example/principles", isBasedOn="https://agency.example/77"
    )
    html = (
        head(story, facts, graph(story, facts), times(facts), linked(data))
        + f'<body><div id="app"><header class="css-1bymuyk">{menu("css-nav")}</header><main id="site-content"><article '
        + f'id="story" class="css-1vxca1d"><h1 class="css-1l8buln" data-testid="headline">{escape(story.title)}</h1><p '
        + f'id="article-summary" class="css-w6ymp8">{escape(story.deck)}</p><p class="css-byline">By <span itemprop="name">'
        + f'{facts.byline}</span></p><time datetime="{facts.moment}">{long_day(facts)}</time><section name="articleBody" '
        + f'class="meteredContent css-1r7ky0e"><div class="css-53u6y8">{"".join(blocks)}</div></section><div class="bottom-'
        + 'of-article"><p>A correction was made on an earlier version.</p></div></article></main></div>'
        + teasers("Editors’ picks", "css-recirc", 2)
        + f"{footer(facts.outlet)}</body></html>"
    )
    return Page(html, plain(story))


def broadcaster(story: Story, facts: Facts) -> Page:
    """Text blocks a paragraph each, picture blocks with source and caption, a list of related topics."""
    blocks = [
        f'<div data-component="text-block" class="ssrcss-11r1m41"><div class="ssrcss-7uxr49">{one}</div></div>'
        for one in paragraphs(story, '<p class="ssrcss-1q0x1qg-Paragraph">{}</p>')
    ]
    picture = (
        '<div data-component="image-block"><figure><img src="/b.jpg" alt="Water and boats"><span class="visually-hidden">'
        'Image source, </span><span role="text">R. Ode</span><figcaption><span class="visually-hidden">Image caption, '
        "</span><div>Boats lay idle for most of the day</div></figcaption></figure></div>"
    )
    blocks.insert(1, picture)
    html = (
        head(story, facts, graph(story, facts), linked(news_article(story, facts)))
        + f'<body>{menu("orbit")}<main id="main-content"><article><div data-component="headline-block"><h1 id="main-heading">'
        + f'{escape(story.title)}</h1></div><div data-component="byline-block"><div>{facts.byline}</div><div>Coast '
        + f'correspondent</div></div><div><time datetime="{facts.moment}">3 hours ago</time></div>{"".join(blocks)}'
        + '<section data-component="topic-list"><h2>Related topics</h2><ul><li><a href="/x">Islands</a></li><li><a href="/y">'
        + "Shipping</a></li></ul></section></article></main>"
        + teasers("Top stories", "ssrcss-top-stories")
        + f"{footer(facts.outlet)}</body></html>"
    )
    return Page(html, plain(story))


def quality(story: Story, facts: Facts) -> Page:
    """Standfirst, figures, a pull quote that repeats the text, an appeal for support at the end."""
    blocks = paragraphs(story, '<p class="dcr-iy9ec7">{}</p>')
    quote = next((one for one in plain(story) if one.startswith("“")), plain(story)[0])
    words = quote.split("”")[0].strip("“ ,")
    blocks.insert(
        4,
        f'<aside class="element-pullquote"><blockquote><p>{escape(words)}</p></blockquote><footer>A witness</footer></aside>',
    )
    blocks.insert(3, '<figure class="element-image"><img src="/c.jpg"><figcaption><span>The quay on the morning after.</span>'
                  " Photograph: R. Ode/The Sound Pictures</figcaption></figure>")  # fmt: skip
    appeal = (
        '<div class="contributions-epic"><h2>We have a small favour to ask</h2><p>Tens of thousands have put their trust in'
        " our reporting since we began in 1898. Please think of supporting us from as little as one crown.</p></div>"
    )
    html = (
        head(story, facts, graph(story, facts), times(facts), f'<meta name="author" content="{facts.byline}">')
        + f'<body><header>{menu()}</header><main><article><div data-gu-name="headline"><h1>{escape(story.title)}</h1></div>'
        + f'<div data-gu-name="standfirst"><p>{escape(story.deck)}</p></div><div data-gu-name="meta"><address aria-label='
        + f'"Contributor info"><a rel="author" href="/profile/x">{facts.byline}</a></address><details><summary>'
        + f'{long_day(facts)} 09.30</summary></details></div><div data-gu-name="body"><div class="article-body-commercial-'
        + f'selector" id="maincontent">{"".join(blocks)}</div></div>{appeal}</article></main>'
        + teasers("Most viewed", "most-viewed")
        + f"{footer(facts.outlet)}</body></html>"
    )
    return Page(html, plain(story))


def amp(story: Story, facts: Facts) -> Page:
    """AMP: its own elements for pictures, advertisements and consent."""
    blocks = paragraphs(story)
    blocks.insert(3, '<amp-ad width="300" height="250" type="x"><div placeholder>Advertisement</div></amp-ad>')
    consent = (
        '<amp-consent id="c" layout="nodisplay"><div id="ui"><p>We and our 214 partners use cookies to show personalised '
        'ads. Do you accept?</p><button on="tap:c.accept">Accept</button></div></amp-consent>'
    )
    html = (
        head(
            story, facts, '<script async src="https://cdn.example/v0.js"></script>', linked(news_article(story, facts))
        ).replace("<html ", "<html amp ", 1)
        + f'<body><header><a href="/">{escape(facts.outlet)}</a></header><amp-sidebar>{menu()}</amp-sidebar>{consent}'
        + f'<article class="amp-wp-article"><h1 class="amp-wp-title">{escape(story.title)}</h1><div class="amp-wp-meta '
        + f'amp-wp-byline"><span class="amp-wp-author">{facts.byline}</span></div><amp-img src="/d.jpg"></amp-img><div '
        + f'class="amp-wp-article-content">{"".join(blocks)}</div></article>{footer(facts.outlet)}</body></html>'
    )
    return Page(html, plain(story))


def _old_table(story: Story, facts: Facts, charset: str, *, dated: bool) -> str:
    body = "<br><br>\r\n".join(paragraphs(story, "{}", "<b>{}</b>"))
    links = "<br>".join(f'<a href="{topic}.asp"><font size=1 color=white>{topic}</font></a>' for topic in _TOPICS)
    more = "<br>".join(f'&#149; <a href="n{at}.asp"><font size=1>{one}</font></a>' for at, one in enumerate(_TEASERS))
    day = f"<font size=1 color=gray>{long_day(facts)}</font><br>" if dated else ""
    meta = f'<meta name="date" content="{facts.day}">' if dated else ""
    return (
        f'<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset={charset}">{meta}<TITLE>'
        f"{escape(facts.outlet)} - {escape(story.title)}</TITLE></HEAD><BODY BGCOLOR=#FFFFFF><TABLE WIDTH=760 BORDER=0><TR>"
        f"<TD COLSPAN=3><IMG SRC=logo.gif></TD></TR><TR><TD WIDTH=120 BGCOLOR=#003366 VALIGN=top>{links}</TD><TD WIDTH=460 "
        f"VALIGN=top><FONT FACE=Arial SIZE=4><B>{escape(story.title)}</B></FONT><BR>{day}<font size=2><b>By {facts.byline}"
        f"</b></font><BR><BR><FONT FACE=Arial SIZE=2>{body}</FONT></TD><TD WIDTH=180 VALIGN=top><b>Other news</b><br>{more}"
        f"</TD></TR></TABLE><center><font size=1>Copyright 2023 {escape(facts.outlet)}</font></center></BODY></HTML>"
    )


def old_windows(story: Story, facts: Facts) -> Page:
    """Tables for layout, font tags, line breaks for paragraphs, Windows quotation marks."""
    return Page(_old_table(story, facts, "windows-1252", dated=True), plain(story), charset="cp1252")


def old_undeclared(story: Story, facts: Facts) -> Page:
    """The same, with a charset declared that is not the one used, and no day."""
    return Page(_old_table(story, facts, "iso-8859-1", dated=False), plain(story), charset="cp1252", day=False)


def _updates(story: Story) -> list[tuple[str, str, list[str]]]:
    """Posts: time, heading, paragraphs; the youngest first."""
    body = plain(story)
    posts = [(f"{9 + at:02}:1{at % 6}", f"Update number {at + 1}", [one]) for at, one in enumerate(body)]
    return posts[::-1]


def live_linked(story: Story, facts: Facts) -> Page:
    """A live blog with LiveBlogPosting, posts as articles with an id each."""
    posts = _updates(story)
    data = news_article(
        story,
        facts,
        **{
            "@type": "LiveBlogPosting",
            "coverageStartTime": facts.moment,
            "liveBlogUpdate": [
                {
                    "@type": "BlogPosting",
                    "headline": title,
                    "articleBody": " ".join(body),
                    "datePublished": f"{facts.day}T{clock}:00Z",
                    "url": f"{facts.url}#post-{at}",
                }
                for at, (clock, title, body) in enumerate(posts)
            ],
        },
    )
    shown = "".join(
        f'<article class="live-blog-post" id="post-{at}"><header><time datetime="{facts.day}T{clock}:00Z">{clock}</time><h2>'
        f"{title}</h2></header><div>{''.join(f'<p>{escape(one, quote=False)}</p>' for one in body)}</div>{share()}</article>"
        for at, (clock, title, body) in enumerate(posts)
    )
    html = (
        head(story, facts, graph(story, facts), linked(data))
        + f'<body>{menu()}<main class="live-blog"><h1>{escape(story.title)}</h1><div class="posts">{shown}</div></main>'
        + teasers()
        + f"{footer(facts.outlet)}</body></html>"
    )
    return Page(html, [one for _, title, body in posts for one in (title, *body)], posts=len(posts))


def live_blocks(story: Story, facts: Facts) -> Page:
    """A live blog that only its markup tells: blocks with a time that links to itself, and key events beside them."""
    posts = _updates(story)
    shown = "".join(
        f'<div id="block-{at}f" class="block block--content"><p class="block-time published-time"><a href="#block-{at}f"><time '
        f'datetime="{facts.day}T{clock}:00.000Z" class="js-timestamp">{clock} GMT</time></a></p><h2 class="block-title">{title}'
        f'</h2><div class="block-elements">{"".join(f"<p>{escape(one, quote=False)}</p>" for one in body)}</div></div>'
        for at, (clock, title, body) in enumerate(posts)
    )
    events = "".join(
        f'<li class="key-events__item"><a href="#block-{at}f">{t}</a></li>' for at, (_, t, _) in enumerate(posts)
    )
    html = (
        head(story, facts, graph(story, facts), times(facts))
        + f'<body class="is-live"><header>{menu()}</header><main id="liveblog-body" class="article--liveblog"><h1>'
        + f'{escape(story.title)}</h1><p class="byline">{facts.byline}</p><aside><ol class="key-events">{events}</ol></aside>'
        + f'<div class="js-liveblog-body">{shown}</div></main>{teasers()}{footer(facts.outlet)}</body></html>'
    )
    return Page(html, [one for _, title, body in posts for one in (title, *body)], posts=len(posts))


def stub(story: Story, facts: Facts) -> Page:
    """A paywall that leaves two paragraphs."""
    left = paragraphs(story)[:2]
    wall = (
        '<div class="paywall-offer tp-container-inner"><h3>Subscribe to continue reading</h3><p>Get unlimited access to all '
        'our stories for 1 crown a week. Cancel at any time.</p><a class="button" href="/subscribe">See the offers</a><p>'
        'Already a subscriber? <a href="/login">Log in</a></p></div>'
    )
    part = {"@type": "WebPageElement", "isAccessibleForFree": "False", "cssSelector": ".paywall"}
    data = news_article(story, facts, isAccessibleForFree="False", hasPart=part)
    html = (
        head(story, facts, graph(story, facts), '<meta property="article:content_tier" content="locked">', linked(data))
        + f'<body>{menu()}<main><article><h1>{escape(story.title)}</h1><p class="standfirst">{escape(story.deck)}</p><p '
        + f'class="author">By {facts.byline}</p><div class="article-body paywall">{"".join(left)}</div>{wall}</article></main>'
        + teasers()
        + f"{footer(facts.outlet)}</body></html>"
    )
    return Page(html, plain(story)[:2], is_stub=True)


def faded(story: Story, facts: Facts) -> Page:
    """A registration wall over a text that breaks off, with nothing declared."""
    left = [*paragraphs(story)[:2], f"<p>{escape(plain(story)[2][:60], quote=False)}…</p>"]
    wall = (
        '<div class="regwall"><h2>You’ve reached your limit of free articles this month</h2><p>Create a free account or sign '
        "in to keep reading this article.</p><button>Register</button></div>"
    )
    html = (
        head(story, facts, graph(story, facts), times(facts), f'<meta name="author" content="{facts.byline}">')
        + f'<body>{menu()}<article><h1>{escape(story.title)}</h1><div class="content fade-out">{"".join(left)}</div>{wall}'
        + f"</article>{teasers()}{footer(facts.outlet)}</body></html>"
    )
    return Page(html, [*plain(story)[:2], plain(story)[2][:60]], is_stub=True)


def consent_wall(story: Story, facts: Facts) -> Page:
    """A wall of consent instead of the article."""
    html = (
        head(story, facts).replace(escape(story.title), "Before you continue")
        + f'<body><div class="consent-container"><h1>Before you continue to {escape(facts.outlet)}</h1><p>We and our 842 partners'
        " store and access information on a device, such as cookies, and process personal data, such as unique identifiers, "
        "for personalised advertising and content.</p><p>With your consent we and our partners may use precise location data."
        " You may accept or manage your choices by clicking below, including your right to object where legitimate interest "
        "is used.</p><p>These choices will be signalled to our partners and will not affect browsing data. Your preferences "
        "will apply to this website only. You can withdraw your consent at any time in the privacy settings.</p><form><button>"
        "Accept all</button><button>Reject all</button><button>Manage settings</button></form></div></body></html>"
    )
    return Page(html, [], byline=False, day=False, is_wall=True)


def robot_check(story: Story, facts: Facts) -> Page:
    """A check for robots instead of the article."""
    html = (
        head(story, facts).replace(escape(story.title), "Just a moment…")
        + '<body><div class="main-wrapper"><h1>Checking your browser before you go on</h1><p>Please enable JavaScript and '
        "cookies to continue.</p><p>This check is automatic: we want to know that you are not a robot.</p><p>Reference number "
        "7f3a-99.</p></div></body></html>"
    )
    return Page(html, [], byline=False, day=False, is_wall=True)


def consent_over(story: Story, facts: Facts) -> Page:
    """A whole article under a banner of consent that stands first in the page."""
    banner = (
        '<div id="cmp-banner" class="cmp"><p>We value your privacy. We and our 620 partners use cookies and process personal '
        'data for personalised ads and content.</p><button>Accept all cookies</button><a href="/c">Manage preferences</a></div>'
    )
    html = (
        head(story, facts, graph(story, facts), linked(news_article(story, facts)))
        + f'<body>{banner}{menu()}<div class="layout"><div class="story"><h1>{escape(story.title)}</h1><div class="story__body">'
        + "".join(paragraphs(story))
        + f"</div></div></div>{teasers()}{footer(facts.outlet)}</body></html>"
    )
    return Page(html, plain(story))


def listed(story: Story, facts: Facts) -> Page:
    """Paragraphs and, in the middle, a list that is part of the text."""
    body = paragraphs(story)
    items = "".join(f"<li>{one[3:-5]}</li>" for one in body[2:5] if one.startswith("<p>"))
    kept = [*body[:2], f'<h3>What we know</h3><ul class="bullets">{items}</ul>', *body[5:]]
    text = [*plain(story)[:2], "What we know", *(one[3:] if one.startswith("## ") else one for one in plain(story)[2:])]
    html = (
        head(story, facts, graph(story, facts), linked(news_article(story, facts)))
        + f'<body>{menu()}<main><article class="article"><h1>{escape(story.title)}</h1><div class="article__content">'
        + "".join(kept)
        + f"</div></article></main>{teasers()}{footer(facts.outlet)}</body></html>"
    )
    dropped = [one.removeprefix("## ") for one in story.paragraphs[2:5] if one.startswith("## ")]
    return Page(html, [one for one in text if one not in dropped])


def noisy(story: Story, facts: Facts) -> Page:
    """Links to other stories between the paragraphs, and teasers with more words than the article."""
    blocks = []
    for at, one in enumerate(paragraphs(story)):
        blocks.append(one)
        if at % 2:
            blocks.append(f'<p><strong>READ ALSO: <a href="/t/{at}">{_TEASERS[at % 8]}</a></strong></p>')
    html = (
        head(story, facts, graph(story, facts), times(facts), f'<meta name="author" content="{facts.byline}">')
        + f'<body>{menu()}<div class="td-post-content tagdiv-type"><h1>{escape(story.title)}</h1>{share()}{"".join(blocks)}'
        + f'<div class="td-g-rec">- Advertisement -</div></div>{teasers("Latest", "td_block_wrap", 4)}{footer(facts.outlet)}'
        + "</body></html>"
    )
    return Page(html, plain(story))


def captioned(story: Story, facts: Facts) -> Page:
    """A picture with caption and credit before every second paragraph."""
    blocks = []
    for at, one in enumerate(paragraphs(story)):
        if not at % 2:
            blocks.append(
                f'<div class="gallery-slide"><picture><img src="/g{at}.jpg"></picture><p class="caption">Picture {at}: people on '
                'the quay look on as the work goes on. <span class="credit">R. Ode / Sound Pictures</span></p></div>'
            )
        blocks.append(one)
    html = (
        head(story, facts, graph(story, facts), linked(news_article(story, facts)))
        + f'<body>{menu()}<main><article><h1>{escape(story.title)}</h1><div class="story-text">{"".join(blocks)}</div></article>'
        + f"</main>{footer(facts.outlet)}</body></html>"
    )
    return Page(html, plain(story))


def local_paper(story: Story, facts: Facts) -> Page:
    """A local paper's system: asset-content, subscription prompts hidden in the page, microdata."""
    body = "".join(f'<div class="subscriber-preview">{one}</div>' for one in paragraphs(story))
    prompt = '<div class="subscription-required" style="display:none"><p>Subscribe to continue reading this article.</p></div>'
    html = (
        head(story, facts, graph(story, facts))
        + f'<body>{menu()}<article itemscope itemtype="https://schema.org/NewsArticle" class="asset"><h1 itemprop="headline">'
        + f'{escape(story.title)}</h1><div class="meta"><span itemprop="author" class="tnt-byline">By {facts.byline}</span><time '
        + f'itemprop="datePublished" datetime="{facts.moment}">{long_day(facts)}</time></div><div itemprop="articleBody" '
        + f'class="asset-content subscriber-premium">{body}{prompt}</div></article>{teasers("Trending", "tncms-region")}'
        + f"{footer(facts.outlet)}</body></html>"
    )
    return Page(html, plain(story))


def drupal(story: Story, facts: Facts) -> Page:
    """Field wrappers, a day in words, tags, a newsletter box inside the text."""
    blocks = paragraphs(story)
    blocks.insert(3, '<div class="newsletter-box"><p>Sign up for our newsletter and get the news of the coast every morning.'
                  '</p><input type="email"></div>')  # fmt: skip
    html = (
        head(
            story,
            facts,
            '<meta name="Generator" content="Drupal 10">',
            f'<meta name="dcterms.created" content="{facts.day}">',
        )
        + f'<body class="path-node"><div class="dialog-off-canvas-main-canvas"><header>{menu("block-menu")}</header><main><article '
        + f'class="node node--type-article"><h1><span class="field field--name-title">{escape(story.title)}</span></h1><div '
        + f'class="node__submitted">Submitted by <span class="field--name-uid"><a rel="author" href="/u/1">{facts.byline}</a></span>'
        + f' on {long_day(facts)}</div><div class="field field--name-body field--type-text-with-summary">{"".join(blocks)}</div>'
        + '<div class="field--name-field-tags"><div>Tags</div><a href="/1">coast</a></div></article></main>'
        + f"{footer(facts.outlet)}</div></body></html>"
    )
    return Page(html, plain(story))


def scripted(story: Story, facts: Facts) -> Page:
    """A page that a script builds: its words are only in the linked data."""
    data = news_article(story, facts, articleBody="\n\n".join(plain(story)))
    html = (
        head(story, facts, graph(story, facts), linked(data))
        + '<body><div id="root"></div><noscript>You need to enable JavaScript to run this app.</noscript>'
        + f'<script src="/main.js"></script>{footer(facts.outlet)}</body></html>'
    )
    return Page(html, plain(story))


def blog(story: Story, facts: Facts) -> Page:
    """A hosted blog: line breaks for paragraphs in one div, the day in a heading."""
    body = "<br />\n<br />\n".join(paragraphs(story, "{}", "<b>{}</b>"))
    html = (
        head(story, facts, f'<meta property="og:url" content="{facts.url}">')
        + f'<body class="loading"><div class="navbar section">{menu()}</div><div class="blog-posts hfeed"><div class="date-outer">'
        + f'<h2 class="date-header"><span>{long_day(facts)}</span></h2><div class="post hentry"><h3 class="post-title entry-title">'
        + f'{escape(story.title)}</h3><div class="post-body entry-content" id="post-body-77">{body}<div style="clear:both"></div>'
        + '</div><div class="post-footer">Posted by <span class="post-author vcard"><span class="fn" itemprop="author">'
        + f'{facts.byline}</span></span> at <a href="{facts.url}"><abbr class="published" title="{facts.moment}">9:30 AM</abbr>'
        + '</a></div></div></div></div><div class="sidebar"><h2>Blog Archive</h2><ul><li>2030 (12)</li><li>2029 (8)</li></ul></div>'
        + "</body></html>"
    )
    return Page(html, plain(story))


def div_only(story: Story, facts: Facts) -> Page:
    """Not one <p>: divs and spans, line by line."""
    blocks = paragraphs(story, '<div class="txt"><span>{}</span></div>', '<div class="txt-head"><span>{}</span></div>')
    html = (
        head(story, facts, graph(story, facts), times(facts))
        + f'<body><div class="top">{menu()}</div><div class="content-wrap"><div class="ttl">{escape(story.title)}</div><div class='
        + f'"sign">{facts.byline} / {facts.day}</div><div class="news-text">{"".join(blocks)}</div></div>{teasers()}'
        + f"{footer(facts.outlet)}</body></html>"
    )
    return Page(html, plain(story), byline=False)


def newsletter(story: Story, facts: Facts) -> Page:
    """A publishing platform for newsletters: subscription boxes between the paragraphs of a text that is whole."""
    blocks = paragraphs(story)
    box = (
        '<div class="subscription-widget-wrap"><div class="subscription-widget"><p>Thanks for reading! Subscribe for free to '
        'receive new posts and support my work.</p><form><input type="email"><button>Subscribe</button></form></div></div>'
    )
    blocks.insert(2, box)
    html = (
        head(story, facts, graph(story, facts), linked(news_article(story, facts, isAccessibleForFree=True)))
        + f'<body><div id="main">{menu("topbar")}<article class="typography newsletter-post post"><div class="post-header"><h1 '
        + f'class="post-title">{escape(story.title)}</h1><h3 class="subtitle">{escape(story.deck)}</h3></div><div class="available-'
        + f'content"><div class="body markup">{"".join(blocks)}</div></div></article>{comments()}</div></body></html>'
    )
    return Page(html, plain(story))


def tabled(story: Story, facts: Facts) -> Page:
    """A table of figures between the paragraphs: its cells are not counted as text, its neighbours are."""
    blocks = paragraphs(story)
    rows = "".join(f"<tr><td>Station {at}</td><td>{at * 17}</td></tr>" for at in range(1, 6))
    blocks.insert(
        3, f'<figure class="table"><table><thead><tr><th>Place</th><th>Count</th></tr></thead>{rows}</table></figure>'
    )
    html = (
        head(story, facts, graph(story, facts), linked([news_article(story, facts), {"@type": "BreadcrumbList"}]))
        + f'<body>{menu()}<main><article><h1>{escape(story.title)}</h1><div class="richtext">{"".join(blocks)}</div></article></main>'
        + f"{footer(facts.outlet)}</body></html>"
    )
    return Page(html, plain(story))


def wide(story: Story, facts: Facts) -> Page:
    """A page in UTF-16 with nested inline tags, entities and hard spaces in its words."""
    body = "".join(paragraphs(story)).replace(" said", "&nbsp;said").replace("“", "&ldquo;").replace("”", "&#8221;")
    first = story.paragraphs[0].split(" ")[1]
    body = body.replace(first, f'<a href="/tag"><em>{first[:2]}<b>{first[2:]}</b></em></a>', 1)
    html = (
        head(story, facts, graph(story, facts), linked(news_article(story, facts)), charset="utf-16")
        + f"<body>{menu()}<article><h1>{escape(story.title)}</h1>{body}</article>{footer(facts.outlet)}</body></html>"
    )
    return Page(html, plain(story), charset="utf-16")


def wire_copy(story: Story, facts: Facts) -> Page:
    """An agency's copy in a portal: a dateline before and a signature behind the text, several people who sign."""
    body = paragraphs(story)
    body[0] = body[0].replace("<p>", "<p>TVERRE (Sound Press) — ", 1)
    html = (
        head(story, facts, graph(story, facts), linked(news_article(story, facts)))
        + f'<body>{menu()}<main><div class="caas-body-wrapper"><article><header><h1>{escape(story.title)}</h1></header><div class='
        + f'"caas-body">{"".join(body)}</div></article><div class="caas-readmore"><button>Story continues</button></div></div></main>'
        + f"{teasers()}{footer(facts.outlet)}</body></html>"
    )
    return Page(html, ["TVERRE (Sound Press) — " + plain(story)[0], *plain(story)[1:]])


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
