"""Pages: what they say of themselves, what stands before the article, live blogs post by post, menus taken off."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.errors import InputError
from tellings.model import Article, LeftOut
from tellings.read.assemble import Known
from tellings.read.jsonld import read_linked
from tellings.read.liveblog import is_live, split_posts
from tellings.read.menus import find_title, without_menus
from tellings.read.meta import read_meta, signed_in_markup
from tellings.read.page import FROM_LINKED, read_page, read_pages
from tellings.read.walls import CONSENT, LOCKED, PAYWALL, REFUSAL, find_walls

BODY = (
    "The ferry Morning Star sank off Belmora on Friday, the harbour office said, with at least forty people on board"
    " and a cargo of tin that had been bound for the mainland.",
    "Rescuers said that they had found twelve of them by noon, among them two children, and that the search would go on"
    " through the night with three boats and an aircraft.",
)


def page(*head: str, body: Sequence[str] = BODY, more: str = "") -> bytes:
    shown = "".join(f"<p>{escape(one)}</p>" for one in body)
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>Ferry sinks</title>{"".join(head)}</head><body><article><h1>Ferry'
        f" sinks</h1>{shown}{more}</article></body></html>"
    ).encode()


def linked(**fields: object) -> str:
    data = {"@type": "NewsArticle", "headline": "Ferry sinks"} | fields
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def read(raw: bytes) -> list[Article]:
    return [one for one in read_pages(raw, "a.html", Known()) if isinstance(one, Article)]


def test_linked_data_tells_days_sources_and_principles() -> None:
    told = linked(
        datePublished="2021-10-07T09:00:00Z",
        dateModified="2021-10-08",
        isBasedOn=[{"@type": "NewsArticle", "url": "https://wire.example/1"}, "Harbour log"],
        publisher={"name": "The Gull", "publishingPrinciples": "https://g.example/how"},
        url="https://g.example/a",
    )
    (one,) = read(page(told))
    assert (one.published, one.published_basis, one.modified) == ("2021-10-07T09:00:00Z", "metadata", "2021-10-08")
    assert one.based_on == ("https://wire.example/1", "Harbour log")
    assert (one.principles, one.outlet, one.url) == ("https://g.example/how", "The Gull", "https://g.example/a")


@pytest.mark.parametrize(
    "fields", [{"author": {"name": "Reuters"}}, {"author": "Ada Orm, AP"}, {"sourceOrganization": {"name": "AFP"}}]
)
def test_an_agency_that_signs_in_the_linked_data_is_credited(fields: dict[str, object]) -> None:
    (one,) = read(page(linked(**fields)))
    assert len(one.credits) == 1


def test_a_graph_that_refers_to_its_people_is_put_together() -> None:
    data = [
        {"@type": "Article", "headline": "x", "author": [{"@id": "#a"}, {"@id": "#b"}], "publisher": {"@id": "#o"}},
        {"@type": "Person", "@id": "#a", "name": "Ada Orm"},
        {"@type": "Person", "@id": "#b", "name": "Nils &amp; Co"},
        {"@type": "Organization", "@id": "#o", "name": "The Gull"},
    ]
    found = read_linked(f'<script type="application/ld+json">{json.dumps({"@graph": data})}</script>')
    assert (found.byline, found.outlet) == ("Ada Orm, Nils & Co", "The Gull")


@pytest.mark.parametrize("wrapped", ["<!-- {} -->", "//<![CDATA[\n{}\n//]]>", "{};", "\n {} \n"])
def test_wrapped_linked_data_is_read(wrapped: str) -> None:
    data = wrapped.replace("{}", json.dumps({"@type": "NewsArticle", "headline": "Ferry sinks"}))
    assert read_linked(f"<script type='application/ld+json'>{data}</script>").title == "Ferry sinks"


def test_an_address_in_the_place_of_an_author_is_no_byline() -> None:
    data = {"@type": "NewsArticle", "author": ["https://g.example/ada", "Ada Orm", "ada@g.example"]}
    assert read_linked(f'<script type="application/ld+json">{json.dumps(data)}</script>').byline == "Ada Orm"


def test_a_live_blog_is_taken_before_the_posts_in_it() -> None:
    data = {"@type": "BlogPosting", "headline": "post"}, {"@type": ["LiveBlogPosting"], "headline": "all"}
    found = read_linked(f'<script type="application/ld+json">{json.dumps(data)}</script>')
    assert (found.title, found.is_live) == ("all", True)


KEYS = ["@type", "@graph", "@id", "author", "name", "headline", "liveBlogUpdate", "isBasedOn", "publisher"]
LEAVES = st.none() | st.booleans() | st.floats() | st.text()
DATA = st.recursive(LEAVES, lambda some: st.lists(some, max_size=3) | st.dictionaries(st.sampled_from(KEYS), some))


@given(DATA)
def test_no_linked_data_is_too_odd(data: object) -> None:
    whole = {"@type": "LiveBlogPosting", "author": data, "publisher": data, "liveBlogUpdate": [data], "isBasedOn": data}
    for one in (data, whole):
        read_linked(f'<script type="application/ld+json">{json.dumps(one)}</script>')


def test_the_head_tells_language_canonical_address_days_and_tier() -> None:
    html = (
        "<html lang='en-GB'><meta name=author content='Ada Orm'><meta content=\"The Gull\" property='og:site_name'>"
        "<link href=https://g.example/a rel=canonical><meta property='article:published_time' content='2021-10-07'>"
        "<meta property='article:modified_time' content='2021-10-08'>"
        "<meta property='article:content_tier' content=locked>"
    )
    meta = read_meta(html)
    assert (meta.language, meta.canonical, meta.outlet) == ("en", "https://g.example/a", "The Gull")
    assert (meta.byline, meta.published, meta.modified, meta.locked) == ("Ada Orm", "2021-10-07", "2021-10-08", True)


@pytest.mark.parametrize(
    ("html", "names"),
    [
        ('<span class="tnt-byline">By Joan of Dorn</span>', "Joan of Dorn"),
        (
            "<p class=byline>Reported by <a href=/x>Ada Orm</a> and <a>Nils Brekker</a> |</p>",
            "Ada Orm and Nils Brekker",
        ),
        ("<a rel='author' href='/x'>Ada Orm</a>", "Ada Orm"),
        ('<div class="byline">Our correspondents</div>', ""),
        ('<p class="authority">By Ada Orm</p>', ""),
    ],
)
def test_markup_tells_who_signed(html: str, names: str) -> None:
    assert signed_in_markup(html) == names


def walled(text: str, *, shown: str = "", free: bool = True) -> tuple[str, str, str]:
    found = find_walls(text, lambda: (shown or text).split("\n"), free=free)
    return found.text, found.note, found.instead


OFFER = "Subscribe to continue reading this story for 1 crown a week."


@pytest.mark.parametrize(
    ("text", "shown", "free"),
    [
        (f"{BODY[0]}\n{OFFER}", "", True),
        (BODY[0], OFFER, False),
        (f"{BODY[0]}\nRescuers said that…", "Already a subscriber? Log in", True),
        (f"{BODY[0]}\nYou’ve reached your limit of free articles.", "", True),
    ],
)
def test_a_beginning_before_an_offer_is_said_to_be_one(text: str, shown: str, free: bool) -> None:
    left, note, instead = walled(text, shown=shown, free=free)
    assert left.startswith(BODY[0]) and (note, instead) == (PAYWALL, "")
    assert OFFER not in left


@pytest.mark.parametrize(
    ("text", "shown", "free"),
    [
        (BODY[0], OFFER, True),  # short, whole, on a page that advertises
        (BODY[0], "", False),  # declared, but there is no wall
        ("\n".join(BODY * 5), f"{BODY[0]}\n{OFFER}", True),
        ("\n".join([*BODY, "Readers who subscribe get the paper by boat, she said.", *BODY]), "", True),
    ],
)
def test_a_whole_article_is_not_called_a_beginning(text: str, shown: str, free: bool) -> None:
    assert walled(text, shown=shown, free=free) == (text, "", "")


@pytest.mark.parametrize(
    "line",
    [
        "The court said that the shop may not use cookies without consent.",
        "“We use cookies, and we will go on using cookies,” the baker said.",
        "“Subscribe to continue reading,” it says on the door of the library.",
    ],
)
def test_an_article_about_walls_keeps_its_words(line: str) -> None:
    text = "\n".join([line, *BODY])
    assert walled(text) == (text, "", "")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("We and our 842 partners store and access information on a device, such as cookies.", "Accept all"), CONSENT),
        (("Checking your browser", "Please enable JavaScript and cookies to continue."), REFUSAL),
        (("404 Not Found",), REFUSAL),
        ((OFFER, "Already a subscriber? Log in"), LOCKED),
    ],
)
def test_a_wall_alone_is_left_out_and_said(lines: Sequence[str], said: str) -> None:
    with pytest.raises(InputError) as error:
        read_page(page(body=lines).replace(b"<h1>Ferry sinks</h1>", b""), "a.html", Known())
    assert said in str(error.value)


def test_a_page_that_a_script_builds_is_read_from_its_linked_data() -> None:
    raw = page(linked(articleBody="\n".join(BODY)), body=())
    (one,) = read(raw)
    assert one.text.endswith(BODY[1]) and one.notes == (FROM_LINKED,)


def post(number: int, words: str) -> str:
    return (
        f'<div class="block" id="block-{number}"><p class="block-time"><time datetime="2021-10-07T1{number}:05:00Z">'
        f"1{number}:05 GMT</time></p><h2>Hour {number}</h2><p>By Ada Orm</p><p>{words}</p><div>"
        '<a href="#">Share</a></div></div>'
    )


INTRO = "Here is what we know about the ferry that went down this morning, and what we do not know yet."
LIVE = page(
    '<link rel="canonical" href="https://g.example/live">',
    body=[INTRO],
    more=f'<div class="live-blog"><div>{post(2, BODY[1])}{post(1, BODY[0])}</div></div>',
)


def test_a_live_blog_is_its_introduction_and_its_dated_posts() -> None:
    about, late, early = read(LIVE)
    assert about.text == f"Ferry sinks\n\n{INTRO}"
    assert (late.published, early.published) == ("2021-10-07T12:05:00Z", "2021-10-07T11:05:00Z")
    assert (late.path, late.url, late.title) == ("a.html#1", "https://g.example/live#block-2", "Hour 2")
    assert late.text == f"Hour 2\n\n{BODY[1]}" and late.byline == "Ada Orm"


def test_a_live_blog_that_grew_keeps_its_posts() -> None:
    grown = LIVE.replace(
        b"<div>" + post(2, BODY[1])[:4].encode(), b"<div>" + post(3, "They found one more.").encode() + b"<div"
    )
    assert {one.id for one in read(LIVE)[1:]} < {one.id for one in read(grown)[1:]}


def test_posts_without_markup_come_from_the_linked_data() -> None:
    updates = [
        {"@type": "BlogPosting", "articleBody": words, "datePublished": f"2021-10-07T1{at}:00:00Z", "url": f"#p{at}"}
        for at, words in enumerate(BODY)
    ]
    raw = page(linked(**{"@type": "LiveBlogPosting", "liveBlogUpdate": updates}), body=())
    assert [(one.text, one.published[11:13]) for one in read(raw)] == [(BODY[0], "10"), (BODY[1], "11")]


def test_an_article_with_a_list_of_dated_teasers_is_no_live_blog() -> None:
    teaser = '<li class="item"><time datetime="2021-10-07">7 Oct</time><a href="/x">Boat found on a hill</a></li>'
    assert len(read(page(more=f"<ul class='live-updates'>{teaser * 4}</ul>"))) == 1


def test_menus_at_either_end_go_and_links_between_stay() -> None:
    links = "".join(f"<a href='/{one}'>{one}</a>" for one in ("News", "Sport", "Tides", "Harbour log"))
    text = "\n".join(
        ["News", "Sport", "Tides", *BODY, "Harbour log", BODY[0], "Other news", "Sport", "•", "News", "Tides"]
    )
    assert without_menus(text, links) == "\n".join([*BODY, "Harbour log", BODY[0]])


def test_two_links_at_the_end_are_the_articles_own() -> None:
    text = "\n".join([*BODY, "Harbour log", "Crew list"])
    assert without_menus(text, "<a href=1>Harbour log</a><a href=2>Crew list</a>") == text


def test_the_title_is_the_part_with_which_the_text_begins() -> None:
    text = f"Ferry sinks\n{BODY[0]}"
    assert find_title("<title>The Gull - Belmora | Ferry sinks</title>", text) == "Ferry sinks"
    assert find_title("<title>The Gull</title>", text) == ""


def test_latin1_on_the_web_is_windows_1252() -> None:
    raw = page('<meta charset="iso-8859-1">', body=[f"“No,” said the mayor. {BODY[0]}"]).decode().encode("cp1252")
    assert "“No,” said" in read(raw)[0].text


PIECES = (
    '<script type="application/ld+json">', "<meta ", "<meta content='", "<link rel=canonical href=", "<a href=x>",
    "<a ", "<time>", '<div class="live-blog-post"><time>', '<span class="author">', "<title>", "live-blog ", "</a",
    "&#", '{"@type":', "subscribe to ", "cookies ", "we use ",
)  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_a_part_without_end_is_read_in_linear_time(piece: str) -> None:
    html = piece * 20_000
    read_meta(html)
    signed_in_markup(html)
    without_menus(f"a\n{html}", html)
    find_title(html, html)
    found = read_linked(html)
    if is_live(html, found):
        split_posts(html, found, "")
    find_walls(html, lambda: [html], free=False)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from([*PIECES, *BODY, "</div>", "</time>", "</span>", "</p>", "<p>", "'>", '">', "\0", "<h1>"]))
)
def test_any_page_is_articles_or_says_why_not(parts: list[str]) -> None:
    try:
        found = list(read_pages("".join(parts).encode() or b" ", "a.html", Known()))
    except InputError as error:
        assert error.cause and error.advice
    else:
        assert found and all(isinstance(one, Article | LeftOut) for one in found)
