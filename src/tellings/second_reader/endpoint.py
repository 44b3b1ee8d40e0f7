"""The server that a model answers from: any that speaks OpenAI's chat completions, at the one address the user gave.

Nothing else is asked and nothing followed: no redirect, no proxy of the environment, no tool call, no telemetry (the
client's headers about this machine are taken off). A reply is bounded in bytes and in time, and compressed ones are
refused, since they are not.
"""

from __future__ import annotations

import asyncio
import ipaddress
import os
import random
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from tellings import __version__
from tellings.errors import InputError, MissingExtraError, TellingsError
from tellings.second_reader.prompts import SCHEMAS, VERSION, Messages

if TYPE_CHECKING:
    import httpx2
    from openai import AsyncOpenAI

ANSWER: Final = 300.0  # seconds: with eight billion weights a laptop's processor takes three or four minutes
REPLY: Final = 1_000_000  # bytes of one reply; a hundred statements take fifty thousand
_REMOTE: Final = 4  # questions at once to a server elsewhere
_AFTER: Final = 30.0  # seconds that a server may ask us to wait
_NO_KEY: Final = "none"  # the client wants one; it is not sent
# What is sent of the client's headers: it adds others about this machine, and whatever OPENAI_… variables tell it to.
_HEADERS: Final = frozenset({"host", "content-type", "content-length", "transfer-encoding", "accept", "connection"})


class AskError(TellingsError):
    """A question got no answer that can be read."""


class UnusableError(AskError):
    """The server will answer no other question either: the key is refused, or there is no such model."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a server is waited for, in seconds: for one answer, with all its tries, before a second try."""

    answer: float = ANSWER
    whole: float = 660.0
    pause: float = 2.0  # doubled with each try
    tries: int = 3
    at_once: int = 1  # questions; a server on a laptop has them wait for each other
    failures: int = 3  # articles in a row after which the rest are not asked about


@dataclass(frozen=True, slots=True)
class Model:
    """Which model, at which address. `host` is how it is called: without path, name or password."""

    url: str
    name: str
    key: str = field(default="", repr=False)
    patience: Patience = Patience()

    @property
    def host(self) -> str:
        """The host and port of the address."""
        return urlsplit(self.url).netloc

    @property
    def reader(self) -> str:
        """What is kept of it: two readers of one name, host and prompt read alike."""
        return f"{self.name} at {self.host}, prompt {VERSION}"

    @property
    def local(self) -> bool:
        """Whether what is sent to it stays on this machine."""
        host = urlsplit(self.url).hostname or ""
        try:
            return ipaddress.ip_address(host).is_loopback
        except ValueError:
            return host == "localhost" or host.endswith(".localhost")


def make_model(url: str, name: str, key_env: str = "", timeout: float = ANSWER) -> Model:
    """A model from what a user gave: `timeout` is in seconds, for one answer.

    Raises InputError for what cannot be used, MissingExtraError without openai.
    """
    option = f"--second-reader {url}"
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = None
    if not host or parts.scheme not in ("http", "https") or parts.query or parts.fragment:
        raise InputError(option, "is no address", "write it as http://127.0.0.1:11434/v1")
    if parts.username or parts.password:
        raise InputError("--second-reader", "holds a name or password", "name a variable with --second-reader-key-env")
    if not name.strip():
        raise InputError(option, "needs a model", "name it with --model")
    key = os.environ.get(key_env, "").strip() if key_env else ""
    if key_env and not key:
        raise InputError(f"--second-reader-key-env {key_env}", "no such variable is set", "set it to the key")
    if find_spec("openai") is None:
        raise MissingExtraError("A second reader needs openai; install it with `pip install 'tellings[second-reader]'`")
    patience = Patience(answer=timeout, whole=2 * timeout + 60)  # a second try, where the first is late
    model = Model(url, name.strip(), key, patience)
    return model if model.local else replace(model, patience=replace(patience, at_once=_REMOTE))


class Endpoint:
    """Asks one model. Use in `async with`."""

    def __init__(self, model: Model) -> None:
        """Nothing is asked yet."""
        self.model = model
        self._client: AsyncOpenAI | None = None
        self._shape = 0  # of _shapes: the first that the server takes

    async def __aenter__(self) -> Endpoint:
        """Open the client."""
        self._client = _make_client(self.model)
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close it."""
        if self._client is not None:
            await self._client.close()

    async def ask(self, kind: str, messages: Messages) -> str:
        """The text of the answer to a question of this kind (of `SCHEMAS`). Raises AskError, UnusableError."""
        shapes = _shapes(kind)
        while True:
            shape = self._shape
            try:
                return await self._try(messages, shapes[shape])
            except _NotTakenError as error:
                if shape + 1 >= len(shapes):
                    raise AskError(str(error)) from error
                self._shape = max(self._shape, shape + 1)

    async def _try(self, messages: Messages, shape: dict[str, Any]) -> str:
        patience = self.model.patience
        for left in reversed(range(patience.tries)):
            try:
                return await asyncio.wait_for(self._once(messages, shape), patience.answer)
            except (_LaterError, TimeoutError) as error:
                cause = str(error) or f"no answer within {patience.answer:g} seconds"
                after = error.after if isinstance(error, _LaterError) else 0.0
            if not left:
                break
            pause = patience.pause * 2 ** (patience.tries - 1 - left)
            await asyncio.sleep(max(min(after, _AFTER), pause * random.uniform(0.5, 1)))  # noqa: S311
        raise AskError(f"{cause} ({patience.tries} tries)")

    async def _once(self, messages: Messages, shape: dict[str, Any]) -> str:
        """One question; what the client raises becomes what we can do about it."""
        import openai

        assert self._client is not None, "use in `async with`"  # noqa: S101
        create: Any = self._client.chat.completions.create
        try:
            answer = await create(model=self.model.name, messages=messages, **shape)
        except openai.APIConnectionError as error:
            if isinstance(error.__cause__, _TooMuchError):
                raise AskError(str(error.__cause__)) from error
            raise _LaterError("the server cannot be reached") from error
        except openai.APIStatusError as error:
            raise _status(error.status_code, error.response.headers.get("retry-after", "")) from error
        except _TooMuchError as error:
            raise AskError(str(error)) from error
        except (openai.OpenAIError, ValueError, TypeError, AttributeError, RecursionError) as error:
            raise AskError("its answer is not one of a chat completion") from error
        return _content(answer)


class _NotTakenError(AskError):
    """The server does not take a question of this shape."""


class _TooMuchError(AskError):
    """A reply is longer than `REPLY`, or compressed."""


class _LaterError(AskError):
    """It may work later; `after` is when, in seconds, as the server asks."""

    def __init__(self, cause: str, after: float = 0.0) -> None:
        super().__init__(cause)
        self.after = after


def _status(status: int, retry_after: str) -> AskError:
    if status in (401, 403):
        return UnusableError(f"the server refuses the key (status {status})")
    if status in (404, 405, 410):
        return UnusableError(f"the server knows no such model or address (status {status})")
    if status in (400, 415, 422):
        return _NotTakenError(f"the server does not take the question (status {status})")
    if status in (408, 409, 425, 429) or status >= 500:
        after = float(retry_after) if retry_after.isascii() and retry_after.isdigit() else 0.0
        return _LaterError(f"the server answers with status {status}", after)
    return AskError(f"the server answers with status {status}")


def _shapes(kind: str) -> tuple[dict[str, Any], ...]:
    """Ways to ask for JSON, the strictest first; the last any server takes."""
    schema = {"name": kind, "schema": SCHEMAS[kind], "strict": True}
    return (
        {"temperature": 0, "response_format": {"type": "json_schema", "json_schema": schema}},
        {"temperature": 0, "response_format": {"type": "json_object"}},
        {},
    )


def _content(answer: Any) -> str:
    """The words of an answer; calls of tools and all else in it are not looked at."""
    choices = getattr(answer, "choices", None)
    if not isinstance(choices, list) or not choices:
        raise AskError("its answer is not one of a chat completion")
    content = getattr(getattr(choices[0], "message", None), "content", None)
    if not isinstance(content, str) or not content.strip():
        raise AskError("its answer is empty")
    if getattr(choices[0], "finish_reason", None) == "length":
        raise AskError("its answer was cut short: the model's limit is too low")
    return content


def _make_client(model: Model) -> AsyncOpenAI:
    import httpx2
    from openai import AsyncOpenAI

    class Guarded(httpx2.AsyncBaseTransport):
        """Sends questions to one host only, says nothing about this machine, and bounds the replies."""

        def __init__(self) -> None:
            self._inner = httpx2.AsyncHTTPTransport(trust_env=False)

        async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
            if request.url.host != httpx2.URL(model.url).host:
                raise AskError("only the given address is asked")
            kept = {name: value for name, value in request.headers.items() if name.lower() in _HEADERS}
            kept |= {"accept-encoding": "identity", "user-agent": f"tellings/{__version__}"}
            request.headers = httpx2.Headers(kept | ({"authorization": f"Bearer {model.key}"} if model.key else {}))
            response = await self._inner.handle_async_request(request)
            if response.headers.get("content-encoding", "identity").lower() not in ("", "identity"):
                await response.aclose()
                raise _TooMuchError("its reply is compressed, though that was not asked for")
            assert isinstance(response.stream, httpx2.AsyncByteStream)  # noqa: S101
            stream = Bounded(response.stream)
            return httpx2.Response(
                response.status_code, headers=response.headers, stream=stream, extensions=response.extensions
            )

        async def aclose(self) -> None:
            await self._inner.aclose()

    class Bounded(httpx2.AsyncByteStream):
        """A reply of at most REPLY bytes."""

        def __init__(self, stream: httpx2.AsyncByteStream) -> None:
            self._stream = stream

        async def __aiter__(self) -> AsyncIterator[bytes]:
            size = 0
            async for chunk in self._stream:
                size += len(chunk)
                if size > REPLY:
                    raise _TooMuchError(f"its reply is longer than {REPLY:,} bytes")
                yield chunk

        async def aclose(self) -> None:
            await self._stream.aclose()

    # `trust_env=False`: no proxy of the environment sees the articles. The client's own variables are overridden.
    http = httpx2.AsyncClient(transport=Guarded(), trust_env=False, follow_redirects=False)
    return AsyncOpenAI(
        base_url=model.url,
        api_key=model.key or _NO_KEY,
        max_retries=0,
        timeout=model.patience.answer,
        http_client=http,
    )
