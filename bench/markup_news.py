# ruff: noqa: E501 - markup is not wrapped
"""Pages in the styles of the publishing systems that news sites run on."""

from __future__ import annotations

from html import escape

from markup_parts import (
    TEASERS,
    Facts,
    Page,
    Story,
    comments,
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
        f"{TEASERS[1]}</a><a href='/t/2'>{TEASERS[4]}</a></aside>"
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
            blocks.append(f'<p><strong>READ ALSO: <a href="/t/{at}">{TEASERS[at % 8]}</a></strong></p>')
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
