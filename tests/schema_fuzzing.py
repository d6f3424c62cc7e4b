"""The whole API schema against the real application, in this process: what schemathesis tried, and what it found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any
from unittest import mock
from zoneinfo import available_timezones

import schemathesis
from django.db import connections
from hypothesis import strategies as st
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import Status, events, from_schema
from schemathesis.transport.wsgi import WSGITransport

SCHEMA = "/api/schema/"
# Of ids that exist a door tells more than of others.
KNOWN_IDS = 0.8
_OF_A_SOCKET = {"max_redirects", "verify", "cert", "proxies"}
Application = Callable[..., Iterable[bytes]]

# What the formats of the schema stand for: those of our own, and times within the years that can be stored.
_DAYS = st.dates(date(1970, 1, 2), date(2199, 12, 30)).map(date.isoformat)
_OFFSETS = st.builds("{}{:02}:{:02}".format, st.sampled_from("+-"), st.integers(0, 23), st.integers(0, 59))
_TIMES = st.builds("{}T{}{}".format, _DAYS, st.times().map(time.isoformat), st.just("Z") | _OFFSETS)
FORMATS = {
    "date-time": _TIMES,
    "date-or-time": _TIMES | _DAYS,
    "visible-text": st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=200),
}


@dataclass
class Report:
    """`findings`: what failed, and how often; `cases`: requests by the method and status of their answer."""

    cases: Counter[str] = field(default_factory=Counter)
    phases: Counter[str] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)
    samples: dict[str, str] = field(default_factory=dict)

    @property
    def tried(self) -> int:
        return sum(self.cases.values())

    def shown(self) -> str:
        by_status = ", ".join(f"{many} x {status}" for status, many in sorted(self.cases.items()))
        by_phase = ", ".join(f"{phase} {many}" for phase, many in self.phases.items())
        found = "".join(f"\n{many} x {text}\n{self.samples[text]}" for text, many in self.findings.items())
        return f"schemathesis tried {self.tried} cases ({by_phase}): {by_status}.{found}"


class Counted:
    """The application, with each of its answers counted. A thread of schemathesis leaves no connection behind."""

    def __init__(self, application: Application, report: Report) -> None:
        self.application, self.report = application, report

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        def counted(status: str, *rest: Any) -> Any:
            self.report.cases[status[:3]] += 1
            return start_response(status, *rest)

        try:
            return list(self.application(environ, counted))
        finally:
            connections.close_all()


def in_process(send: Callable[..., Any]) -> Callable[..., Any]:
    """The probes without a key come with settings of a socket, which schemathesis' own WSGI client does not take."""

    def sent(self: Any, case: Any, **settings: Any) -> Any:
        return send(self, case, **{name: settings[name] for name in settings.keys() - _OF_A_SOCKET})

    return sent


def with_time_zones_named(context: Any, schema: Any) -> None:
    """A format is a hint, which schemathesis takes at times and at times not; a list of names is none."""
    if isinstance(schema, dict):
        if schema.get("format") == "iana-time-zone":
            schema["enum"] = sorted(available_timezones())
        for value in schema.values():
            with_time_zones_named(context, value)
    elif isinstance(schema, list):
        for value in schema:
            with_time_zones_named(context, value)


def fuzz(application: Application, config: dict[str, Any], *operations: str) -> Report:
    """All operations of the schema, or those that are named."""
    report = Report()
    for name, strategy in FORMATS.items():
        schemathesis.openapi.format(name, strategy)
    schemathesis.hook("before_load_schema")(with_time_zones_named)
    schema = schemathesis.openapi.from_wsgi(
        SCHEMA, Counted(application, report), config=SchemathesisConfig.from_dict(config)
    )
    if operations:
        schema = schema.include(operation_id=list(operations))
    report.cases.clear()
    with mock.patch.object(WSGITransport, "send", in_process(WSGITransport.send)):
        for event in from_schema(schema).execute():
            note(event, report)
    return report


def note(event: events.EngineEvent, report: Report) -> None:
    match event:
        case events.ScenarioFinished():
            report.phases[event.phase.value] += len(event.recorder.cases)
            for checks in event.recorder.checks.values():
                for check in checks:
                    if check.status is Status.FAILURE and check.failure_info is not None:
                        failure = check.failure_info.failure
                        text = f"{event.recorder.label}: {failure.title}"
                        report.findings[text] += 1
                        report.samples.setdefault(text, f"{failure.message}\n{check.failure_info.code_sample}"[:4000])
        case events.NonFatalError():
            text = f"{event.label}: {event.info.title}"
            report.findings[text] += 1
            report.samples.setdefault(text, str(event.value)[:2000])
        case events.FatalError():
            raise event.exception


def configuration(key: str, ids: dict[str, list[str]], examples: int, steps: int = 6) -> dict[str, Any]:
    """`ids`: for each parameter of a path, some that exist. All checks of schemathesis are on."""
    return {
        "base-url": "http://localhost",
        "workers": 1,
        "seed": 8,
        "continue-on-failure": True,
        "suppress-health-check": ["all"],
        "auth": {"openapi": {"ApiKey": {"api_key": f"Api-Key {key}"}}},
        "dictionaries": {name: {"values": values} for name, values in ids.items()},
        "parameters": {f"path.{name}": {"dictionary": name, "probability": KNOWN_IDS} for name in ids},
        "generation": {
            "mode": "all",
            "max-examples": examples,
            "database": "none",
            "deterministic": True,
            "no-shrink": True,
        },
        "phases": {"stateful": {"max-steps": steps}},
        "checks": {
            # A handoff may have ended, a directive may be unknown: the schema cannot tell.
            "positive_data_acceptance": {"expected-statuses": ["2xx", "401", "403", "404", "409", "410", "422"]},
            # What is too large is not even read.
            "negative_data_rejection": {
                "expected-statuses": ["400", "401", "403", "404", "405", "409", "413", "415", "422"]
            },
        },
    }
