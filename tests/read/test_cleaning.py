"""Cleaning, and the way back from clean text to the source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.model import Article
from tellings.read.cleaning import clean, clean_line

PROSE = (
    "The harbour office of Belmora said on Friday that the ferry had left an hour late,\n"
    "because two of its engines would not start, and that forty people were aboard. A\n"
    "spokeswoman said nobody had been told to stay ashore, and that the captain, who is\n"
    "from the island, knew the reef. The search goes on.\n"
)
LONG = "The harbour office of Belmora said on Friday that the ferry had left an hour late, because two engines failed"

ODD = st.text(st.sampled_from("ab Ay.\n\r\t-\xa0\xad\u200b\u202e\x1b[31m\x00\x85\u2028é“1"), max_size=120)


@given(st.one_of(st.text(max_size=200), ODD))
def test_every_clean_character_is_the_source_s_or_stands_for_a_space(source: str) -> None:
    cleaned = clean(source)
    assert cleaned.map.length == len(cleaned.text)
    for at, character in enumerate(cleaned.text):
        there = source[cleaned.map.to_source(at)]
        assert character == there or character in " \n"


@given(st.one_of(st.text(max_size=200), ODD), st.data())
def test_any_clean_span_checks_against_the_source(source: str, data: st.DataObject) -> None:
    cleaned = clean(source)
    article = Article("1", "a.txt", source, cleaned.text, cleaned.map)
    if cleaned.text:
        start = data.draw(st.integers(0, len(cleaned.text) - 1))
        end = data.draw(st.integers(start + 1, len(cleaned.text)))
        span = article.check(article.span(start, end))
        assert article.at(span) == (start, end)


@given(st.one_of(st.text(max_size=200), ODD))
def test_clean_text_has_no_control_characters_and_no_loose_spaces(source: str) -> None:
    text = clean(source).text
    assert text == text.strip()
    assert "  " not in text and "\n\n\n" not in text and " \n" not in text and "\n " not in text
    assert not {c for c in text if (ord(c) < 32 and c != "\n") or 127 <= ord(c) < 160 or c in "\xad\u200b\u202e\ufeff"}


def test_a_word_broken_over_lines_is_put_together() -> None:
    text = clean(f"{LONG}, and that the govern\nment of Ostrava had been told.").text
    assert "government of Ostrava" in text


def test_a_word_broken_over_windows_lines_is_put_together() -> None:
    assert "the government met" in clean(f"{LONG}, and the govern\r\nment met.").text


def test_a_paragraph_goes_on_after_a_word_that_cannot_end_it() -> None:
    assert "told the Belmora Gull" in clean(f"{LONG}, the mayor told the\nBelmora Gull.").text


def test_a_hyphen_between_digits_stays() -> None:
    lines = PROSE.splitlines()
    lines[1] = "because two engines of the winter of 2010 would not start, as they had in 2010-"
    lines[2] = "2014 too. Nobody had been told to stay ashore, and that the captain, who is not"
    assert "in 2010-2014 too" in clean("\n".join(lines)).text


def test_a_line_that_ends_in_a_space_breaks_no_word() -> None:
    assert "the over throw" in clean(f"{LONG}, and the over \nthrow failed.").text


@pytest.mark.parametrize("words", ["there's\na boat", "in the 90s\nand after", "for a\nnew one", "out of\ntin"])
def test_the_end_of_a_line_is_not_half_a_word_because_it_is_short(words: str) -> None:
    assert words.replace("\n", " ") in clean(f"{LONG} {words}.").text


def test_a_name_broken_over_lines_is_known_from_elsewhere_in_the_article() -> None:
    text = clean(f"{LONG} in Kvarnholm.\n\n{LONG} off Kvarn\nholm, he said.").text
    assert "off Kvarnholm, he said" in text


def test_two_words_stay_two_where_a_line_breaks_between_them() -> None:
    assert "engines failed in the harbour" in clean(f"{LONG} in\nthe harbour.").text
    assert "failed to report" in clean(f"{LONG} to\nreport.").text


def test_a_hyphenated_break_loses_its_hyphen() -> None:
    assert "an important day" in clean(f"{LONG} on an impor-\ntant day.").text


def test_a_compound_broken_at_its_hyphen_keeps_it() -> None:
    assert "two anti-government groups" in clean(f"{LONG} by two anti-\ngovernment groups.").text


def test_soft_hyphens_go() -> None:
    assert clean("The gov\xadern\xad\nment met.").text == "The government met."


def test_hard_wrapped_prose_becomes_one_paragraph() -> None:
    assert clean(PROSE).text == PROSE.strip().replace("\n", " ")


def test_blank_lines_end_paragraphs_of_wrapped_prose() -> None:
    assert clean(f"{PROSE}\n{PROSE}").text.count("\n\n") == 1


@pytest.mark.parametrize(
    "text",
    [
        f"{LONG}.\nThe mayor wept.\n{LONG}.",
        f"{LONG}\nHe wept.",
        "A list of what was found\na boat\na rope\nan oar\na lamp",
        "He said:\n“We go.”\nShe said:\n“We stay.”",
    ],
)
def test_a_paragraph_a_line_is_left_as_it_is(text: str) -> None:
    assert clean(text).text == text


def test_line_ends_of_every_kind_become_newlines() -> None:
    assert clean("One.\r\nTwo.\rThree.\u2028Four.\r\n\r\nFive.").text == "One.\nTwo.\nThree.\nFour.\n\nFive."


def test_spaces_of_every_kind_become_one_space() -> None:
    assert clean("  ten\xa0\tmen\u2009 came ").text == "ten men came"


def test_terminal_escapes_go() -> None:
    assert clean("a \x1b[31mred\x1b[0m \x1b]0;title\x07boat").text == "a red boat"


@pytest.mark.parametrize(
    "line",
    [
        "spot_imgspot_img",
        "Get in Touch",
        "Latest Posts",
        "1 of 12",
        "Photo 3 of 7",
        "Enlarge this image toggle caption",
        "Skip Twitter post by @harbour",
        "End of Twitter post by @harbour",
        "Share on Facebook",
        "ADVERTISEMENT",
        "Sign up for our morning newsletter",
        "We use cookies to improve your visit.",
        "Follow us on Instagram",
        "READ MORE: Ferry fares to rise in Belmora",
        "Copyright 2031 The Belmora Gull. All rights reserved.",
        "Scroll down for video",
        "ad_slotad_slot",
        "td_block_wrap td_block",
        "ad-slot ad-slot",
        "* * *",
        "___",
        "Facebook Twitter WhatsApp Copy link",
        "Share this with Facebook Twitter",
        "Share this article via email",
        "These are external links and will open in a new window",
        "Media playback is unsupported on your device",
        "Image copyright Getty Images",
        "Image source, Belmora Harbour",
        "Ada Orm/Getty Images Ada Orm/Getty Images",
        "More on the ferries: https://gull.example/ferries",
        "Email: ada@gull.example; Follow Ada Orm on Twitter",
        "Were you on the ferry? Email news@gull.example",
        "Ada Orm via Getty Images.",
        "JUST WATCHED The ferry leaves Replay More Videos ... MUST WATCH The ferry leaves 01:35",
        "Watch the full interview below:",
        "For more, sign up for the Harbour newsletter.",
        "Got a confidential news tip? We would like to hear from readers.",
        "Twitter: @harbour.",
    ],
)
def test_furniture_goes(line: str) -> None:
    cleaned = clean(f"The ferry sank.\n\n{line}\n\nForty were aboard.")
    assert cleaned.text == "The ferry sank.\n\nForty were aboard."
    assert cleaned.dropped == (line,)


@pytest.mark.parametrize(
    "line",
    [
        "One of 12 boats sank.",
        "Share prices fell on Facebook news.",
        "He read more than 12 of 40 books.",
        "The photo, 3 of 7, was sold.",
        "Advertisement spending fell by 3 percent.",
        "The ministry uses cookies to bait the bears, it said.",
        "Subscribe they did, in their thousands.",
        "Follow the money, he said on Monday.",
        "“Latest posts” were what she asked about.",
        "Well-known boats sank.",
        "Share this with your sister, he told her.",
        "Facebook, Twitter to merge",
        "Email the harbour office, he said.",
        "Do you have children? Tell them of the sea.",
        "Media sources say forty were aboard",
        "By Ada Orm/Reuters",
        "Watch the tide, he said, not the ferry",
        "Join the conversation, the mayor told the miners.",
        "Facebook Twitter accounts of the ministry were shut, it said",
        "More than twelve: the harbour office counts again",
        "The file sea_wall_plan was found, she said.",
    ],
)
def test_sentences_that_look_like_furniture_stay(line: str) -> None:
    assert clean(line).text == line


def test_furniture_inside_a_line_ends_a_paragraph() -> None:
    text = clean("The quay at dawn. Hide Caption 3 of 9 The ferry at noon. Hide Caption 4 of 9").text
    assert text == "The quay at dawn.\nThe ferry at noon."


def test_a_page_part_glued_to_itself_goes_from_inside_a_line() -> None:
    assert clean("The ferry sank. ad_slotad_slot Forty were aboard.").text == "The ferry sank.\nForty were aboard."


@pytest.mark.parametrize(
    "lead", ["Image caption ", "Image source, Gull Image caption, ", "Facebook Twitter Pinterest "]
)
def test_what_a_page_sets_before_a_line_goes(lead: str) -> None:
    assert clean(f"{lead}The ferry in March").text == "The ferry in March"


def test_half_of_a_character_goes() -> None:
    assert clean("The fer\ud800ry sank.\udc00").text == "The ferry sank."


def test_a_field_becomes_one_clean_line() -> None:
    assert clean_line(" A\x1b[1m ship\n sinks\u200b\x07 ") == "A ship sinks"
