"""Stance, kind and form of a statement."""

from __future__ import annotations

import pytest
from tests.made import article

from tellings.mark.parse import parse
from tellings.mark.statements import find_statements
from tellings.model import Statement


def first(text: str) -> Statement:
    [parsed] = parse([article(text)])
    return find_statements(parsed, (), (), ())[0]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Hale said that the mill was safe.", "asserts"),
        ("Hale denied that the mill was unsafe.", "denies"),
        ("Hale rejected claims that the offer was too low.", "denies"),
        ("Hale rejected the company's first offer of $20 million.", "declines"),
        ("Hale did not deny the presence of guards in the mill.", "does_not_deny"),
        ("Hale declined to comment on the mill.", "declines"),
        ("Hale did not respond to requests for comment.", "declines"),
        ("Hale questioned why the mill had closed.", "doubts"),
        ("Hale asserted that no evidence of a fire at the mill has been presented.", "doubts"),
        ("Hale asked whether the mill was safe.", "asks"),
        ("Hale asked the owner to close the mill.", "urges"),
        ("Hale urged the owner to close the mill.", "urges"),
        ("Hale called on the owner to close the mill.", "urges"),
        ("Hale called for the owner to close the mill.", "urges"),
        ("Hale said that the owner should close the mill.", "urges"),
        ("Hale pledged to close the mill.", "promises"),
        ("Hale agreed to close the mill.", "promises"),
    ],
)
def test_stance(text: str, stance: str) -> None:
    assert first(text).stance == stance


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Hale said that the mill was safe.", "says"),
        ("Officials believe the mill is safe.", "believes"),
        ("The owner plans to close the mill.", "intends"),
    ],
)
def test_kind(text: str, kind: str) -> None:
    assert first(text).kind == kind


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("“The mill is safe for everyone,” Hale said.", "direct"),
        ("Hale said that the mill was safe.", "indirect"),
        ("Hale said that the mill was “safe for everyone” again.", "mixed"),
    ],
)
def test_form(text: str, form: str) -> None:
    assert first(text).form == form
