"""What a merchant is shown of a platform's refusal: its words for people, and nothing that was ours."""

from __future__ import annotations

import json
from typing import Any

import pytest

from handoff.providers.base import ProviderError
from handoff.providers.http import door
from handoff.providers.rest.client import basic
from handoff.providers.said import EMAIL_REMOVED, LEFT_OUT, MOST_CHARACTERS, words_of
from tests.stand_ins import StandIns

TOKEN = "dG9rOjE2ZjE2Yzk3X3NlY3JldF9zZWNyZXQ9"
HEADERS = {
    "Accept": "application/json",
    "Authorization": basic("handoff@example.com/token", TOKEN),
    "Key": "key-4471-abcdef-998877",
}
NOTE = "Ana wrote that her “Zürich” mug was broken on arrival."
SENT = json.dumps({"ticket": {"comment": {"html_body": f"<p>{NOTE}</p>"}}})


def words(said: Any, headers: dict[str, str] | None = None, sent: str = "") -> str:
    body = said.encode() if isinstance(said, str) else json.dumps(said).encode()
    return words_of(body, HEADERS if headers is None else headers, sent.encode())


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            {"error": "RecordInvalid", "description": "Record validation errors"},
            "RecordInvalid; Record validation errors",
        ),
        ({"errors": [{"attr": "id", "code": "taken", "detail": "id has been taken"}]}, "id has been taken"),
        ({"type": "error.list", "errors": [{"code": "x", "message": "Token revoked"}]}, "Token revoked"),
        ({"error": {"msg": "Not allowed.", "data": {"plan": ["basic"]}}}, "Not allowed."),
        ({"details": {"base": [{"description": "Status: closed"}]}}, "Status: closed"),
        ({"errors": ["First.", "Second.", "First."]}, "First.; Second."),
        ("<h1>Developer Inactive</h1>", "Developer Inactive"),
        (
            "<html><head><title>x</title></head><style>p{}</style><body>Bad&nbsp;gateway &amp; so on",
            "Bad gateway & so on",
        ),
        ("<style>p { color: red }", ""),
        ("Plan limit reached\x00\u202e.", "Plan limit reached."),
        ({"customer": {"name": "Ana"}, "id": 7}, ""),
        ('{"errors": [{"message": "cut o', ""),
        ("[" * 100_000, ""),
        ("", ""),
        (7, ""),
        ({"message": ["nested", {"message": 4}]}, "nested"),
        ({"message": "{{ evil }} <img src=x>"}, "{ { evil } } ‹img src=x›"),
    ],
)
def test_only_the_words_for_people_are_told(body: Any, said: str) -> None:
    assert words(body) == said


def test_bytes_that_are_no_text_do_no_harm() -> None:
    assert words_of(b"\xff\xfe\x00gone", {}, b"").endswith("gone")


def test_addresses_and_secrets_are_masked() -> None:
    told = words({"message": "ana.b+1@shop.example paid with 4111 1111 1111 1111, password: hunter22!"})
    assert told.startswith(f"{EMAIL_REMOVED} paid with [")
    assert "4111" not in told
    assert "hunter22" not in told


def test_an_address_at_the_domain_of_the_credentials_is_masked_whole() -> None:
    assert words({"message": "ada@example.com is locked."}) == f"{EMAIL_REMOVED} is locked."


@pytest.mark.parametrize("address", ["ana%40shop.example", "ana%2Bnews%40shop.example", "ana.b@mail.shop.example"])
def test_an_address_in_a_quoted_search_is_masked(address: str) -> None:
    told = words({"message": f"GET /customers?email={address}&page=1 failed"})
    assert told == f"GET /customers?email={EMAIL_REMOVED}&page=1 failed"


def test_a_long_one_is_cut_at_a_word() -> None:
    told = words({"message": "No. " * 1000})
    assert len(told) <= MOST_CHARACTERS
    assert told.endswith("No.…")


def test_a_secret_at_the_cut_is_masked_before_it_is_cut() -> None:
    told = words({"message": "a " * 240 + "card 4111 1111 1111 1111"})
    assert "411" not in told


@pytest.mark.parametrize(
    "echo",
    [
        HEADERS["Authorization"],
        f"Unknown token {TOKEN}.",
        f"Unknown token {TOKEN[:20]}…",
        f"handoff@example.com/token:{TOKEN}",
        f"Header Authorization was Bearer {TOKEN} and Key was {HEADERS['Key']}",
        json.dumps(HEADERS),
    ],
)
def test_a_credential_that_is_echoed_is_cut_out(echo: str) -> None:
    for body in (echo, {"message": echo}, {"errors": [{"detail": f"<b>{echo}</b>"}]}):
        told = words(body)
        assert not any(part in told for part in runs(TOKEN, 8) | runs(HEADERS["Key"], 8)), told
        assert not any(part in told for part in runs(HEADERS["Authorization"].partition(" ")[2], 8)), told
        assert "handoff@example.com" not in told


def runs(text: str, length: int) -> set[str]:
    return {text[at : at + length] for at in range(len(text) - length + 1)}


@pytest.mark.parametrize("echo", [SENT, json.dumps({"message": SENT}), f"<p>{NOTE}</p>"])
def test_what_was_sent_is_cut_out_where_it_is_echoed(echo: Any) -> None:
    told = words({"message": f"Invalid: {echo}"}, sent=SENT)
    assert "Ana wrote" not in told
    assert "mug was broken" not in told
    assert LEFT_OUT in told


def test_the_platforms_own_words_stay_beside_a_quotation() -> None:
    told = words({"message": f"Not valid: “{NOTE}” Shorten it."}, sent=SENT)
    assert told == f"Not valid: “{LEFT_OUT}” Shorten it."


def test_common_words_of_headers_are_no_quotation() -> None:
    assert words("Content-Type must be application/json") == "Content-Type must be application/json"


def test_a_huge_page_is_read_in_its_beginning_alone() -> None:
    assert len(words("<script " * 100_000)) <= MOST_CHARACTERS
    assert words("word " * 200_000).startswith("word word")


def test_a_refusal_over_the_network_tells_the_platforms_words(stand_ins: StandIns) -> None:
    send = door(stand_ins.url)
    headers = {"Authorization": basic("handoff@example.com/token", "w" * 30)}
    with pytest.raises(ProviderError) as caught:
        send("GET", "https://acme.zendesk.com/api/v2/users/1.json", headers=headers)
    assert caught.value.reply
    assert "w" * 8 not in caught.value.reply
    assert caught.value.reply not in str(caught.value)
