import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.second_reader.replies import MOST, ReplyError, Said, Same, first_list, read_said, read_same

GOOD = {
    "passage": "He said so.",
    "content": "so",
    "source": "He",
    "cue": "said",
    "speaker": "Quist",
    "stance": "asserts",
}


def test_an_object_is_found_in_talk_around_it() -> None:
    talk = '<think>maybe {this} or {"that": 1}</think> Here you are:'
    reply = f"{talk}\n{json.dumps({'statements': [GOOD]})}\nAnything else?"
    assert read_said(reply) == ([Said(*GOOD.values())], 0)


@pytest.mark.parametrize(
    "reply", ["", "no", "[1, 2]", "{", '{"statements"', "{" * 100_000, '{"other": []}', '{"statements": 3}']
)
def test_a_reply_without_what_was_asked_for_is_an_error(reply: str) -> None:
    with pytest.raises(ReplyError):
        read_said(reply)


@pytest.mark.parametrize(
    "wrong",
    [
        "words",
        None,
        {**GOOD, "stance": "shouts"},
        {**GOOD, "content": 3},
        {**GOOD, "content": " "},
        {**GOOD, "passage": "x" * 30_000},
        {key: GOOD[key] for key in GOOD if key != "cue"},
    ],
)
def test_items_of_another_shape_are_counted_and_left(wrong: object) -> None:
    assert read_said(json.dumps({"statements": [wrong, GOOD]})) == ([Said(*GOOD.values())], 1)


def test_more_items_than_anyone_says_are_not_looked_at() -> None:
    items, wrong = read_said(json.dumps({"statements": [GOOD] * (MOST + 5)}))
    assert (len(items), wrong) == (MOST, 5)


def test_joinings_name_two_entries() -> None:
    one, other = {"entry": 1, "name": "Odo Quist"}, {"entry": 2, "name": "Quist Odo"}
    items = [
        {"one": one, "other": other, "why": "order"},
        {"one": one, "other": {"entry": True, "name": "x"}, "why": ""},
    ]
    assert read_same(json.dumps({"joinings": items})) == ([Same((1, "Odo Quist"), (2, "Quist Odo"), "order")], 1)


@given(st.text())
def test_no_reply_raises_anything_else(reply: str) -> None:
    try:
        first_list(reply, "statements")
    except ReplyError:
        return
