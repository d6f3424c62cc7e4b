"""An answer is the JSON that Django REST framework's own renderer would write."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st
from rest_framework.renderers import JSONRenderer

from handoff.api.json_answers import JsonAnswer
from handoff.decision import Verdict

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
PLAIN = st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False, allow_infinity=False)
KINDS = PLAIN | TEXTS | st.uuids() | st.datetimes(timezones=st.just(UTC)) | st.dates()
ANSWERS = st.recursive(KINDS, lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner), max_leaves=12)
NOON = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
CASES: list[Any] = [
    {"at": NOON, "precisely": NOON.replace(microsecond=1), "elsewhere": NOON.astimezone(timezone(timedelta(hours=-5)))},
    {"day": date(2026, 11, 30), "id": UUID(int=7), "sum": Decimal("1.10"), "took": timedelta(seconds=90)},
    {"verdict": Verdict.OFFER, "said": gettext_lazy("Save"), "safe": mark_safe("<b>"), "turns": (1, 2)},
    {"shop": 'Zażółć \u2028 \U0001f6d2 \x00 " \\ </script>', 7: None},
    [],
]


@given(ANSWERS.filter(lambda answer: answer is not None))
def test_what_is_answered_reads_as_what_the_frameworks_renderer_writes(answer: Any) -> None:
    assert json.loads(JsonAnswer().render(answer)) == json.loads(JSONRenderer().render(answer))


@pytest.mark.parametrize("answer", CASES)
def test_each_kind_of_value_is_written_as_the_framework_writes_it(answer: Any) -> None:
    assert json.loads(JsonAnswer().render(answer)) == json.loads(JSONRenderer().render(answer))


def test_no_content_is_no_byte() -> None:
    assert JsonAnswer().render(None) == b""


def test_a_value_that_json_does_not_know_is_refused() -> None:
    with pytest.raises(TypeError):
        JsonAnswer().render({"what": object()})
