"""One question to one server, whatever the server does."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Callable
from dataclasses import replace

import pytest

from tellings.errors import InputError
from tellings.second_reader.endpoint import REPLY, AskError, Endpoint, Model, Patience, UnusableError, make_model
from tests.second_reader.standin import NOTHING, Answer, Asked, completion, stand_in

QUICK = Patience(answer=0.5, whole=5, pause=0.01)
MESSAGES = [{"role": "user", "content": "a question"}]


def ask(url: str, *, key: str = "", times: int = 1) -> list[str]:
    async def go() -> list[str]:
        async with Endpoint(Model(url, "stand-in", key, QUICK)) as endpoint:
            return [await endpoint.ask("statements", MESSAGES) for _ in range(times)]

    return asyncio.run(go())


def in_turn(*answers: Answer) -> Callable[[Asked], Answer]:
    """Each answer once, the last for ever."""
    left = [*answers]
    return lambda _: left.pop(0) if len(left) > 1 else left[0]


def test_the_words_of_the_answer_come_back() -> None:
    with stand_in(lambda _: completion("{}")) as server:
        assert ask(server.url) == ["{}"]
    (asked,) = server.asked
    assert (asked.method, asked.path, asked.body["model"]) == ("POST", "/v1/chat/completions", "stand-in")


def test_nothing_is_told_about_this_machine_and_no_key_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("API_KEY", "ADMIN_KEY", "ORG_ID", "PROJECT_ID"):
        monkeypatch.setenv(f"OPENAI_{name}", "a secret")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "X-Secret: a secret")
    with stand_in(lambda _: NOTHING) as server:
        ask(server.url)
    headers = server.asked[0].headers
    usual = {"host", "accept", "accept-encoding", "user-agent", "connection"}
    assert {*headers} - usual == {"content-type", "content-length"}
    assert "secret" not in str(headers)


def test_a_key_goes_to_the_server_alone() -> None:
    with stand_in(lambda _: NOTHING) as server:
        ask(server.url, key="the key")
    assert server.asked[0].headers["authorization"] == "Bearer the key"
    assert "the key" not in repr(Model(server.url, "stand-in", "the key"))


def test_the_environment_names_no_other_address(monkeypatch: pytest.MonkeyPatch) -> None:
    with stand_in(lambda _: NOTHING) as other, stand_in(lambda _: NOTHING) as server:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "OPENAI_BASE_URL"):
            monkeypatch.setenv(name, other.url)
        ask(server.url)
    assert (len(server.asked), other.asked) == (1, [])


def test_redirects_are_not_followed() -> None:
    with stand_in(lambda _: NOTHING) as other:
        away = Answer(b"", 307, {"location": f"{other.url}/chat/completions"})
        with stand_in(lambda _: away) as server, pytest.raises(AskError, match="status 307"):
            ask(server.url)
    assert other.asked == []


def test_a_server_without_structured_answers_is_asked_in_plain_words_from_then_on() -> None:
    def plain(asked: Asked) -> Answer:
        return Answer(b"{}", 400) if "response_format" in asked.body else NOTHING

    with stand_in(plain) as server:
        ask(server.url, times=2)
    assert ["response_format" in asked.body for asked in server.asked] == [True, True, False, False]


def test_a_question_that_is_never_taken_is_an_error() -> None:
    with stand_in(lambda _: Answer(b"{}", 400)) as server, pytest.raises(AskError, match="does not take"):
        ask(server.url)
    assert len(server.asked) == 3


@pytest.mark.parametrize("status", [429, 500, 503])
def test_what_may_work_later_is_tried_again(status: int) -> None:
    busy = Answer(b"{}", status, {"retry-after": "0"})
    with stand_in(in_turn(busy, busy, NOTHING)) as server:
        assert len(ask(server.url)) == 1
    assert len(server.asked) == 3


@pytest.mark.parametrize("status", [429, 500])
def test_what_never_works_is_given_up(status: int) -> None:
    with (
        stand_in(lambda _: Answer(b"{}", status)) as server,
        pytest.raises(AskError, match=f"status {status}.*3 tries"),
    ):
        ask(server.url)
    assert len(server.asked) == 3


@pytest.mark.parametrize("status", [401, 403, 404])
def test_what_no_question_changes_is_asked_once(status: int) -> None:
    with stand_in(lambda _: Answer(b"{}", status)) as server, pytest.raises(UnusableError, match=f"status {status}"):
        ask(server.url)
    assert len(server.asked) == 1


@pytest.mark.parametrize("late", [replace(NOTHING, delay=1.5), replace(NOTHING, drip=0.05)])
def test_a_slow_server_is_given_up(late: Answer) -> None:
    with stand_in(lambda _: late) as server, pytest.raises(AskError, match=r"within 0\.5 seconds"):
        ask(server.url)


def test_no_server_is_an_error() -> None:
    with stand_in(lambda _: NOTHING) as server:
        url = server.url
    with pytest.raises(AskError, match="cannot be reached"):
        ask(url)


def test_a_reply_that_does_not_end_is_an_error() -> None:
    huge = completion("x" * (REPLY + 1))
    with stand_in(lambda _: huge) as server, pytest.raises(AskError, match="longer than"):
        ask(server.url)
    assert len(server.asked) == 1


def test_a_compressed_reply_is_refused() -> None:
    packed = Answer(gzip.compress(NOTHING.body), 200, {"content-type": "application/json", "content-encoding": "gzip"})
    with stand_in(lambda _: packed) as server, pytest.raises(AskError, match="compressed"):
        ask(server.url)


WRONG = b'|null|[]|{}|<html>|{"choices": []}|{"choices": [{}]}|{"choices": 3}|{"choices"'.split(b"|")


@pytest.mark.parametrize("body", [*WRONG, b"[" * 9999])
@pytest.mark.parametrize("kind", ["application/json", "text/html"])
def test_what_is_no_completion_is_an_error(body: bytes, kind: str) -> None:
    with stand_in(lambda _: Answer(body, 200, {"content-type": kind})) as server, pytest.raises(AskError):
        ask(server.url)


@pytest.mark.parametrize("content", [None, "", " ", 3, ["x"]])
def test_an_answer_without_words_is_an_error(content: object) -> None:
    with stand_in(lambda _: completion(content)) as server, pytest.raises(AskError):
        ask(server.url)


def test_calls_of_tools_are_not_looked_at() -> None:
    call = {"id": "1", "type": "function", "function": {"name": "fetch", "arguments": '{"url": "http://127.0.0.1:1/"}'}}
    with stand_in(lambda _: completion("{}", tool_calls=[call])) as server:
        assert ask(server.url) == ["{}"]
    assert len(server.asked) == 1
    assert "tools" not in server.asked[0].body


@pytest.mark.parametrize(
    ("url", "local"),
    [
        ("http://127.0.0.1:11434/v1", True),
        ("http://[::1]:8080/v1", True),
        ("http://localhost/v1", True),
        ("https://models.example/v1", False),
        ("http://192.168.1.7/v1", False),
        ("http://127.0.0.1.example/v1", False),
    ],
)
def test_only_loopback_is_this_machine(url: str, local: bool) -> None:
    assert make_model(url, "stand-in").local is local


NO_ADDRESSES = [
    "",
    "models.example/v1",
    "ftp://models.example",
    "http://",
    "http://a:b@c/v1",
    "http://[::1/v1",
    "http://x:y/",
]


@pytest.mark.parametrize("url", NO_ADDRESSES)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(InputError):
        make_model(url, "stand-in")


def test_a_key_that_is_not_there_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("STAND_IN_KEY", raising=False)
    with pytest.raises(InputError, match="STAND_IN_KEY"):
        make_model("http://127.0.0.1/v1", "stand-in", "STAND_IN_KEY")
    monkeypatch.setenv("STAND_IN_KEY", "the key")
    assert make_model("http://127.0.0.1/v1", "stand-in", "STAND_IN_KEY").key == "the key"


def test_a_model_without_name_is_refused() -> None:
    with pytest.raises(InputError, match="--model"):
        make_model("http://127.0.0.1/v1", " ")


def test_a_server_elsewhere_is_asked_several_things_at_once_one_here_one_by_one() -> None:
    assert make_model("http://127.0.0.1/v1", "stand-in").patience.at_once == 1
    assert make_model("https://models.example/v1", "stand-in", timeout=7).patience.at_once > 1
    assert make_model("https://models.example/v1", "stand-in", timeout=7).patience.answer == 7
