"""Faults on order: each is what it says, as far as a client can see."""

from __future__ import annotations

import gzip
import json
import time
from typing import Any

import httpx2
import pytest

from tests.stand_ins import StandIns

ME = "https://api.intercom.io/me"
HEADERS = {"Authorization": "Bearer stand-in-token"}


@pytest.fixture
def platform(stand_in_server: StandIns) -> StandIns:
    stand_in_server.reset()
    return stand_in_server


def ask(platform: StandIns, **fault: Any) -> httpx2.Response:
    platform.fail(**fault)
    return platform.request("GET", ME, headers=HEADERS)


def test_a_status_with_headers(platform: StandIns) -> None:
    answer = ask(platform, status=302, headers={"Location": "https://elsewhere.example.com/"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "https://elsewhere.example.com/")


def test_html_in_place_of_json(platform: StandIns) -> None:
    answer = ask(platform, body="<html>Sorry</html>", content_type="text/html")
    assert (answer.status_code, answer.headers["Content-Type"], answer.text) == (200, "text/html", "<html>Sorry</html>")


def test_a_real_answer_of_another_type(platform: StandIns) -> None:
    answer = ask(platform, content_type="text/plain")
    assert (answer.headers["Content-Type"], answer.json()["type"]) == ("text/plain", "admin")


def test_a_huge_answer(platform: StandIns) -> None:
    answer = ask(platform, big_mb=3)
    assert len(answer.content) > 3 * 1_048_576
    assert set(json.loads(answer.content)) == {"type"}


def test_a_packed_answer_that_nobody_asked_for(platform: StandIns) -> None:
    platform.fail(gzip_mb=5, status=201)
    url = ME.replace("https://", f"{platform.url}/")
    headers = {**HEADERS, "Accept-Encoding": "identity"}
    with httpx2.stream("GET", url, headers=headers, trust_env=False) as answer:
        packed = b"".join(answer.iter_raw())
    assert (answer.status_code, answer.headers["Content-Encoding"]) == (201, "gzip")
    assert len(packed) < 20_000 < 5 * 1_048_576 < len(gzip.decompress(packed))


def test_an_answer_in_drips(platform: StandIns) -> None:
    begun = time.monotonic()
    answer = ask(platform, drip_s=0.005, content_type="application/json")
    assert answer.json()["type"] == "admin"
    assert time.monotonic() - begun > 0.005 * len(answer.content) * 0.9


def test_an_answer_that_stops_half_way(platform: StandIns) -> None:
    platform.fail(stall=True)
    url = ME.replace("https://", f"{platform.url}/")
    with (
        httpx2.stream("GET", url, headers=HEADERS, trust_env=False, timeout=0.5) as answer,
        pytest.raises(httpx2.ReadTimeout),
    ):
        answer.read()


@pytest.mark.parametrize("drop", ["before", "after"])
def test_an_answer_that_breaks_off(platform: StandIns, drop: str) -> None:
    with pytest.raises(ValueError, match="Unterminated|Expecting"):
        ask(platform, drop=drop).json()


def test_a_fault_is_taken_by_what_it_is_for(platform: StandIns) -> None:
    others: list[dict[str, Any]] = [
        {"host": "api.eu.intercom.io"},
        {"method": "POST"},
        {"path": "/m"},
        {"path_prefix": "/you"},
    ]
    for other in others:
        platform.fail(status=500, **other)
    assert [
        ask(platform, status=503, times=1).status_code,
        platform.request("GET", ME, headers=HEADERS).status_code,
    ] == [
        503,
        200,
    ]


def test_an_unknown_fault_is_refused(platform: StandIns) -> None:
    with pytest.raises(httpx2.HTTPStatusError):
        platform.fail(earthquake=7)
