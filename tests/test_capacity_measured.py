"""The costs are measured on real servers; how high they are is no test's matter."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.capacity import measured


@pytest.mark.long
@pytest.mark.one_database
def test_what_a_start_costs_and_what_its_delivery_costs_are_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measured, "ROUNDS", 1)
    monkeypatch.setattr(measured, "REQUESTS", 10)
    found: dict[str, Any] = measured.measured(lambda told: None)
    assert found["delivered"] == 10
    assert found["bytes stored for a handoff"] > 1000
    assert found["handoff start"]["worker, µs"] == 0 < found["delivery"]["worker, µs"]
    assert found["delivery"]["transactions"] > found["handoff start"]["transactions"] > 0
    assert found["decision"]["log, bytes"] < found["handoff start"]["log, bytes"]
