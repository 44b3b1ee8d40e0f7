# ruff: noqa: E501 - markup is not wrapped
"""Pages in styles that are hard to read: old tables, live blogs, walls, scripts, odd charsets."""

from __future__ import annotations

from html import escape

from markup_parts import (
    TEASERS,
    TOPICS,
    Facts,
    Page,
    Story,
    footer,
    graph,
    head,
    linked,
    long_day,
    menu,
    news_article,
    paragraphs,
    plain,
    share,
    teasers,
    times,
)


def _old_table(story: Story, facts: Facts, charset: str, *, dated: bool) -> str:
    body = "<br><br>\r\n".join(paragraphs(story, "{}", "<b>{}</b>"))
    links = "<br>".join(f'<a href="{topic}.asp"><font size=1 color=white>{topic}</font></a>' for topic in TOPICS)
    more = "<br>".join(f'&#149; <a href="n{at}.asp"><font size=1>{one}</font></a>' for at, one in enumerate(TEASERS))
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


def scripted(story: Story, facts: Facts) -> Page:
    """A page that a script builds: its words are only in the linked data."""
    data = news_article(story, facts, articleBody="\n\n".join(plain(story)))
    html = (
        head(story, facts, graph(story, facts), linked(data))
        + '<body><div id="root"></div><noscript>You need to enable JavaScript to run this app.</noscript>'
        + f'<script src="/main.js"></script>{footer(facts.outlet)}</body></html>'
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
