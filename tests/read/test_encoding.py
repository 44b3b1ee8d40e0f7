"""Finding the encoding of bytes."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.errors import InputError
from tellings.read.encoding import decode

WORDS = "The café in Belmora – its owner said “no” – is shut."


@pytest.mark.parametrize(
    "name", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "cp1252", "mac-roman"]
)
def test_english_is_read_in_every_common_encoding(name: str) -> None:
    assert decode((WORDS * 20).encode(name), "a.txt") == WORDS * 20


def test_the_mark_of_utf_8_stays_a_character_of_the_file() -> None:
    assert decode(codecs.BOM_UTF8 + b"Belmora", "a.txt") == "\ufeffBelmora"


def test_cyrillic_is_not_taken_for_western_letters() -> None:
    text = "Паром затонул у берегов Белморы, сообщили в порту в пятницу вечером. " * 5
    assert decode(text.encode("cp1251"), "a.txt") == text


def test_a_declared_charset_is_tried() -> None:
    raw = '<html><head><meta charset="windows-1251"></head><body>Белмора'.encode("cp1251")
    assert decode(raw, "a.html").endswith("Белмора")


def test_a_charset_that_does_not_exist_is_passed_over() -> None:
    raw = b'<meta charset="klingon"><p>The owner said \x93no\x94.'
    assert "“no”" in decode(raw, "a.html")


def test_one_damaged_byte_does_not_lose_the_text() -> None:
    found = decode(WORDS.encode() * 40 + b"\xff" + WORDS.encode() * 40, "a.txt")
    assert len(found) >= 80 * len(WORDS)


@pytest.mark.parametrize("raw", [b"%PDF-1.7 x", b"PK\x03\x04 x", b"\x89PNG\r\n", b"\x00\x01\x02\x03" * 400])
def test_what_is_no_text_says_so(raw: bytes) -> None:
    with pytest.raises(InputError) as caught:
        decode(raw, "a.txt")
    assert caught.value.path == "a.txt"


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_an_input_error(raw: bytes) -> None:
    try:
        assert isinstance(decode(raw, "a.txt"), str)
    except InputError as error:
        assert error.cause
