"""schemathesis over the whole schema, in all its phases: no 5xx, and no answer that the schema does not tell of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from django.core.wsgi import get_wsgi_application

from handoff.checks import RATES
from tests.runtime import Shop
from tests.schema_fuzzing import Application, Report, configuration, fuzz

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_database]
CASES, MANY_CASES = 3_000, 20_000
PHASES = {"examples", "coverage", "fuzzing", "stateful"}


@pytest.fixture(autouse=True)
def unlimited(settings: Any) -> None:
    for name in RATES:
        setattr(settings, name, "1000000/s")


def fuzzed(application: Application, examples: int, *operations: str, steps: int = 6) -> Report:
    shop = Shop()
    started, offered = shop.start().json(), shop.offered()
    ids = {
        "agent": [str(shop.agent.pk)],
        "handoff": [started["id"]],
        "decision": [offered["id"]],
        "token": [started["launch_token"]],
    }
    key = shop.runtime.client.defaults["HTTP_AUTHORIZATION"].partition(" ")[2]
    report = fuzz(application, configuration(key, ids, examples, steps), *operations)
    print(report.shown())
    return report


def test_nothing_in_the_schema_brings_an_answer_that_it_does_not_tell_of() -> None:
    report = fuzzed(get_wsgi_application(), 16)
    assert not report.findings, report.shown()
    assert report.tried >= CASES
    assert {phase for phase, many in report.phases.items() if many} >= PHASES
    assert not [status for status in report.cases if status >= "500"]


@pytest.mark.long
def test_nor_do_many_more_cases() -> None:
    report = fuzzed(get_wsgi_application(), 1_200, steps=12)
    assert not report.findings, report.shown()
    assert report.tried >= MANY_CASES


# Faults that must be found


class Faulty:
    """The application as it would be with one fault: each is of a kind that the search is for."""

    def __init__(self, fault: str) -> None:
        self.fault, self.application, self.key = fault, get_wsgi_application(), ""

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if not environ["PATH_INFO"].endswith("/playbooks/check/"):
            return self.application(environ, start_response)
        if self.fault == "5xx" and environ.get("CONTENT_LENGTH") == "2":  # an empty object
            start_response("500 Internal Server Error", [("Content-Type", "application/problem+json")])
            return [b"{}"]
        if self.fault == "key":
            self.key = environ.setdefault("HTTP_AUTHORIZATION", self.key) if self.key else environ["HTTP_AUTHORIZATION"]
            environ["HTTP_AUTHORIZATION"] = self.key
        if self.fault == "method" and environ["REQUEST_METHOD"] == "DELETE":
            environ["REQUEST_METHOD"] = "POST"
        answer = b"".join(self.application(environ, start_response))
        return [answer.replace(b'"findings"', b'"problems"')] if self.fault == "shape" else [answer]


@pytest.mark.parametrize(
    ("fault", "found"),
    [
        ("5xx", "Server error"),
        ("shape", "Response violates schema"),
        ("key", "without authentication"),
        ("method", "undeclared method"),
    ],
)
def test_a_planted_fault_is_found(fault: str, found: str) -> None:
    report = fuzzed(Faulty(fault), 5, "check_playbook")
    assert any(found.lower() in text.lower() for text in report.findings), report.shown()


def test_without_a_fault_the_same_search_finds_none() -> None:
    report = fuzzed(Faulty(""), 5, "check_playbook")
    assert not report.findings
    assert report.tried
