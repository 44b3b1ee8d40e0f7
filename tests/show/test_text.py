from dataclasses import replace

import pytest
from tests.made import article

from tellings.show.text import heading

LONG = "Divers went down to the Aldana on Tuesday morning and found the hull of the old ferry broken in two places."


def test_a_title_is_the_heading() -> None:
    assert heading(replace(article(LONG), title="Ferry found broken")) == "Ferry found broken"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ferry found broken\n" + LONG, "Ferry found broken"),
        (LONG, "Divers went down to the Aldana on Tuesday morning and found the hull of the…"),
        ("Divers went down.\nThe hull is broken.", "Divers went down…"),
        ("", ""),
    ],
)
def test_without_one_the_beginning_is_shown_as_a_beginning(text: str, shown: str) -> None:
    assert heading(article(text)) == shown
