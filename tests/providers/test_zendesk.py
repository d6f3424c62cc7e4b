from __future__ import annotations

from dataclasses import replace

import pytest

from handoff.providers import base
from handoff.providers.base import Customer
from handoff.providers.zendesk import SUMMARY_BYTES, Zendesk, clipped
from tests.providers.contract import CONTEXT, SUMMARY, ProviderContract
from tests.providers.recorder import Recorder


class TestContract(ProviderContract):
    provider = Zendesk
    settings = {"summary_field_id": "360012345678", "tag": "ai_handoff"}


FULL = Zendesk(TestContract.settings, {})


def test_passes_the_summary_in_the_merchants_field_and_tags_the_ticket() -> None:
    assert FULL.launch(CONTEXT).options == {
        "fields": [{"id": "360012345678", "value": SUMMARY}],
        "tags": ["ai_handoff"],
    }
    assert FULL.deliver(CONTEXT, Recorder()) == base.Delivery(base.BROWSER_FIELDS)


def test_the_team_sees_the_field_and_the_tag() -> None:
    field, tag = FULL.team_sees(CONTEXT)
    assert (field.where, field.paragraphs) == ("Ticket field 360012345678", (SUMMARY,))
    assert tag.paragraphs == ("ai_handoff",)


def test_passes_no_context_without_a_field() -> None:
    tagged = Zendesk({"tag": "ai_handoff"}, {})
    assert tagged.launch(CONTEXT).options == {"tags": ["ai_handoff"]}
    assert tagged.deliver(CONTEXT, Recorder()) == base.Delivery(base.NONE, reason="not_supported")
    assert Zendesk({}, {}).launch(CONTEXT).options == {}


def test_sends_no_empty_field() -> None:
    assert "fields" not in FULL.launch(replace(CONTEXT, summary="")).options


def test_waits_for_nobody_and_asks_the_customer_nothing() -> None:
    assert not FULL.waits_for_visitor(Customer())
    assert FULL.needs(Customer()) == ()


@pytest.mark.parametrize(
    "text",
    [
        "a" * 3_000,
        "a" * 3_001,
        "é" * 1_500,
        "é" * 1_501,
        "x" + "é" * 2_000,
        "€" * 1_200,
        "😀" * 900,
        "a " * 2_000,
        "",
        "a",
    ],
)
def test_a_long_summary_is_cut_between_characters(text: str) -> None:
    cut = clipped(text, SUMMARY_BYTES)
    assert len(cut.encode()) <= SUMMARY_BYTES
    if len(text.encode()) <= SUMMARY_BYTES:
        assert cut == text
    else:
        assert cut.endswith("…")
        assert text.startswith(cut[:-1])
        assert len(cut.encode()) > SUMMARY_BYTES - 10
