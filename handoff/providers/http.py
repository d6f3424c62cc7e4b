"""The one door to the network for platforms: https to public addresses, within a total time and size, no redirects.

A service of the operator's own is asked within the same bounds, wherever the operator's settings say that it is.
"""

from __future__ import annotations

import json as jsonlib
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urlsplit

import httpcore2

from handoff.providers import addresses, answers, said, wire
from handoff.providers.base import ProviderError, Reply, Send

DEADLINE_SECONDS = 10.0
# For all the requests of one delivery together, so that it ends while the worker's lease still holds.
BUDGET_SECONDS = 20.0
MAX_BODY_BYTES = 1_048_576

_NOT_CONNECTED = (httpcore2.ConnectError, httpcore2.ConnectTimeout)


def door(
    stand_in_url: str = "",
    deadline: float = DEADLINE_SECONDS,
    budget: float = BUDGET_SECONDS,
    resolve: wire.Resolve = wire.resolve,
) -> Send:
    """A `send` for one delivery. With a stand-in's URL every request goes there instead, and never off this machine."""
    ends = time.monotonic() + budget

    def send(
        method: str, url: str, *, json: Mapping[str, Any] | None = None, headers: Mapping[str, str] | None = None
    ) -> Reply:
        parts = _checked(url)
        target = _at_stand_in(stand_in_url, parts) if stand_in_url else url
        allowed = addresses.is_loopback if stand_in_url else addresses.is_public
        request = _Request(method, target, _body(json), _headers(headers, json))
        # Only now: the time belongs to the network, not to writing a long body down.
        seconds = min(deadline, ends - time.monotonic())
        backend = wire.CheckedBackend(wire.Deadline(seconds), allowed, resolve)
        return _exchanged(request, backend, parts.netloc)

    return send


def post_to_own(url: str, json: Mapping[str, Any], seconds: float) -> Reply:
    """One question to an address from the settings, http or https. Raises ProviderError for anything but a 2xx."""
    host = urlsplit(url).netloc
    request = _Request("POST", url, _body(json), _headers(None, json))
    return _exchanged(request, wire.CheckedBackend(wire.Deadline(seconds), _anywhere, wire.resolve), host)


def _anywhere(address: str) -> bool:
    return True


@dataclass(frozen=True, slots=True, repr=False)
class _Request:
    method: str
    url: str
    body: bytes | None
    headers: list[tuple[str, str]]


def _checked(url: str) -> SplitResult:
    """The URL's parts. Only what a template of ours can be: https, a plain host, no port and no user."""
    try:
        parts = urlsplit(url)
        plain = parts.scheme == "https" and parts.netloc != "" and parts.netloc == parts.hostname
    except ValueError:
        plain = False
    if not plain or not url.isascii() or not url.isprintable() or " " in url:
        raise ProviderError("The platform's address is not a plain https address.", permanent=True)
    return parts


def _at_stand_in(stand_in_url: str, parts: SplitResult) -> str:
    query = f"?{parts.query}" if parts.query else ""
    return f"{stand_in_url.rstrip('/')}/{parts.netloc}{parts.path or '/'}{query}"


def _body(json: Mapping[str, Any] | None) -> bytes | None:
    return None if json is None else jsonlib.dumps(json).encode()


def _headers(given: Mapping[str, str] | None, json: Mapping[str, Any] | None) -> list[tuple[str, str]]:
    """Nothing packed is asked for: unpacking could make a small answer huge."""
    ours = {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "handoff"}
    if json is not None:
        ours["Content-Type"] = "application/json"
    return [*ours.items(), *(given or {}).items()]


def _exchanged(request: _Request, backend: wire.CheckedBackend, host: str) -> Reply:
    try:
        with (
            _pool(backend) as pool,
            pool.stream(
                request.method, request.url, headers=_encoded(request.headers), content=request.body
            ) as response,
        ):
            return _understood(response, request, host)
    except wire.AddressRefused:
        raise ProviderError(f"{host} is not at a public address.", permanent=True) from None
    except _NOT_CONNECTED:
        raise ProviderError(f"{host} could not be reached.") from None
    except httpcore2.LocalProtocolError:
        raise ProviderError("The request could not be written: check the token.", permanent=True) from None
    except httpcore2.TimeoutException:
        raise ProviderError(f"{host} did not answer in time.", ambiguous=True) from None
    except (httpcore2.NetworkError, httpcore2.ProtocolError):
        raise ProviderError(f"{host} broke off its answer.", ambiguous=True) from None


def _pool(backend: wire.CheckedBackend) -> httpcore2.ConnectionPool:
    """One for each request: it can't be handed a connection to an address that was checked for another."""
    return httpcore2.ConnectionPool(ssl_context=wire.ssl_context(), network_backend=backend)


def _encoded(headers: list[tuple[str, str]]) -> list[tuple[bytes, bytes]]:
    try:
        return [(name.encode("ascii"), value.encode("ascii")) for name, value in headers]
    except UnicodeEncodeError:
        raise httpcore2.LocalProtocolError from None


def _understood(response: httpcore2.Response, request: _Request, host: str) -> Reply:
    headers = {name.lower(): value.decode("latin-1") for name, value in response.headers}
    if 200 <= response.status < 300:
        return answers.reply(response.status, _read(response, headers, host), host)
    now = time.time()
    wait = headers.get(b"retry-after") or answers.until_reset(headers.get(b"x-ratelimit-reset", ""), now)
    body = _read_if_possible(response, headers, host)
    words = said.words_of(body, dict(request.headers), request.body or b"")
    raise answers.refusal(response.status, body, wait, host, now, words, dict(request.headers))


def _read(response: httpcore2.Response, headers: Mapping[bytes, str], host: str) -> bytes:
    if headers.get(b"content-encoding", "identity").lower() != "identity":
        raise ProviderError(f"{host} packed its answer, though asked not to.", ambiguous=True, status=response.status)
    body = bytearray()
    for chunk in response.iter_stream():
        body += chunk
        if len(body) > MAX_BODY_BYTES:
            raise ProviderError(f"{host} sent far too long an answer.", ambiguous=True, status=response.status)
    return bytes(body)


def _read_if_possible(response: httpcore2.Response, headers: Mapping[bytes, str], host: str) -> bytes:
    """A refusal stands, whatever becomes of the words that go with it."""
    try:
        return _read(response, headers, host)
    except (ProviderError, httpcore2.TimeoutException, httpcore2.NetworkError, httpcore2.ProtocolError):
        return b""
