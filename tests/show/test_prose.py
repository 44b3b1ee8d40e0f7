import pytest

from tellings.model import Finding, FindingKind
from tellings.show.prose import Reason, Told, occasion, sentence


def say(kind: FindingKind, about: str, told: list[Told], reason: Reason | None = None) -> str:
    return sentence(Finding("f", kind, "s", about, (), reason=reason or {}), told)


def test_figures_of_one_day_and_article_are_told_with_their_sources() -> None:
    told = [
        Told("less than 10", "", "2031-05-06", "D"),
        Told("at most 11", "the port", "2031-05-06", "D"),
        Told("less than 12", "the island", "2031-05-06", "D"),
    ]
    assert say("dispute", "boats in the bay", told, {"relation": "apart"}) == (
        "Three figures for boats in the bay on 6 May 2031: "
        "less than 10 (the article’s own), at most 11 (the port), less than 12 (the island)."
    )


def test_figures_of_which_some_meet_are_not_said_to_miss_one_another() -> None:
    told = [Told("nearly 10", tag="A"), Told("at most 11", tag="B"), Told("nearly 12", tag="C")]
    words = say("dispute", "boats", told, {"relation": "apart", "meet": 1})
    assert words.startswith("Three figures for boats that cannot all hold: nearly 10")


def test_figures_of_several_days_carry_their_days() -> None:
    told = [Told("10", "", "2031-05-06", "A"), Told("12", "the port", "2031-05-07", "B")]
    assert say("dispute", "boats", told, {"relation": "apart"}) == (
        "Two figures for boats: 10 (the article’s own, A, 6 May 2031), 12 (the port, B, 7 May 2031)."
    )


def test_holders_of_one_office_are_told_with_the_articles_that_name_them() -> None:
    told = [Told("Ilse Marn", tag="A"), Told("Bo Hartvig", tag="B"), Told("Bo Hartvig", tag="C")]
    assert say("dispute", "", told, {"office": "harbour master", "of": "Velmar"}) == (
        "Two names for Velmar’s harbour master: Ilse Marn (A), Bo Hartvig (B, C)."
    )


def test_an_update_is_told_in_turn() -> None:
    told = [Told("40", "the guard", "2031-05-06", "A"), Told("55", "the guard", "2031-05-07", "B")]
    assert say("update", "people rescued", told) == (
        "People rescued, as it was told in turn: 40 (the guard, A, 6 May 2031), then 55 (the guard, B, 7 May 2031)."
    )


def test_a_difference_of_scope_says_why() -> None:
    told = [Told("12", tag="A"), Told("70", tag="B")]
    assert say("scope", "people", told, {"why": "children are a part"}) == (
        "Figures for people that count different things: "
        "12 (the article’s own, A), 70 (the article’s own, B). Children are a part."
    )


@pytest.mark.parametrize(
    ("why", "words"),
    [
        ("place: the inner harbour, not Velmar", "counts those in the inner harbour"),
        ("counted: children, not people", "counts children"),
        ("state: plan to send, not arrive", "tells what is planned"),
        ("state: could die, not die", "tells what may come"),
        ("part", "counts a part"),
    ],
)
def test_a_part_is_told_beside_what_it_is_held_against(why: str, words: str) -> None:
    told = [Told("70", "Marn", tag="A"), Told("12", tag="B", part=True)]
    assert say("scope", "people in the inner harbour", told, {"why": why, "whole": "people in Velmar"}) == (
        f"People in Velmar: 12 (the article’s own, B) {words}, beside 70 (Marn, A)."
    )


def test_a_drift_names_the_words_that_changed() -> None:
    told = [Told("dark hull", tag="A"), Told("black hull", tag="B")]
    assert say("drift", "", told, {"speaker": "Marn", "changed": ["dark", "black"]}) == (
        "One utterance of Marn, two wordings in quotation marks (A / B); what differs: “dark”, “black”."
    )


def test_a_drift_of_many_words_counts_them() -> None:
    told = [Told("x", tag="A"), Told("y", tag="B")]
    assert say("drift", "", told, {"changed": [*"abcdefgh"]}).endswith("(A / B); 8 words differ.")


def test_a_denial_sets_stances_and_voices_apart() -> None:
    told = [
        Told("asserts", "the owner", tag="A"),
        Told("denies", "the port", tag="B"),
        Told("asserts", "Marn", tag="B"),
    ]
    assert say("denial", "", told, {"claim": "it sank"}) == (
        "“it sank”: asserted by the owner (A), Marn (B); denied by the port (B)."
    )


def test_articles_that_assert_it_in_their_own_words_are_named_together() -> None:
    told = [Told("asserts", tag="A"), Told("asserts", tag="B"), Told("denies", tag="C")]
    assert say("denial", "", told, {"claim": "it sank"}) == (
        "“it sank”: asserted by A and B themselves; denied by C itself."
    )


def test_counts_of_things_called_otherwise_stand_with_what_they_count() -> None:
    told = [Told("90 victims", "the port", "2031-05-06", "A"), Told("659 crew", "Marn", "2031-05-20", "B")]
    assert say("scope", "crew", told, {"relation": "totals", "why": "counted: victims; crew"}) == (
        "Counts of different things that look alike: 90 victims (the port, A), 659 crew (Marn, B)."
    )
    assert say("update", "crew", told, {"relation": "grown", "why": "as time passes"}) == (
        "As it was told in turn: 90 victims (the port, A, 6 May 2031), then 659 crew (Marn, B, 20 May 2031)."
    )
    assert say("update", "crew", told, {"relation": "refined"}).startswith(
        "One number, of people whom some name more closely: 90 victims"
    )


def test_an_echo_counts_outlets_against_origins() -> None:
    told = [Told("", "the guard", tag="A"), Told("", "the guard", tag="B")]
    assert say("echo", "at least 30 saved", told, {"outlets": 2, "origins": 1}) == (
        "At least 30 saved: two outlets (A, B), one origin (the guard)."
    )


def test_an_echo_of_an_origin_names_it() -> None:
    told = [Told("it sank", tag="A"), Told("it sank", tag="B")]
    reason: Reason = {"outlets": 2, "origins": 1, "origin": occasion("briefing", "Marn", "2031-05-06")}
    assert say("echo", "", told, reason) == "Two outlets (A, B), one origin: a briefing by Marn, 6 May 2031."
    assert say("echo", "it sank", told, reason) == (
        "“it sank”: two outlets (A, B), one origin (a briefing by Marn, 6 May 2031)."
    )


def test_the_articles_own_words_are_quoted_in_an_echo() -> None:
    told = [Told("he said that it sank", tag="A"), Told("it sank", tag="B")]
    assert say("echo", "it sank …", told).startswith("“it sank …”: two outlets")


@pytest.mark.parametrize(("has", "tell"), [(8, "Eight of the nine outlets tell"), (1, "One of the nine outlets tells")])
def test_a_gap_counts_the_outlets_that_tell_a_claim(has: int, tell: str) -> None:
    assert say("gap", "it sank", [], {"outlet": "Isle Dispatch", "has": has, "of": 9}) == (
        f"{tell} “it sank”; Isle Dispatch leaves it out."
    )


@pytest.mark.parametrize("label", ["““it sank", "“and “it sank,”", "and it sank", "‘it sank’"])
def test_a_claim_is_quoted_without_its_own_marks_and_joints(label: str) -> None:
    assert say("denial", "", [Told("denies", "the port", tag="B")], {"claim": label}) == (
        "“it sank”: denied by the port."
    )


@pytest.mark.parametrize("kind", ["dispute", "update", "scope", "drift", "denial", "echo", "gap"])
def test_a_finding_without_any_field_still_reads_as_a_sentence(kind: FindingKind) -> None:
    told = say(kind, "", [])
    assert told[0].isupper()
    assert told.endswith(".")


def test_a_claim_keeps_the_joints_inside_it() -> None:
    told = say("denial", "", [Told("open", "Marn", tag="B")], {"claim": "“We do not yet know whether it sank"})
    assert told == "“We do not yet know whether it sank”: said to be not known by Marn."


def test_what_is_left_open_and_told_later_says_who_does_which() -> None:
    told = [Told("open", "the port", "2031-05-06", "A"), Told("asserts", "the guard", "2031-05-07", "B")]
    assert say("update", "the names", told, {"relation": "open", "slot": "names", "claim": "names are not known"}) == (
        "“names are not known”: said to be not known by the port (A); asserted by the guard (B)."
    )


def test_two_times_of_one_event_are_told_in_two_ways() -> None:
    told = [Told("12:13 pm", "the port", tag="A"), Told("12:20 p.m.", "the guard", tag="B")]
    assert say("dispute", "the time: sink", told, {"slot": "time", "event": "sink"}) == (
        "Two times for “sink”: 12:13 pm (the port, A); 12:20 p.m. (the guard, B)."
    )


def test_two_lists_of_who_did_it_are_told_as_such() -> None:
    told = [Told("Kestria, Velmar", tag="A"), Told("Kestria", tag="B")]
    assert say("scope", "who: condemn", told, {"slot": "actor", "event": "condemn"}) == (
        "Two lists of those who “condemn”: Kestria, Velmar (A); Kestria (B)."
    )


def test_one_wording_of_two_speakers_names_both() -> None:
    told = [Told("a dark day", "Marn", tag="A"), Told("a dark day", "the port", tag="B")]
    assert say("drift", "", told) == "One wording in quotation marks, given to Marn (A) and the port (B)."
