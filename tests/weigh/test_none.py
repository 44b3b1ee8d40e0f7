from tellings.link.measures import find_measures
from tellings.model import Finding
from tellings.weigh.lines import read_lines
from tellings.weigh.none import weigh_none
from tests.made import article, figure, marks, view


def found(denied: str, day: str = "2031-05-07") -> list[Finding]:
    """Findings of a line of a day, beside two articles of 7 May 2031 that count two injured."""
    one = article(denied, outlet="A", published=day)
    other = article("The fire on the barge injured 2 people.", outlet="B", published="2031-05-07")
    third = article("On the barge 2 people were injured.", outlet="C", published="2031-05-07")
    counted = [(each, [figure(each, "2", 2, 2, counted="people", state="injure")]) for each in (other, third)]
    story = view((one, marks(one)), *((each, marks(each, figures=figures)) for each, figures in counted))
    return list(weigh_none(story, read_lines(story), find_measures(story)))


def test_nobody_against_a_count_is_a_dispute() -> None:
    (finding,) = found("The harbour said that no one was injured by the fire.")
    assert (finding.kind, {account.value for account in finding.accounts}) == ("dispute", {"none", "2"})


def test_nobody_yet_and_a_count_later_is_an_update() -> None:
    (finding,) = found("The harbour said that no one was injured by the fire.", "2031-05-06")
    assert finding.kind == "update"


def test_nobody_killed_says_nothing_of_the_injured() -> None:
    assert not found("The harbour said that no one was killed by the fire.")


def test_what_is_done_so_that_nobody_is_hurt_is_no_account() -> None:
    assert not found("The harbour will watch the piers to ensure no one is injured by the fire.")
