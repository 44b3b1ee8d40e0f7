from dataclasses import replace

import pytest

from tellings.model import Finding, When
from tellings.weigh.contrasts import weigh_contrasts
from tellings.weigh.lines import read_lines
from tests.made import article, marks, span, statement, view


def found(text: str, *said: tuple[str, str]) -> list[Finding]:
    """Findings of an article with statements given as (speaker, content)."""
    one, other = article(text, outlet="A"), article("The market of Ostrel opens at dawn on Monday.", outlet="B")
    told = [statement(one, content, speaker) for speaker, content in said]
    story = view((one, marks(one, statements=told)), (other, marks(other)))
    return list(weigh_contrasts(story, read_lines(story)))


@pytest.mark.parametrize(
    "text",
    [
        "Mayor Brel says the bridge was safe, even though some of the divers dispute that.",
        "Mayor Brel says the bridge was safe. Divers are sceptical of that claim.",
        "Mayor Brel says the bridge was safe. But divers called the bridge dangerous.",
    ],
)
def test_two_voices_that_an_article_sets_against_each_other(text: str) -> None:
    (finding,) = found(text, ("Mayor Brel", "the bridge was safe"))
    assert [account.value for account in finding.accounts] == ["asserts", "disputes"]
    assert finding.accounts[0].source == "Mayor Brel"


def test_the_two_sides_are_told_apart_within_one_sentence() -> None:
    (finding,) = found(
        "Mayor Brel says the bridge was safe, but divers see this as a danger.",
        ("Mayor Brel", "the bridge was safe"),
        ("divers", "this as a danger"),
    )
    first, second = (account.passage.span for account in finding.accounts)
    assert first.end <= second.start


def test_a_doubt_that_is_itself_denied_is_none() -> None:
    assert not found(
        "Mayor Brel says the bridge was safe. We cannot deny that it was old, divers said.",
        ("Mayor Brel", "the bridge was safe"),
    )


def test_one_voice_does_not_dispute_itself() -> None:
    assert not found(
        "Mayor Brel says the bridge was safe, but Mayor Brel regrets this noise.",
        ("Mayor Brel", "the bridge was safe"),
        ("Mayor Brel", "this noise"),
    )


def test_but_alone_is_no_dispute() -> None:
    assert not found("Mayor Brel opened the bridge on Monday, but rain kept the visitors away from the piers.")


def test_what_is_expected_by_nobody_named_is_no_voice() -> None:
    one = article("The sailing was expected in the harbour, but Mayor Brel said that it was late.", outlet="A")
    other = article("The market of Ostrel opens at dawn on Monday.", outlet="B")
    said = [statement(one, "The sailing", cue="was expected"), statement(one, "it was late", "Mayor Brel")]
    story = view((one, marks(one, statements=said)), (other, marks(other)))
    assert not list(weigh_contrasts(story, read_lines(story)))


@pytest.mark.parametrize(
    "text",
    [
        "Mayor Brel says the bridge was safe, while Otto Lind also said of that bridge that it would hold.",
        "Was the bridge of Ostrel safe? Divers dismiss that claim.",
        "The bridge of Ostrel was safe. Divers dismiss that.",
    ],
)
def test_who_agrees_and_what_nobody_says_is_no_contrast(text: str) -> None:
    said = [("Otto Lind", "that it would hold")] if "Lind" in text else []
    assert not found(text, *said)


def test_a_time_is_no_voice() -> None:
    one = article(
        "The harbour of Ostrel says it opened in May, but this week announced that it would close.", outlet="A"
    )
    other = article("The market of Ostrel opens at dawn on Monday.", outlet="B")
    told = [
        statement(one, "it opened in May", "The harbour of Ostrel"),
        statement(one, "that it would close", "this week"),
    ]
    week = When(span(one, "this week"), "DATE", "2031-W19", "2031-05-05", "2031-05-11")
    first = replace(marks(one, statements=told), dates=(week,))
    story = view((one, first), (other, marks(other)))
    assert not list(weigh_contrasts(story, read_lines(story)))
