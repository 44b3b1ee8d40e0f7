"""What feeds list, and what is wrong with them."""

import json
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.errors import InputError
from tellings.read.feeds import read_feed

NOW = datetime(2025, 3, 20, tzinfo=UTC)
URL = "https://ostrel.example/feed"
RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Ostrel wire</title>{}</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Lenn</title><entry><id>tag:1</id><title>Bridge shut</title>
<link href="/bridge"/><updated>2025-03-14T10:00:00Z</updated><author><name>Ana Brel</name></author>
<content type="html">&lt;p&gt;The bridge is shut.&lt;/p&gt;
&lt;p&gt;It opens Monday.&lt;/p&gt;</content></entry></feed>"""


def item(link: str, day: str = "", more: str = "") -> str:
    date = f"<pubDate>{day}</pubDate>" if day else ""
    return f"<item><title>Ferry {link}</title><link>https://ostrel.example/{link}</link>{date}{more}</item>"


def test_rss_names_the_publisher_of_an_entry() -> None:
    source = '<source url="https://tarsk.example/">Tarsk Today</source>'
    feed = read_feed(RSS.format(item("a", "Fri, 14 Mar 2025 10:00:00 +0100", source)).encode(), URL, now=NOW)
    (entry,) = feed.entries
    assert (feed.title, entry.outlet, entry.url) == ("Ostrel wire", "Tarsk Today", "https://ostrel.example/a")
    assert entry.published == "2025-03-14T10:00:00+01:00"


def test_atom_keeps_its_paragraphs_and_resolves_its_links() -> None:
    (entry,) = read_feed(ATOM.encode(), URL, now=NOW).entries
    assert (entry.key, entry.url, entry.byline) == ("tag:1", "https://ostrel.example/bridge", "Ana Brel")
    assert entry.text == "The bridge is shut.\n\nIt opens Monday."


def test_json_feed() -> None:
    items = [
        {"id": "1", "url": "a", "title": "A", "content_html": "<p>The ferry left.</p>", "authors": [{"name": "Brel"}]},
        {"id": 2, "external_url": "https://tarsk.example/b", "date_published": "2025-03-14T10:00:00Z"},
        {"id": "3"},
        "no item",
    ]
    raw = json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Lenn", "items": items}).encode()
    one, two = read_feed(raw, URL, now=NOW).entries
    assert (one.url, one.text, one.byline) == ("https://ostrel.example/a", "The ferry left.", "Brel")
    assert (two.key, two.url, two.published) == ("2", "https://tarsk.example/b", "2025-03-14T10:00:00Z")


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("Thu, 14 Mar 2099 10:00:00 GMT", "yet to come"),
        ("Thu, 01 Jan 1970 00:00:00 GMT", "before there was a web"),
        ("the day before yesterday", "no date"),
    ],
)
def test_a_date_that_cannot_be_so_is_not_used(day: str, told: str) -> None:
    (entry,) = read_feed(RSS.format(item("a", day)).encode(), URL, now=NOW).entries
    assert entry.published == "" and told in entry.doubt


def test_the_moment_a_feed_was_made_is_no_articles_date() -> None:
    same = "".join(item(link, "Fri, 14 Mar 2025 10:00:00 GMT") for link in "abc")
    assert all("when the feed was made" in entry.doubt for entry in read_feed(RSS.format(same).encode(), URL).entries)


def test_links_elsewhere_than_the_web_are_none() -> None:
    raw = RSS.format("<item><guid isPermaLink='false'>1</guid><link>file:///etc/hosts</link></item>" + item("a"))
    assert [entry.url for entry in read_feed(raw.encode(), URL).entries] == ["https://ostrel.example/a"]


def test_an_entry_that_changes_has_another_stamp() -> None:
    old, new = (
        read_feed(RSS.format(item("a", more=f"<description>{words}</description>")).encode(), URL).entries[0]
        for words in ("One hurt", "Two hurt")
    )
    assert old.key == new.key and old.stamp != new.stamp


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"<html><body><p>A page.</p></body></html>",
        b'{"version": "2"}',
        b"{",
        b"[" * 100_000,
        b'{"version":' + b"[" * 100_000,
        b'<!DOCTYPE r [<!ENTITY a "b">]><rss version="2.0"></rss>',
        b"\x89PNG\r\n\x1a\n\0\0",
    ],
)
def test_what_is_no_feed_is_refused(raw: bytes) -> None:
    with pytest.raises(InputError):
        read_feed(raw, URL)


@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(lambda words: RSS.format(words).encode("utf-8"))))
def test_any_bytes_are_a_feed_or_refused(raw: bytes) -> None:
    with suppress(InputError):
        assert all(entry.url or entry.text for entry in read_feed(raw, URL, now=NOW).entries)


values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "url", "authors", "name"]), inner)
    ),
    max_leaves=8,
)


@given(st.lists(st.dictionaries(st.sampled_from(["id", "url", "title", "date_published", "authors"]), values)))
def test_any_items_are_entries_or_passed_over(items: list[dict[str, object]]) -> None:
    raw = json.dumps({"version": "https://jsonfeed.org/version/1", "items": items}).encode()
    assert len(read_feed(raw, URL, now=NOW).entries) <= len(items)
