"""Title, byline, dateline and agency credits."""

import pytest

from tellings.read.credits import find_credits
from tellings.read.masthead import find_masthead

BODY = "The ferry sank off Belmora on Friday, the harbour office said, with forty people aboard."


@pytest.mark.parametrize(
    "title",
    [
        "Ferry sinks off Belmora",
        "What sank the Morning Star?",
        "Forty Feared Dead as Ferry Sinks, Says Harbour Office.",
        "Ferry sinks in the U.S. and its captain is held...",
        "Captain ‘never saw the reef’",
    ],
)
def test_a_short_line_before_a_blank_one_is_the_title(title: str) -> None:
    assert find_masthead(f"{title}\n\n{BODY}").title == title


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        f"{BODY}\n\n{BODY}",
        f"Ferry sinks off Belmora\n{BODY}",
        f"BELMORA, October 7 (Xinhua) --\n\n{BODY}",
        f"BELMORA _\n\n{BODY}",
        f"(Undated)\n\n{BODY}",
        f"BELMORA, Oct. 7 (UPI) — The ferry sank off the reef\n\n{BODY}",
        "Is it not so that " + "the ferry sank and " * 10 + "nobody knew?\n\n" + BODY,
        "",
    ],
)
def test_nothing_else_is_a_title(text: str) -> None:
    assert find_masthead(text).title == ""


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By Jane Roe", "Jane Roe"),
        ("BY JANE ROE AND MAX VAN HOLM", "JANE ROE AND MAX VAN HOLM"),
        ("By Jane Roe, Harbour Correspondent", "Jane Roe, Harbour Correspondent"),
        ("By Jane Roe | The Belmora Gull", "Jane Roe"),
        ("By Friday the ferry had sunk with all its cargo, officials said", ""),
        ("By the harbour stood a crowd", ""),
    ],
)
def test_a_byline_holds_names(line: str, byline: str) -> None:
    assert find_masthead(f"Ferry sinks off Belmora\n\n{line}\n\n{BODY}").byline == byline


@pytest.mark.parametrize(
    "line",
    [
        "BELMORA, Oct. 7, 2031 (UPI) — The ferry sank.",
        "BELMORA, 7 October 2031 (AFP) - The ferry sank.",
        "Published: 7 October 2031 at 09:00",
        "Posted on October 7th, 2031",
        "Ferry sinks Updated: 2031-10-07 06:50",
        "Tuesday, October 7, 2031",
    ],
)
def test_a_complete_printed_day_is_that_of_publication(line: str) -> None:
    text = f"{line}\n\n{BODY}"
    found = find_masthead(text)
    assert found.published == "2031-10-07"
    assert "7" in text[slice(*found.published_at)]


@pytest.mark.parametrize(
    "line",
    [
        "BELMORA, Oct. 7 (UPI) — The ferry sank.",
        "The ferry was built on October 7, 2021.",
        "It sank on 31 February 2031 - or so he says.",
        "The report was published on 7 October 2031 and names nobody who was on board of the ferry that night.",
    ],
)
def test_no_other_day_is(line: str) -> None:
    assert find_masthead(f"{line}\n\n{BODY}").published == ""


def test_publication_outranks_an_update() -> None:
    text = f"Updated: 9 October 2031\n\nPublished: 7 October 2031\n\n{BODY}"
    assert find_masthead(text).published == "2031-10-07"


@pytest.mark.parametrize(
    ("line", "agencies"),
    [
        ("BELMORA (AP) — The ferry sank.", ("Associated Press",)),
        ("Oct. 7 (UPI) — The ferry sank.", ("UPI",)),
        ("BELMORA, Oct 7 (Reuters/AFP) - The ferry sank.", ("Reuters", "AFP")),
        ("BELMORA, October 7. /TASS/. The ferry sank.", ("TASS",)),
        ("By REUTERS", ("Reuters",)),
        ("By Jane Roe, Associated Press", ("Associated Press",)),
        ("Reuters - Ap - Afp", ("Reuters", "Associated Press", "AFP")),
        ("Updated: 2031-10-07 06:50 (Xinhua)", ("Xinhua",)),
    ],
)
def test_the_head_credits_agencies(line: str, agencies: tuple[str, ...]) -> None:
    assert find_credits([line, *[BODY] * 8]) == agencies


@pytest.mark.parametrize(
    ("line", "agencies"),
    [
        ("The Associated Press contributed to this report.", ("Associated Press",)),
        ("(With inputs from PTI and ANI)", ("PTI", "ANI")),
        ("jr/mv (AFP, dpa)", ("AFP", "dpa")),
        ("© AFP 2031", ("AFP",)),
        ("The captain was held on Friday. (Yonhap)", ("Yonhap",)),
        ("Source: Xinhua", ("Xinhua",)),
    ],
)
def test_the_tail_credits_agencies(line: str, agencies: tuple[str, ...]) -> None:
    assert find_credits([*[BODY] * 8, line]) == agencies


@pytest.mark.parametrize(
    "line",
    [
        "According to Yonhap, the captain was held.",
        "By Tuesday, Reuters had reported that the captain was held.",
        "The captain told the Associated Press that he saw nothing.",
        "Reuters reported that fog contributed to the accident.",
        "© REUTERS/ A. Stringer The ferry leaves its berth in Belmora.",
        "The AP exam was put off.",
    ],
)
def test_an_agency_as_a_source_is_no_credit(line: str) -> None:
    assert find_credits([line]) == ()


def test_a_copyright_line_that_was_dropped_still_credits() -> None:
    assert find_credits([BODY], ["Copyright 2031 The Associated Press. All rights reserved."]) == ("Associated Press",)
