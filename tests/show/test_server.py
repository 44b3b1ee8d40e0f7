import asyncio
import socket
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from urllib.parse import quote, urlencode

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings import queries
from tellings.errors import InputError
from tellings.ledger import Ledger
from tellings.model import Record
from tellings.show.guard import HEADERS, Guard
from tellings.show.server import make_app, serve

OURS = "127.0.0.1:8477"


class Client:
    """Asks the application without a network."""

    def __init__(self, app: Guard) -> None:
        self.app = app

    def get(self, path: str, host: str = OURS, method: str = "GET", **more: object) -> httpx.Response:
        headers = {"host": host, **more.pop("headers", {})}  # type: ignore[dict-item]

        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url=f"http://{OURS}") as client:
                return await client.request(method, path, headers=headers, **more)  # type: ignore[arg-type]

        return asyncio.run(ask())

    def post(self, path: str, data: Mapping[str, str], **headers: str) -> httpx.Response:
        own = {"origin": f"http://{OURS}"} | {name.replace("_", "-"): value for name, value in headers.items()}
        return self.get(path, method="POST", data=data, headers=own)


@pytest.fixture
def ledger(record: Record, tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "velmar.ledger") as made:
        made.add((record.articles[key], record.marks[key]) for key in record.articles)
        made.keep(record)
        yield made


@pytest.fixture
def client(ledger: Ledger) -> Client:
    return Client(make_app(ledger))


VIEWS = ["", "/figures", "/cast", "/claims", "/origins", "/timeline", "/articles"]
PAGES = ["/", "/add", "/search?q=ferry", "/article/harbour", "/article/harbour?input=1", "/story/s1/finding/f1"]


@pytest.mark.parametrize("path", ["/findings?kind=denial", "/claims", "/claims.csv"])
def test_a_story_that_goes_while_its_page_is_made_is_looked_for_anew(
    client: Client, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    path = f"/story/gone{path.removeprefix('/findings')}"
    there = queries.find_story
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(queries, "find_story", lambda _, asked: asked)  # before the writing it was there
        first = client.get(path)
    assert (first.status_code, first.headers["location"]) == (307, path)
    assert queries.find_story is there
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", [*PAGES, *(f"/story/s1{view}" for view in VIEWS)])
def test_every_page_opens(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert "Tellings" in answer.text


def test_the_desk_links_to_the_stories_with_their_counts(client: Client) -> None:
    text = client.get("/").text
    assert 'href="/story/s1"' in text
    assert '<td class="n" data-name="outlets">3</td>' in text


def test_the_desk_of_an_empty_ledger_says_what_to_do(tmp_path: Path) -> None:
    with Ledger(tmp_path / "new.ledger") as ledger:
        assert "Put the first articles in" in Client(make_app(ledger)).get("/").text


def test_a_story_has_its_findings(client: Client) -> None:
    assert "Two names for Velmar’s coast guard captain" in client.get("/story/s1").text


def test_findings_of_one_kind_have_an_address(client: Client) -> None:
    text = client.get("/story/s1?kind=drift").text
    assert text.count('<article class="card drift"') == text.count('<article class="card') == 1


def test_a_link_leads_to_the_very_words(client: Client) -> None:
    text = client.get("/article/harbour?at=35-47").text
    assert 'id="here"' in text
    assert '<mark class="figure finding here">About 40 pas</mark>' in text or '<mark class="' in text


def test_the_reader_tells_what_others_say_of_the_same(client: Client) -> None:
    text = client.get("/article/harbour").text
    assert "other account" in text
    assert "At least 55" in text


def test_a_person_has_what_was_said_in_order(client: Client) -> None:
    cast = client.get("/story/s1/cast").text
    person = cast.split("/story/s1/person/")[1].split('"')[0]
    text = client.get(f"/story/s1/person/{person}").text
    assert "What was said, in order" in text
    assert '<ol class="sayings">' in text


@pytest.mark.parametrize("view", ["findings", "figures", "cast", "claims", "origins", "timeline", "articles"])
@pytest.mark.parametrize("form", ["csv", "json"])
def test_every_view_can_be_taken_along(client: Client, view: str, form: str) -> None:
    answer = client.get(f"/story/s1/{view}.{form}")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == f'attachment; filename="{view}-s1.{form}"'
    assert len(answer.text.splitlines()) > 1


@pytest.mark.parametrize("name", ["origins", "timeline"])
def test_a_picture_stands_alone(client: Client, name: str) -> None:
    import xml.etree.ElementTree as ET

    root = ET.fromstring(client.get(f"/story/s1/{name}.svg").text)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert not [one for one in root.iter() if "var(" in "".join(one.attrib.values())]


def test_a_story_comes_as_one_file(client: Client) -> None:
    answer = client.get("/story/s1/report.html")
    assert "attachment" in answer.headers["content-disposition"]
    assert "<style>" in answer.text


@pytest.mark.parametrize("path", ["/story/<b>", "/story/s1/finding/x", "/article/x", "/story/s1/person/x", "/job/7"])
def test_what_is_not_there_is_not_found(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "To the desk" in answer.text
    assert "<b>" not in answer.text


def test_a_story_is_found_by_an_id_it_had_before(ledger: Ledger, record: Record) -> None:
    from dataclasses import replace

    ledger.keep(replace(record, stories=(replace(record.stories[0], id="s2"),)))
    answer = Client(make_app(ledger)).get("/story/s1/cast")
    assert (answer.status_code, answer.headers["location"]) == (307, "/story/s2/cast")


def test_a_page_shows_what_another_process_wrote(client: Client, ledger: Ledger, record: Record) -> None:
    from dataclasses import replace

    assert "Renamed" not in client.get("/").text
    with Ledger(ledger.place) as other:
        other.keep(replace(record, stories=(replace(record.stories[0], title="Renamed"),)))
    assert "Renamed" in client.get("/").text


@pytest.mark.parametrize("path", ["/", "/story/s1", "/static/page.css", "/nothing", "/story/s1/findings.csv"])
def test_every_answer_carries_the_policy(client: Client, path: str) -> None:
    headers = client.get(path).headers
    assert {name: headers[name] for name in HEADERS} == HEADERS
    assert "unsafe" not in headers["content-security-policy"]


def test_every_file_that_a_page_names_is_there(client: Client) -> None:
    text = client.get("/story/s1/figures").text
    names = [part.split('"')[0] for part in text.split('="/static/')[1:]]
    assert len(names) == 9
    assert {client.get(f"/static/{name}").status_code for name in names} == {200}


@pytest.mark.parametrize("host", ["news.example", "127.0.0.1.news.example", "", "10.0.0.1", "[::1", "a@127.0.0.1@b"])
def test_another_host_is_refused(client: Client, host: str) -> None:
    assert client.get("/", host=host).status_code == 400


@pytest.mark.parametrize("host", ["localhost:8477", "127.0.0.1:9", "[::1]:8477"])
def test_this_machine_is_let_in_by_every_name(client: Client, host: str) -> None:
    assert client.get("/", host=host).status_code == 200


@pytest.mark.parametrize("origin", ["http://news.example", "null", "http://127.0.0.1:9999", ""])
def test_another_page_may_change_nothing(client: Client, origin: str) -> None:
    assert client.post("/add", {"text": "words"}, origin=origin).status_code == 403


def test_a_request_from_another_site_may_change_nothing(client: Client) -> None:
    assert client.post("/add", {"text": "words"}, sec_fetch_site="cross-site").status_code == 403


def test_pages_are_only_read(client: Client) -> None:
    assert client.post("/story/s1", {}).status_code == 405


def test_outside_this_machine_the_token_is_asked_for(ledger: Ledger) -> None:
    client = Client(make_app(ledger, hosts=frozenset({"room.example"}), numeric=True, token="secret"))
    assert client.get("/", host="room.example").status_code == 401
    assert client.get("/?token=wrong", host="10.1.1.1").status_code == 401
    first = client.get("/story/s1?token=secret&kind=drift", host="10.1.1.1")
    assert (first.status_code, first.headers["location"]) == (303, "/story/s1?kind=drift")
    cookie = first.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "samesite=strict" in cookie.lower()
    assert client.get("/", host="10.1.1.1", headers={"cookie": cookie.split(";")[0]}).status_code == 200


def test_a_token_leads_to_no_other_site(ledger: Ledger) -> None:
    client = Client(make_app(ledger, token="secret"))
    assert client.get("/%2Fnews.example/?token=secret").headers["location"].startswith("/news.example")


def test_too_much_at_once_is_refused_with_advice(ledger: Ledger) -> None:
    app = make_app(ledger)
    app.at_most = 1000
    answer = Client(app).post("/add", {"text": "word " * 400})
    assert answer.status_code == 413
    assert "add fewer files" in answer.text


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "Nothing to add"),
        ({"text": "Words.", "published": "soon"}, "is no date"),
        ({"url": "https://a.example " * 30}, "More than 20 addresses"),
    ],
)
def test_a_form_says_what_is_wrong_with_it(client: Client, fields: dict[str, str], says: str) -> None:
    answer = client.post("/add", fields)
    assert answer.status_code == 422
    assert says in answer.text


def test_an_article_cannot_write_markup(hostile: Callable[[str], Record], tmp_path: Path) -> None:
    record = hostile("<img src=x onerror=alert(1)>")
    with Ledger(tmp_path / "bad.ledger") as ledger:
        ledger.add((record.articles[key], record.marks[key]) for key in record.articles)
        ledger.keep(record)
        client = Client(make_app(ledger))
        keys = [f"/article/{key}" for key in record.articles]
        for path in [
            "/",
            "/search?q=img",
            *keys,
            *(f"{key}?input=1" for key in keys),
            *(f"/story/s{v}" for v in VIEWS),
        ]:
            assert "<img" not in client.get(path).text


@pytest.fixture(scope="module")
def open_client(record: Record, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    with Ledger(tmp_path_factory.mktemp("fuzz") / "x.ledger") as made:
        made.add((record.articles[key], record.marks[key]) for key in record.articles)
        made.keep(record)
        yield Client(make_app(made))


SEGMENTS = [
    "story",
    "s1",
    "article",
    "harbour",
    "figures",
    "cast",
    "finding",
    "f1",
    "person",
    "search",
    "job",
    "1",
    "..",
]
NAMES = ["from", "kind", "q", "at", "input", "after", "before", "since", "until", "speaker", "outlet"]
VALUES = st.one_of(st.text(max_size=30), st.sampled_from(["1", "-1", "0-5", "9" * 30, "²", "dispute", "2031-05-06"]))


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.one_of(st.sampled_from(SEGMENTS), st.text(max_size=8)), max_size=5),
    st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=4),
    st.sampled_from(["", ".csv", ".json", ".svg", "/"]),
)
def test_whatever_is_asked_gets_an_answer(
    open_client: Client, path: list[str], asked: dict[str, str], end: str
) -> None:
    # two slashes at the beginning would name another host
    address = "/" + "/".join(quote(part, safe="", errors="replace") for part in path).lstrip("/") + end
    answer = open_client.get(f"{address}?{urlencode(asked, errors='replace')}")
    assert answer.status_code < 500
    assert answer.headers["x-content-type-options"] == "nosniff"


@settings(deadline=None, max_examples=40)
@given(st.dictionaries(st.sampled_from(["kind", "name", "of", "why", "text", "published"]), st.text(max_size=20)))
def test_whatever_form_is_sent_gets_an_answer(open_client: Client, fields: dict[str, str]) -> None:
    fields = {name: value.encode("utf-8", "replace").decode() for name, value in fields.items()}
    if fields.get("kind") not in ("join", "split", "undo"):
        assert open_client.post("/story/s1/decide", fields).status_code == 422
    fields["text"] = ""
    assert open_client.post("/add", fields).status_code == 422


def test_signs_that_act_or_hide_are_shown_for_what_they_are(hostile: Callable[[str], Record], tmp_path: Path) -> None:
    record = hostile("a\u202eb\u2066c\u200bd\x1b[31m<script>alert(1)</script> javascript:alert(2)")
    with Ledger(tmp_path / "bad.ledger") as ledger:
        ledger.add((record.articles[key], record.marks[key]) for key in record.articles)
        ledger.keep(record)
        client = Client(make_app(ledger))
        key = next(iter(record.articles))
        for path in ["/", "/search?q=alert", f"/article/{key}", f"/article/{key}?input=1", "/story/s", "/story/s/cast"]:
            text = client.get(path).text
            assert not {"\u202e", "\u2066", "\u200b", "\x1b"} & set(text), path
            assert "<script>alert" not in text
            assert 'href="javascript:' not in text
        assert "⟨U+200B⟩" in client.get(f"/article/{key}?input=1").text


def test_a_port_that_another_has_is_refused_before_the_address_is_printed(
    ledger: Ledger, capfd: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(InputError, match=f"--port {port}: another program listens there"):
            serve(ledger, port=port)
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    ("host", "port", "said"),
    [
        ("127.0.0.1", 99999, "--port 99999"),
        ("192.0.2.1", 8477, "--host 192.0.2.1: is no address"),
        ("no such host", 8477, "--host no such host"),
    ],
)
def test_where_nothing_can_listen_is_said_without_a_token(
    ledger: Ledger, capfd: pytest.CaptureFixture[str], host: str, port: int, said: str
) -> None:
    with pytest.raises(InputError, match=said):
        serve(ledger, host, port)
    assert "token" not in capfd.readouterr().err
