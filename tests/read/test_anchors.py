"""The way back: from a span to the page's text, its HTML and its bytes."""

from __future__ import annotations

import re
from html import escape, unescape
from itertools import takewhile

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tellings.model import Article
from tellings.read.anchors import Anchor, anchor_spans, encoding_of
from tellings.read.assemble import Known
from tellings.read.encoding import decode
from tellings.read.page import read_page
from tellings.read.pagetext import byte_offsets, page_text
from tellings.textmap import TextMap

LETTERS = "abcxyzäé–“”’&<>\"'$€Ω漢😀"
CHARSETS = ("utf-8", "utf-8-sig", "utf-16", "cp1252", "iso-8859-15", "koi8-r", "gb18030")


def find_quote(text: str, exact: str, prefix: str = "", suffix: str = "") -> int:
    """Where a reader of quote selectors looks: the place of `exact` whose surroundings agree best; -1 for none."""
    best, most, at = -1, -1, text.find(exact)
    while at >= 0:
        before, behind = text[max(0, at - len(prefix)) : at], text[at + len(exact) : at + len(exact) + len(suffix)]
        agree = agreeing(before[::-1], prefix[::-1]) + agreeing(behind, suffix)
        if agree > most:
            best, most = at, agree
        at = text.find(exact, at + 1)
    return best


def agreeing(one: str, other: str) -> int:
    """How many characters two texts have in common from their beginnings."""
    return len([*takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))])


def read_back(raw: bytes, anchor: Anchor, charset: str) -> str:
    """The words that the bytes of an anchor show, on one line."""
    shown = raw[anchor.first_byte : anchor.last_byte].decode(charset.replace("utf-16", "utf-16-le"))
    return " ".join(unescape(re.sub("<!--.*?-->|<i class='a>b'>|<[^>]*>", "", shown)).split())


@st.composite
def written(draw: st.DrawFn, word: str) -> str:
    """A word as HTML: some characters as references, some parts in inline elements."""
    parts = []
    for letter in word:
        forms = [escape(letter), f"&#{ord(letter)};", f"&#x{ord(letter):x};", f"<b>{escape(letter)}</b>"]
        parts.append(draw(st.sampled_from([*forms, *forms[:1] * 3, f"<i class='a>b'><!-- > -->{escape(letter)}</i>"])))
    return "".join(parts)


@st.composite
def pages(draw: st.DrawFn) -> tuple[list[str], str]:
    """Paragraphs, and a page that shows them."""
    words = st.text(LETTERS, min_size=1, max_size=6)
    told = draw(st.lists(st.lists(words, min_size=1, max_size=12), min_size=1, max_size=5))
    blocks = []
    for paragraph in told:
        gaps = st.sampled_from([" ", "  ", "\n", "\r\n\t", "&nbsp;", "&#160; ", " <br>"])
        blocks.append("<p>" + "".join(draw(written(one)) + draw(gaps) for one in paragraph) + "</p>")
    noise = st.sampled_from(["", "<script>'<p>x</p>'</script>", "<nav>a b c</nav>\n", "<style>p>b{}</style>"])
    return [" ".join(one) for one in told], "".join(draw(noise) + block for block in blocks)


def article_of(text: str) -> Article:
    return Article("id", "a.html", text, text, TextMap.identity(len(text)))


@settings(deadline=None)
@given(pages(), st.sampled_from(CHARSETS))
def test_every_span_of_a_page_is_found_again(page: tuple[list[str], str], charset: str) -> None:
    paragraphs, body = page
    html = f"<html><head><meta charset={charset}><title>no</title></head><body>{body}</body></html>"
    raw = html.encode(charset, "xmlcharrefreplace")
    # Some bytes of older encodings are UTF-8 as well: nobody can tell them apart.
    assume(unescape(decode(raw, "a.html").lstrip("\ufeff")) == unescape(html))
    article = article_of("\n\n".join(paragraphs))
    spans = [
        article.span(place.start() + one.start(), place.start() + one.end())
        for place in re.finditer(r"[^\n]+", article.text)
        for one in re.finditer(r"\S+(?: \S+){0,3}", place[0])
    ]
    text = page_text(decode(raw, "a.html")).text
    for span, anchor in zip(spans, anchor_spans(raw, article, spans), strict=True):
        assert anchor is not None
        assert text[anchor.start : anchor.end] == anchor.exact
        assert "".join(anchor.exact.split()) == "".join(span.text.split())
        assert "".join(read_back(raw, anchor, charset).split()) == "".join(span.text.split())
        at = find_quote(text, anchor.exact, anchor.prefix, anchor.suffix)
        around = slice(at - len(anchor.prefix), at + len(anchor.exact + anchor.suffix))
        assert text[around] == anchor.prefix + anchor.exact + anchor.suffix


def test_selectors_are_those_of_the_data_model() -> None:
    (anchor,) = anchor_spans(
        b"<body><p>The ferry sank.</p>", article := article_of("The ferry sank."), [article.span(4, 9)]
    )
    assert anchor is not None
    assert anchor.selectors() == [
        {"type": "TextQuoteSelector", "exact": "ferry", "prefix": "The ", "suffix": " sank."},
        {"type": "TextPositionSelector", "start": 4, "end": 9},
    ]


def test_words_that_only_the_head_has_have_no_anchor() -> None:
    article = article_of("Ferry sinks")
    assert anchor_spans(b"<title>Ferry sinks</title><body><p>Else", article, [article.span(0, 5)]) == [None]


def test_a_title_is_found_in_the_heading_and_not_in_the_menu() -> None:
    body = "The boat went down off the cape before dawn, the harbour office said on Friday."
    raw = f"<body><nav>Ferry sinks</nav><h1>Ferry sinks</h1><p>{body}</p>".encode()
    article = article_of(f"Ferry sinks\n\n{body}")
    (anchor,) = anchor_spans(raw, article, [article.span(0, 11)])
    assert anchor is not None and raw[: anchor.first_byte].endswith(b"<h1>")


def test_a_paragraph_with_a_part_cut_out_is_found_on_either_side() -> None:
    left, right = "The ferry went down with all its cargo of tin", "and nobody knew why, the office said on Friday."
    raw = f"<body><p>{left} <span>Share this on every network</span> {right}</p>".encode()
    article = article_of(f"{left} {right}")
    spans = [article.span(4, 9), article.span(len(left) + 1, len(left) + 4)]
    assert [one and one.exact for one in anchor_spans(raw, article, spans)] == ["ferry", "and"]


def test_a_page_of_damaged_utf8_keeps_its_places() -> None:
    words = "the harbour office said that the boat had sunk off the cape in the early morning hours of Friday"
    raw = f"<body><p>{words} ".encode() + b"\xe2\x28 caf\xe9 " + b"and that was all it said.</p>" + b"x" * 5000
    article = article_of("and that was all it said.")
    (anchor,) = anchor_spans(raw, article, [article.span(4, 8)])
    assert anchor is not None and raw[anchor.first_byte : anchor.last_byte] == b"that"


@pytest.mark.parametrize("charset", ["utf-8", "utf-16", "shift_jis", "iso2022_jp", "cp1252"])
def test_bytes_are_counted_across_blocks_of_any_encoding(charset: str) -> None:
    text = ("ab¥¢ " if charset != "iso2022_jp" else "ab日本 ") * 3_000
    raw = text.encode(charset, "replace")
    text = raw.decode(charset)
    places = byte_offsets(raw, charset, [7_001, 7_003, len(text)])
    assert places[len(text)] == len(raw)
    middle = raw[places[7_001] : places[7_003]]
    plain = "iso2022_jp" not in charset
    assert not plain or middle.decode("utf-16-le" if charset == "utf-16" else charset) == text[7_001:7_003]


@pytest.mark.parametrize("charset", ["utf-8", "utf-16", "cp1252", "koi8-r"])
def test_the_encoding_is_the_one_that_gives_the_same_characters(charset: str) -> None:
    html = f"<meta charset={charset}><p>Привет" if charset == "koi8-r" else f"<meta charset={charset}><p>“é”"
    raw = html.encode(charset)
    assert raw.decode(encoding_of(raw, html)) == html


# What Chromium 131 gives as document.body.textContent, scripting off.
@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("no body &eacute; <b>x</b>", "no body é x"),
        ("<title>t</title>\n<p>late <i>body</i>", "late body"),
        ("<body>A &amp B &notit; &copy2 &#150; &unknown;", "A & B ¬it; ©2 – &unknown;"),
        ("<body>a<!-- c > -->b<!-->c<!--->d<!-- x --!>e", "abcde"),
        ("<body><pre>\n\nx\r\ny</pre>", "\nx\ny"),
        ("<body><script>if (a<b) '</p>'</script>c", "if (a<b) '</p>'c"),
        ("<body><template>no <b>not</b></template>yes", "yes"),
        ("<body>1 < 2 <3 </> <?php x ?>y", "1 < 2 <3  y"),
        ("<body><p title='a\n>b'>q<p x=a\"b>r", "qr"),
        ("<body><textarea>\n<b>&lt;</textarea>", "<b><"),
        ("<body>a<plaintext><b>&amp;", "a<b>&amp;"),
        ("<head> <script>'<body>'</script></head> <body>b</body> c </html> d", "b c  d"),
    ],
)
def test_text_content_is_what_a_browser_says(html: str, text: str) -> None:
    assert page_text(html).text == text


@settings(deadline=None)
@given(st.text("<>/!-ab&;#x=\"' \n\r\0pre", max_size=80))
def test_no_markup_breaks_the_text_content(html: str) -> None:
    page = page_text(html)
    for at in range(len(page.text)):
        begin, end = page.in_html(at, at + 1)
        assert 0 <= begin < end <= len(html)
        assert page.text[at] in unescape(html[begin:end]).replace("\r", "\n")


@pytest.mark.parametrize(
    "piece", ["<", "<a", "<!--", "</script", "<script>", "&", "<p x='", "<template>", '"', "&#", "<a\n="]
)
def test_markup_without_end_is_read_in_linear_time(piece: str) -> None:
    page_text(piece * 100_000)


def test_an_article_read_from_a_page_leads_back_to_it() -> None:
    first = "The ferry sank off <a href='/b'>Bel<em>mora</em></a> on&nbsp;Friday, the harbour office said."
    rest = "Rescuers said that they had found twelve of them &ndash; two of them children &ndash; by noon on Saturday."
    html = f"<html lang=en><title>Ferry sinks</title><body><article><h1>Ferry sinks</h1><p>{first}</p><p>{rest}</p>"
    raw = html.encode()
    article = read_page(raw, "a.html", Known())
    spans = [article.span(word.start(), word.end()) for word in re.finditer(r"\w+", article.text)]
    assert [read_back(raw, one, "utf-8") if one else "" for one in anchor_spans(raw, article, spans)] == [
        span.text for span in spans
    ]
