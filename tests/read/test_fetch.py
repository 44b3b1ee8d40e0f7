import threading
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import sleep

import pytest

from tellings.errors import InputError
from tellings.read.fetch import REDIRECTS, fetch


class Site(BaseHTTPRequestHandler):
    """Answers by what its path says."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""

    def do_GET(self) -> None:
        name, _, rest = self.path[1:].partition("/")
        if name == "to":
            self.send_response(302)
            self.send_header("Location", f"http://{rest}")
            self.end_headers()
        elif name == "round":
            self.send_response(302)
            self.send_header("Location", "/round")
            self.end_headers()
        elif name == "large":
            self._send(b"x" * 5000)
        elif name == "slow":
            self.send_response(200)
            self.end_headers()
            with suppress(OSError):
                for _ in range(40):
                    self.wfile.write(b"x")
                    sleep(0.05)
        elif name == "gone":
            self.send_error(404)
        else:
            self._send(b"<p>The ferry left at noon.</p>")

    def _send(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_page_is_fetched_where_that_is_allowed(site: str) -> None:
    found = fetch(f"http://{site}/page?a=b c", allow_private=True)
    assert (found.kind, found.body) == ("text/html", b"<p>The ferry left at noon.</p>")


def test_this_machine_is_refused(site: str) -> None:
    with pytest.raises(InputError, match="on this machine"):
        fetch(f"http://{site}/page")


@pytest.mark.parametrize(
    "address",
    [
        *(
            "127.0.0.1",
            "0.0.0.0",
            "10.1.2.3",
            "192.168.0.1",
            "172.16.0.9",
            "169.254.169.254",
            "100.64.0.1",
            "224.0.0.1",
        ),
        *("::1", "::", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "ff02::1"),
    ],
)
def test_an_address_within_is_refused_by_whatever_name(address: str) -> None:
    with pytest.raises(InputError, match="on this machine"):
        fetch("http://news.example/", resolve=lambda host, port: ["93.184.216.34", address])


def test_every_redirect_is_checked(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tellings.read.fetch._public", lambda address: address == "127.0.0.1")
    with pytest.raises(InputError, match=r"10\.0\.0\.1 is on this machine.*--allow-private"):
        fetch(f"http://{site}/to/10.0.0.1/page")


def test_a_redirect_to_another_scheme_is_refused(site: str) -> None:
    class To(Site):
        def do_GET(self) -> None:
            self.send_response(301)
            self.send_header("Location", "file:///etc/passwd")
            self.end_headers()

    server = ThreadingHTTPServer(("127.0.0.1", 0), To)
    threading.Thread(target=server.handle_request, daemon=True).start()
    with pytest.raises(InputError, match="only http and https"):
        fetch(f"http://127.0.0.1:{server.server_port}/", allow_private=True)
    server.server_close()


def test_redirects_are_followed_and_end(site: str) -> None:
    assert fetch(f"http://{site}/to/{site}/page", allow_private=True).url == f"http://{site}/page"
    with pytest.raises(InputError, match=f"more than {REDIRECTS} times"):
        fetch(f"http://{site}/round", allow_private=True)


def test_what_is_too_large_is_refused(site: str) -> None:
    with pytest.raises(InputError, match="holds more than"):
        fetch(f"http://{site}/large", allow_private=True, at_most=1000)


def test_a_site_that_drips_is_cut_off(site: str) -> None:
    with pytest.raises(InputError, match="took too long"):
        fetch(f"http://{site}/slow", allow_private=True, within=0.3)


def test_what_the_site_answers_is_told(site: str) -> None:
    with pytest.raises(InputError, match="answered 404"):
        fetch(f"http://{site}/gone", allow_private=True)


@pytest.mark.parametrize(
    "url",
    [
        *("ftp://news.example/a", "file:///etc/passwd", "javascript:alert(1)", "news.example/a", "http://", "//a/b"),
        *("http://user:pass@news.example/", "http://[::1", "http://news.example:99999/", "http://a\x00b/", ""),
    ],
)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(InputError):
        fetch(url, resolve=lambda host, port: ["10.0.0.1"])
