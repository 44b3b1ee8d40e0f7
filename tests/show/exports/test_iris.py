"""Names and addresses are valid URIs, whatever an article is called."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.made import article

from tellings.show.exports.iris import place_of, readable, urn, web_address, whole

URI = re.compile(r"[a-z]+:(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/?#\[\]]|%[0-9A-Fa-f]{2})+")
TEXTS = st.text(st.characters(), max_size=40)  # half characters and controls too


@pytest.mark.parametrize(
    ("url", "address"),
    [
        (
            "https://news.example/a b?q=“x”&r=<y>#c#d",
            "https://news.example/a%20b?q=%E2%80%9Cx%E2%80%9D&r=%3Cy%3E#c%23d",
        ),
        ("HTTP://news.example", "http://news.example/"),
        ("https://zeitung.example/ä%20b%zz", "https://zeitung.example/%C3%A4%20b%25zz"),
        ("http://[::1]:8080/a[1]", "http://[::1]:8080/a%5B1%5D"),
        ("javascript:alert(1)//", ""),
        ("https:///nowhere", ""),
        ("https://news.example:port/", ""),
        ("news.example/a", ""),
        ("", ""),
    ],
)
def test_a_web_address_is_made_valid_or_refused(url: str, address: str) -> None:
    assert web_address(url) == address


@given(TEXTS, TEXTS, TEXTS)
def test_every_name_and_place_is_a_uri(url: str, path: str, key: str) -> None:
    one = replace(article("Words."), path=path or "a", url=f"https://news.example/{url}")
    for name in (place_of(one), place_of(replace(one, url=url)), urn("article", key, path)):
        assert URI.fullmatch(name) and name.startswith(("https:", "http:", "file:", "urn:tellings:"))


def test_parts_of_a_name_cannot_be_mistaken_for_others() -> None:
    assert urn("statement", "a:b", "c") != urn("statement", "a", "b:c")


@pytest.mark.parametrize(
    ("path", "place"),
    [("/a b/c.html", "file:///a%20b/c.html"), ("news/ä?.html", "urn:tellings:file:news/%C3%A4%3F.html")],
)
def test_a_file_has_a_place_too(path: str, place: str) -> None:
    assert place_of(replace(article("Words."), path=path)) == place


@given(TEXTS)
def test_words_keep_their_length_and_can_be_written(words: str) -> None:
    assert len(readable(words)) == len(whole(words)) == len(words)
    readable(words).encode("utf-8")
    whole(words).encode("utf-8")
    assert "\0" not in readable(words)
