"""Answers that no client should choke on: huge, packed, endless, broken off, of another kind."""

from __future__ import annotations

import gzip
import time
from collections.abc import Iterator

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse

from demo.standins.store import Row

MEGABYTE = 1_048_576
JSON = "application/json"


def made_up(fault: Row) -> HttpResponseBase | None:
    """An answer that has nothing to do with what was asked, where the fault wants one."""
    status, headers = fault["status"] or 200, fault["headers"]
    if fault["big_mb"]:
        return StreamingHttpResponse(_big(fault["big_mb"]), status=status, headers=headers, content_type=JSON)
    if fault["gzip_mb"]:
        packed = gzip.compress(b"".join(_big(fault["gzip_mb"])))
        return HttpResponse(packed, status=status, headers={"Content-Encoding": "gzip", **headers}, content_type=JSON)
    if fault["status"] or fault["body"] is not None:
        return HttpResponse(fault["body"] or "", status=status, headers=headers, content_type=JSON)
    return None


def _big(megabytes: int) -> Iterator[bytes]:
    yield b'{"type": "'
    for _ in range(megabytes):
        yield b" " * MEGABYTE
    yield b'"}'


def spoiled(answer: HttpResponseBase, fault: Row) -> HttpResponseBase:
    """The answer, as slow, as short or as mislabelled as the fault wants it."""
    if fault["content_type"]:
        answer.headers["Content-Type"] = fault["content_type"]
    if not isinstance(answer, HttpResponse):
        return answer
    if fault["drip_s"]:
        return _instead(answer, _dripping(answer.content, fault["drip_s"]))
    if fault["stall"]:
        stalled = _instead(answer, iter([answer.content[: len(answer.content) // 2]]))
        stalled.headers["Content-Length"] = str(len(answer.content))
        return stalled
    return answer


def _instead(answer: HttpResponse, content: Iterator[bytes]) -> StreamingHttpResponse:
    return StreamingHttpResponse(content, status=answer.status_code, headers=dict(answer.headers))


def _dripping(content: bytes, seconds: float) -> Iterator[bytes]:
    for byte in content:
        yield bytes([byte])
        time.sleep(seconds)


def broken_off(answer: HttpResponseBase | None) -> StreamingHttpResponse:
    """Half of the answer, of a length that isn't told, and the connection's end."""
    whole = answer.content if isinstance(answer, HttpResponse) else b'{"type": "'
    return StreamingHttpResponse(iter([whole[: max(1, len(whole) // 2)]]), content_type=JSON)
