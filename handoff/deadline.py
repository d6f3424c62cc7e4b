"""An httpx2 transport within a total time and size, for a library that brings a client of its own."""

from __future__ import annotations

from collections.abc import Iterator

import httpcore2
import httpx2

from handoff.providers import wire


class AnswerRefused(Exception):
    """Too large, or packed: it is not read any further."""


class BoundedTransport(httpx2.BaseTransport):
    """For one httpx2.Client; its time begins now. Goes wherever the operator's settings point, but through no proxy."""

    def __init__(self, seconds: float, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        backend = wire.CheckedBackend(wire.Deadline(seconds), _anywhere, wire.resolve)
        # Nothing kept alive: the server might close a connection just as the second request goes out on it.
        self._pool = httpcore2.ConnectionPool(
            ssl_context=wire.ssl_context(), network_backend=backend, max_keepalive_connections=0
        )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        # Unpacking could make a small answer huge.
        request.headers["Accept-Encoding"] = "identity"
        url = request.url
        target = httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        response = self._pool.handle_request(
            httpcore2.Request(request.method, target, headers=request.headers.raw, content=request.read())
        )
        stream = _CappedStream(response, self._max_bytes)
        answer = httpx2.Response(response.status, headers=response.headers, stream=stream)
        if answer.headers.get("Content-Encoding", "identity") != "identity":
            stream.close()
            raise AnswerRefused("packed")
        return answer

    def close(self) -> None:
        self._pool.close()


class _CappedStream(httpx2.SyncByteStream):
    def __init__(self, response: httpcore2.Response, max_bytes: int) -> None:
        self._response = response
        self._room = max_bytes

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._response.iter_stream():
            self._room -= len(chunk)
            if self._room < 0:
                raise AnswerRefused("too large")
            yield chunk

    def close(self) -> None:
        self._response.close()


def _anywhere(address: str) -> bool:
    return True
