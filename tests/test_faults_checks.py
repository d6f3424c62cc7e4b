"""The test of the fault harness's checks: each kind of broken promise is planted, and found; a clean run has none."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from faults import history
from faults.calls import last_disturbance
from faults.checks import findings
from faults.collecting import canaries, leaks_in
from faults.evidence import Event, Evidence, Finding, Row
from faults.history import Operation
from faults.merchants import Account, Merchant
from faults.report import as_text, report_of
from handoff.retries import MOST_FAILURES

ROW = Row("id1", "HAAAAAAAAA", "brand1", "c1", "intercom", "delivered", context_via="api", chat_status="opened")
HISTORY = (
    Event("id1", "started"),
    Event("id1", "attempt_failed", {"reason": "no answer"}),
    Event("id1", "chat", {"status": "opened"}),
    Event("id1", "context", {"status": "delivered", "via": "api"}),
)
COUNTS = {"intercom": {"HAAAAAAAAA": {"conversations": 1, "notes": 1}}}


def call(at: float, what: str = history.START, **detail: Any) -> Operation:
    return Operation(at, history.CLIENT, what, {"began": at, **detail})


STARTED = call(1.0, id="id1", status=201)
CLEAN = Evidence((STARTED,), (ROW,), HISTORY, COUNTS)


def found(evidence: Evidence) -> set[tuple[str, str]]:
    return {(finding.invariant, finding.subject) for finding in findings(evidence)}


def with_row(**changes: Any) -> Evidence:
    return replace(CLEAN, rows=(replace(ROW, **changes),))


def test_a_clean_run_has_no_findings() -> None:
    assert findings(CLEAN) == []


# I1


def test_a_handoff_that_was_accepted_and_is_gone_is_found() -> None:
    assert found(replace(CLEAN, operations=(STARTED, call(2.0, id="id2", status=201)))) == {("I1", "id2")}


def test_one_that_still_waits_for_a_worker_is_found() -> None:
    evidence = replace(with_row(context_status="pending", is_due=True), events=HISTORY[:3])
    assert found(evidence) == {("I1", "HAAAAAAAAA")}


def test_one_that_no_worker_will_ever_look_at_is_found() -> None:
    evidence = replace(with_row(context_status="pending", context_via=""), events=HISTORY[:3])
    assert found(evidence) == {("I1", "HAAAAAAAAA")}


def test_one_that_the_customers_browser_has_is_final() -> None:
    evidence = with_row(context_status="pending", context_via="browser_fields")
    assert found(replace(evidence, events=HISTORY[:3])) == set()


@pytest.mark.parametrize("counts", [{}, {"intercom": {}}, {"intercom": {"HAAAAAAAAA": {"conversations": 1}}}])
def test_one_that_is_said_to_be_delivered_and_is_not_at_the_platform_is_found(counts: Any) -> None:
    assert found(replace(CLEAN, counts=counts)) == {("I1", "HAAAAAAAAA")}


def test_one_that_was_given_up_is_found_unless_the_browser_never_brought_it() -> None:
    failed = (*HISTORY[:3], Event("id1", "context", {"status": "failed"}))
    given_up = replace(with_row(context_status="failed", context_reason="no answer"), events=failed)
    assert found(given_up) == {("I1", "HAAAAAAAAA")}
    honest = with_row(context_status="failed", context_reason="not_confirmed_by_browser")
    assert found(replace(honest, events=failed)) == set()


@pytest.mark.parametrize("seconds", [60.1, None])
def test_a_late_end_and_no_end_are_found(seconds: float | None) -> None:
    assert found(replace(CLEAN, recovered_in=seconds)) == {("I1", "recovery")}


def test_a_client_that_was_never_answered_is_found() -> None:
    operations = (STARTED, call(95.0, history.GAVE_UP, conversation="c7"))
    assert found(replace(CLEAN, operations=operations)) == {("I1", "c7")}


# I2


@pytest.mark.parametrize("counts", [{"conversations": 2, "notes": 1}, {"conversations": 1, "notes": 2}])
def test_what_is_twice_at_a_platform_is_found(counts: dict[str, int]) -> None:
    assert found(replace(CLEAN, counts={"intercom": {"HAAAAAAAAA": counts}})) == {("I2", "HAAAAAAAAA")}


def test_what_is_at_a_platform_and_not_with_us_is_found() -> None:
    more = {**COUNTS["intercom"], "HBBBBBBBBB": {"notes": 1}}
    assert found(replace(CLEAN, counts={"intercom": more})) == {("I2", "HBBBBBBBBB")}


@pytest.mark.parametrize(("status", "is_found"), [("unknown", False), ("not_supported", True)])
def test_where_a_repeat_is_never_safe_what_is_twice_must_be_marked_unknown(status: str, is_found: bool) -> None:
    evidence = with_row(provider="shopify_inbox", context_status=status, context_via="")
    events = (*HISTORY[:3], Event("id1", "context", {"status": status}))
    twice = {"shopify_inbox": {"HAAAAAAAAA": {"notes": 2}}}
    assert bool(found(replace(evidence, events=events, counts=twice))) == is_found


# I3, I4


@pytest.mark.parametrize("ends_first", [True, False])
def test_two_open_handoffs_of_one_conversation_are_found(ends_first: bool) -> None:
    second = replace(ROW, id="id2", ref="HBBBBBBBBB")
    end = [Event("id1", "ended", {"reason": "chat_closed"})] if ends_first else []
    events = (*HISTORY, *end, *(replace(event, handoff="id2") for event in HISTORY))
    counts = {"intercom": {ref: {"notes": 1} for ref in ("HAAAAAAAAA", "HBBBBBBBBB")}}
    evidence = replace(CLEAN, rows=(ROW, second), events=events, counts=counts)
    assert found(evidence) == (set() if ends_first else {("I3", "HBBBBBBBBB")})


def test_the_same_conversation_id_of_another_brand_is_another_conversation() -> None:
    second = replace(ROW, id="id2", ref="HBBBBBBBBB", brand="brand2", context_status="not_supported")
    events = (
        *HISTORY,
        Event("id2", "context", {"status": "not_supported"}),
        Event("id2", "chat", {"status": "opened"}),
    )
    assert found(replace(CLEAN, rows=(ROW, second), events=events)) == set()


def test_a_handoff_outside_of_the_hours_is_found() -> None:
    assert found(replace(CLEAN, closed_brands=frozenset({"brand1"}))) == {("I4", "HAAAAAAAAA")}


# I5

WEB_AWAY = (
    Operation(10.0, history.NEMESIS, history.BEGAN, {"kind": "web"}),
    Operation(15.0, history.NEMESIS, history.ENDED, {"kind": "web"}),
)


@pytest.mark.parametrize(
    ("detail", "is_found"),
    [
        ({"status": 200}, False),
        ({"status": 409}, False),
        ({"status": 503, "retry_after": "1"}, False),
        ({"status": 503}, True),
        ({"status": 429}, True),
        ({"status": 500}, True),
        ({"status": 302}, True),
        ({"error": "ConnectError"}, True),
    ],
)
def test_what_no_caller_may_see_is_found(detail: dict[str, Any], is_found: bool) -> None:
    seen = found(replace(CLEAN, operations=(STARTED, call(30.0, **detail))))
    assert seen == ({("I5", "start at 30.0 s")} if is_found else set())


@pytest.mark.parametrize(("at", "is_found"), [(8.0, True), (9.5, False), (12.0, False), (15.5, False), (17.0, True)])
def test_a_broken_connection_is_forgiven_only_while_the_web_server_is_away(at: float, is_found: bool) -> None:
    operations = (STARTED, *WEB_AWAY, call(at, error="ConnectError"))
    assert bool(found(replace(CLEAN, operations=operations))) == is_found


def test_a_call_that_waits_through_the_whole_absence_is_forgiven() -> None:
    waited = Operation(22.0, history.CLIENT, history.START, {"began": 7.0, "error": "ReadError"})
    assert found(replace(CLEAN, operations=(STARTED, *WEB_AWAY, waited))) == set()


# I6 to I8


def test_secrets_in_a_log_are_found_and_not_repeated(tmp_path: Any) -> None:
    merchant = Merchant("shop1", "gladly", {}, {"api_token": "stand-in-canary"})
    account = Account(merchant, "brand1", "agent1", "prefix.very-secret")
    lines = ["all is well", "token stand-in-canary", "key prefix.very-secret", "card 4111-1111 11111111", "order 4111"]
    log = tmp_path / "web.log"
    log.write_text("\n".join(lines))
    leaks = list(leaks_in({"web": log}, canaries([account])))
    assert leaks == [
        "web.log:2 holds a platform's token",
        "web.log:3 holds an API key",
        "web.log:4 holds a card number",
    ]
    assert [finding.invariant for finding in findings(replace(CLEAN, leaks=leaks))] == ["I6"] * 3


def test_more_failures_than_are_allowed_are_found() -> None:
    failed = [Event("id1", "attempt_failed")] * MOST_FAILURES
    assert found(replace(CLEAN, events=(*failed, *HISTORY[2:]))) == set()
    assert found(replace(CLEAN, events=(*failed, *HISTORY[1:]))) == {("I7", "HAAAAAAAAA")}


def test_after_a_redrive_failures_count_anew() -> None:
    failed = [Event("id1", "attempt_failed")] * MOST_FAILURES
    given_up = Event("id1", "context", {"status": "failed"})
    events = (*failed, given_up, Event("id1", "redriven", {"by": "somebody"}), *failed, *HISTORY[2:])
    assert found(replace(CLEAN, events=events)) == set()


@pytest.mark.parametrize(
    "steps",
    [
        ("delivered", "failed", "delivered"),
        ("not_supported", "delivered"),
        ("unknown", "failed", "delivered"),
    ],
)
def test_a_forbidden_step_of_the_context_is_found(steps: tuple[str, ...]) -> None:
    events = (HISTORY[2], *(Event("id1", "context", {"status": status}) for status in steps))
    assert ("I8", "HAAAAAAAAA") in found(replace(CLEAN, events=events))


def test_a_forbidden_step_of_the_chat_is_found() -> None:
    events = (*HISTORY, Event("id1", "chat", {"status": "closed"}), Event("id1", "chat", {"status": "opened"}))
    assert found(replace(CLEAN, events=events)) == {("I8", "HAAAAAAAAA")}


def test_a_row_that_is_elsewhere_than_its_history_is_found() -> None:
    assert found(replace(CLEAN, events=HISTORY[:3])) == {("I8", "HAAAAAAAAA")}


# The report


def test_the_report_counts_what_was_found() -> None:
    planted = [Finding("I1", "HAAAAAAAAA", "is lost"), Finding("I2", "HBBBBBBBBB", "is there twice")]
    report = report_of(replace(CLEAN, recovered_in=3.21), planted, seed=7, seconds=12.0)
    assert (report.lost, report.duplicated, report.unknown, report.recovery_seconds) == (1, 1, 0, 3.2)
    assert not report.passed
    assert "I1 HAAAAAAAAA: is lost" in as_text(report)


def test_recovery_counts_from_the_last_fault_or_the_last_client() -> None:
    assert last_disturbance((STARTED, *WEB_AWAY)) == 15.0
    assert last_disturbance((*WEB_AWAY, call(18.0, status=201))) == 18.0
