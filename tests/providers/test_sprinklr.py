from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from handoff.providers import base
from handoff.providers.base import ProviderError
from handoff.providers.sprinklr import SUMMARY_BYTES, Sprinklr
from tests.providers.contract import CONTEXT, SECRET, SUMMARY, ProviderContract
from tests.providers.recorder import Recorder

SUMMARY_FIELD = "_c_5e4e5f3954e68b2a475c05b6"
REF_FIELD = "_c_5e4e5f3954e68b2a475c05b7"
CASES = "POST /prod2/api/v2/search/CASE"
COMMENTS = "POST /prod2/api/v2/search/COMMENT"
ADD = "POST /prod2/api/v2/comment/CASE/8919793"


def found(*results: dict[str, Any]) -> dict[str, Any]:
    return {"data": {"results": list(results)}, "errors": []}


CASE = found({"id": "6899f8a4d948bc4ac3623331", "caseNumber": 8919793})
OURS = found({"id": "c1", "text": f"Handed over by X Ref {CONTEXT.ref}"})


class TestContract(ProviderContract):
    provider = Sprinklr
    answers = {CASES: CASE, COMMENTS: found(), ADD: {"data": {"id": "c1"}, "errors": []}}
    answers_when_there = {COMMENTS: OURS}
    writes = (ADD,)


FIELDS = Sprinklr({"summary_field_id": SUMMARY_FIELD, "ref_field_id": REF_FIELD}, {})
SETTINGS = {"ref_field_id": REF_FIELD, "environment": "prod2"}
SECRETS = {"api_key": "KEY-CANARY-01234567", "access_token": SECRET}
CONNECTED = Sprinklr(SETTINGS, SECRETS)


def delivered(answers: dict[str, Any], **changes: Any) -> tuple[Recorder, base.Delivery]:
    send = Recorder({**TestContract.answers, **answers})
    return send, CONNECTED.deliver(replace(CONTEXT, **changes), send)


def test_the_summary_and_the_ref_travel_as_case_fields_each_a_list() -> None:
    options = FIELDS.launch(CONTEXT).options
    assert options["context"] == {SUMMARY_FIELD: [SUMMARY], REF_FIELD: [CONTEXT.ref]}
    assert options["message"] == f"{CONTEXT.opening}\n\nRef {CONTEXT.ref}"
    assert FIELDS.deliver(CONTEXT, Recorder()).via == base.BROWSER_FIELDS


def test_a_long_summary_is_cut_for_its_field() -> None:
    [value] = FIELDS.launch(replace(CONTEXT, summary="é" * 5_000)).options["context"][SUMMARY_FIELD]
    assert len(value.encode()) <= SUMMARY_BYTES


def test_without_fields_the_chat_opens_with_a_request_alone() -> None:
    assert set(Sprinklr({}, {}).launch(CONTEXT).options) == {"message"}


def test_adds_a_comment_to_the_case_that_holds_the_ref() -> None:
    send, delivery = delivered({})
    assert delivery == base.Delivery(base.API, ref="8919793")
    assert send.steps == [CASES, COMMENTS, ADD]
    [wanted] = send.body(CASES)["filter"]["filters"]
    assert wanted == {"type": "IN", "key": f"workflow.customProperties.{REF_FIELD}", "values": [CONTEXT.ref]}
    assert {part["key"] for part in send.body(COMMENTS)["filter"]["filters"]} == {"entityType", "entityId"}
    assert SUMMARY in send.body(ADD)["text"]
    assert all(sent.headers["Key"] == "KEY-CANARY-01234567" for sent in send.sent)
    assert all(sent.headers["Authorization"] == f"Bearer {SECRET}" for sent in send.sent)


def test_waits_while_there_is_no_case() -> None:
    assert delivered({CASES: found()})[1] == base.Delivery(base.API, waits=True)


def test_a_comment_that_is_there_is_not_repeated() -> None:
    assert delivered({COMMENTS: OURS}, attempt=2)[0].steps == [CASES, COMMENTS]


def test_the_default_environment_has_no_name_in_the_address() -> None:
    send = Recorder({})
    with pytest.raises(ProviderError):
        Sprinklr({"ref_field_id": REF_FIELD}, SECRETS).deliver(CONTEXT, send)
    assert send.steps == ["POST /api/v2/search/CASE"]


@pytest.mark.parametrize("environment", ["prod2/../x", "a b", "prod2#", "http:", "é", "prod2\n"])
def test_an_environment_that_is_no_word_is_not_asked(environment: str) -> None:
    send = Recorder({})
    with pytest.raises(ProviderError):
        Sprinklr({**SETTINGS, "environment": environment}, SECRETS).deliver(CONTEXT, send)
    assert send.sent == []


@pytest.mark.parametrize(
    ("said", "whose"),
    [
        ({"data": {"displayName": "Handoff"}}, "Handoff"),
        ({"email": "handoff@example.com"}, "handoff@example.com"),
        ({}, ""),
    ],
)
def test_the_check_tells_whose_the_token_is(said: dict[str, Any], whose: str) -> None:
    assert CONNECTED.check(Recorder({"GET /prod2/api/v2/me": said})) == whose
