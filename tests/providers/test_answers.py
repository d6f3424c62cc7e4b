from __future__ import annotations

import json
from datetime import UTC, datetime
from email.utils import format_datetime

import pytest

from handoff.providers import answers
from handoff.providers.answers import refusal, reply, retry_after, until_reset
from handoff.providers.base import ProviderError
from handoff.retries import LONGEST_RETRY_AFTER

NOW = datetime(2026, 11, 2, 12, 0, tzinfo=UTC).timestamp()


def test_a_403_that_means_too_many_requests_is_one_that_passes() -> None:
    error = refusal(403, b"<h1>Developer Over Rate</h1>", "7", "api3.sprinklr.com", NOW)
    assert (error.permanent, error.status, error.retry_after) == (False, 429, 7)
    assert refusal(403, b"<h1>Developer Inactive</h1>", "", "api3.sprinklr.com", NOW).permanent


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b'{"error": "RecordInvalid", "description": "Ana said"}', "RecordInvalid"),
        (b'{"errors": [{"attr": "id", "code": "taken", "detail": "Ana said"}]}', "taken"),
        (b'{"error": {"msg": "Ana said", "data": {}}}', ""),
        (b'{"error": "Ana said something"}', ""),
        (b'{"errors": ["Ana said"]}', ""),
        (b'[{"error": "RecordInvalid"}]', ""),
    ],
)
def test_the_platforms_own_code_is_told_and_nobodys_words(body: bytes, code: str) -> None:
    told = str(refusal(422, body, "", "acme.zendesk.com", NOW))
    assert told == f"acme.zendesk.com refused the request (422{f', {code}' if code else ''})."


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        (str(int(NOW) + 7), "7"),
        (str(int(NOW)), "0"),
        (str(int(NOW) - 1), ""),
        ("9999999999", str(9999999999 - int(NOW))),
        ("7", ""),
        ("", ""),
        ("soon", ""),
        (f"-{int(NOW)}", ""),
        (f"{int(NOW)}000", ""),
    ],
)
def test_the_moment_at_which_a_limit_begins_anew_is_a_wait(value: str, wait: str) -> None:
    assert until_reset(value, NOW) == wait


def in_seconds(seconds: float) -> str:
    return format_datetime(datetime.fromtimestamp(NOW + seconds, UTC), usegmt=True)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0),
        ("7", 7),
        (" 7 ", 7),
        ("899", 899),
        ("901", LONGEST_RETRY_AFTER),
        ("31536000", LONGEST_RETRY_AFTER),
        ("9" * 400, LONGEST_RETRY_AFTER),
        (in_seconds(30), 30),
        (in_seconds(31_536_000), LONGEST_RETRY_AFTER),
        ("Fri, 31 Dec 9999 23:59:59 GMT", LONGEST_RETRY_AFTER),
        (in_seconds(-30), None),
        ("-1", None),
        ("1e9", None),
        ("inf", None),
        ("nan", None),
        ("1.5", None),
        ("", None),
        ("soon", None),
        ("٧", None),
        ("Fri, 31 Dec 99999 23:59:59 GMT", None),
        ("0x10", None),
    ],
)
def test_retry_after(value: str, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds


@pytest.mark.parametrize(
    ("status", "permanent"),
    [
        (301, True),
        (307, True),
        (400, True),
        (401, True),
        (403, True),
        (404, True),
        (408, False),
        (409, True),
        (410, True),
        (422, True),
        (425, False),
        (429, False),
        (500, False),
        (502, False),
        (503, False),
        (599, False),
    ],
)
def test_whether_trying_again_helps(status: int, permanent: bool) -> None:
    error = refusal(status, b"", "", "api.example", NOW)
    assert (error.permanent, error.status) == (permanent, status)


def test_a_refusal_names_the_platforms_code_and_no_other_word_of_it() -> None:
    body = b'{"errors": [{"code": "api_plan_restricted", "message": "ana@example.com may not"}]}'
    assert (
        str(refusal(403, body, "", "api.example", NOW)) == "api.example refused the request (403, api_plan_restricted)."
    )


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not json",
        b"[]",
        b"{}",
        b'{"errors": []}',
        b'{"errors": [7]}',
        b'{"errors": {"code": "x"}}',
        b'{"errors": [{"code": "ana@example.com"}]}',
        b'{"errors": [{"code": ["unauthorized"]}]}',
        b"[" * 100_000,
        b"\xff\xfe",
    ],
)
def test_a_refusal_without_a_code_is_still_one(body: bytes) -> None:
    assert str(refusal(403, body, "", "api.example", NOW)) == "api.example refused the request (403)."


def test_an_empty_answer_says_nothing() -> None:
    assert reply(204, b" ", "api.example").json == {}


@pytest.mark.parametrize("body", [b"<html>", b'{"type": "con', b"\xff\xfe\x00", b"[" * 100_000, b"{'a': 1}"])
def test_garbage_may_come_after_the_deed(body: bytes) -> None:
    with pytest.raises(ProviderError) as caught:
        answers.reply(200, body, "api.example")
    assert caught.value.ambiguous
    assert not caught.value.permanent


@pytest.mark.parametrize("code", ["secrettokenofsomebody", "SecretTokenOfSomebody", "tokenofsome"])
def test_a_code_that_repeats_what_we_sent_is_no_code(code: str) -> None:
    """A token of letters alone looks like a short name, and what is said of an error goes into logs and mails."""
    sent = {"Authorization": "Bearer secrettokenofsomebody"}
    error = refusal(403, json.dumps({"errors": [{"code": code}]}).encode(), "", "api.example", NOW, sent=sent)
    assert (error.code, str(error)) == ("", "api.example refused the request (403).")
