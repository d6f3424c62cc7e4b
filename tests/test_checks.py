"""System checks, by their ids."""

from __future__ import annotations

from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.core.checks import run_checks

GOOD = {
    "STAND_IN_URL": "",
    "FIELD_ENCRYPTION_KEYS": [Fernet.generate_key().decode()],
    "LOCAL_KEYS_IN_USE": False,
    "OPENAI_BASE_URL": "",
    "RUNTIME_URL": "",
    "EMBEDDED_WORKER": False,
    "METRICS_TOKEN": "",
    "TWO_FACTOR_REQUIRED": True,
}


def ids(settings: Any, *, deploy: bool, **wrong: object) -> set[str]:
    for name, value in {**GOOD, **wrong}.items():
        setattr(settings, name, value)
    found = run_checks(include_deployment_checks=deploy)
    return {message.id for message in found if message.id and message.id.startswith("handoff.")}


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        ({}, set()),
        ({"STAND_IN_URL": "http://127.0.0.1:8001/stand-in"}, {"handoff.E001"}),
        ({"FIELD_ENCRYPTION_KEYS": []}, {"handoff.E002"}),
        ({"FIELD_ENCRYPTION_KEYS": [GOOD["FIELD_ENCRYPTION_KEYS"][0], "short"]}, {"handoff.E003"}),  # type: ignore[index]
        ({"LOCAL_KEYS_IN_USE": True}, {"handoff.E004"}),
        ({"LIMIT_BRAND": "many"}, {"handoff.E020"}),
        ({"LIMIT_ADDRESS": "0/min"}, {"handoff.E020"}),
        ({"LIMIT_PAGE_BYTES": 0}, {"handoff.E007"}),
        ({"RUNTIME_URL": "127.0.0.1:8001"}, {"handoff.E005"}),
        ({"RUNTIME_URL": "http://127.0.0.1:8001"}, set()),
        ({"OPENAI_BASE_URL": "http://models.example/v1"}, {"handoff.W001"}),
        ({"OPENAI_BASE_URL": "https://models.example/v1"}, set()),
        ({"EMBEDDED_WORKER": True}, {"handoff.I001"}),
        ({"METRICS_TOKEN": "short"}, {"handoff.W002"}),
        ({"METRICS_TOKEN": "a-token-that-is-long-enough"}, set()),
        ({"TWO_FACTOR_REQUIRED": False}, {"handoff.W010"}),
        ({"LOCK_OUT_AFTER": 0}, {"handoff.E007"}),
        ({"SESSION_IDLE_SECONDS": 0}, {"handoff.E007"}),
        ({"LOG_FORMAT": "xml"}, {"handoff.E008"}),
        ({"OPENAI_SUMMARY_BUDGET_SECONDS": float("nan")}, {"handoff.E006"}),
        ({"OPENAI_OPINION_BUDGET_SECONDS": float("inf")}, {"handoff.E006"}),
        ({"OPENAI_OPINION_BUDGET_SECONDS": 0.0}, {"handoff.E006"}),
        ({"OPENAI_INPUT_PRICE": -1.0}, {"handoff.E006"}),
        ({"OPENAI_OUTPUT_PRICE": float("nan")}, {"handoff.E006"}),
        ({"OPENAI_OUTPUT_PRICE": 0.0}, set()),
        ({"HANDOFF_BRAND_CONCURRENCY": 0}, {"handoff.E007"}),
        ({"CELERY_WORKER_CONCURRENCY": 0}, {"handoff.E007"}),
        ({"DB_POOL_SIZE": -1}, {"handoff.E007"}),
        ({"DRAIN_SECONDS": -1}, {"handoff.E007"}),
    ],
)
def test_check_deploy(settings: Any, wrong: dict[str, object], expected: set[str]) -> None:
    assert ids(settings, deploy=True, **wrong) == expected


def test_on_a_developers_machine_only_a_broken_key_is_reported(settings: Any) -> None:
    everything = {"STAND_IN_URL": "http://127.0.0.1:1", "LOCAL_KEYS_IN_USE": True, "EMBEDDED_WORKER": True}
    assert ids(settings, deploy=False, **everything) == set()
    assert ids(settings, deploy=False, FIELD_ENCRYPTION_KEYS=["x"]) == {"handoff.E003"}
