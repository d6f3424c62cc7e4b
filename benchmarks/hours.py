"""Opening hours: one question to the engine against one conversion to local time, and against opening-hours-py."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours

from benchmarks.hours_cases import CASES, NEVER_OPEN, ZONE, Case
from benchmarks.measuring import Result, Runner, Tick, compare
from handoff.availability import Hours, Schedule
from tests.osm_hours import expression

NAME = "hours"
COLD = "compile and first answer"
OURS, CONVERSION, OSM = "handoff", "one astimezone", "opening-hours-py"
IS_OPEN_TARGET, NEXT_CHANGE_TARGET, NEVER_TARGET = 2.0, 1.0, 50.0
FRESH = 100
_NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def results(tick: Tick) -> Iterator[Result]:
    for case in CASES:
        check(case)
        yield _is_open(case, tick)
    for case in CASES:
        yield _next_change(case, tick)
    for name, schedule in NEVER_OPEN.items():
        runner = Runner(OURS, FRESH, _ask_each, partial(_fresh, schedule))
        yield compare(NAME, "never opens, first answer", name, [runner], target=NEVER_TARGET, tick=tick)
    for case in CASES:
        runners = [_cold(case.schedule), Runner(OSM, FRESH, partial(_compile_and_ask_osm, case.schedule))]
        yield compare(NAME, COLD, case.name, runners, target=None, tick=tick)
    for name, schedule in NEVER_OPEN.items():
        # Not against opening-hours-py, which looks for this answer for seconds.
        yield compare(NAME, COLD, name, [_cold(schedule)], target=None, tick=tick)


def count() -> int:
    return 3 * len(CASES) + 2 * len(NEVER_OPEN)


def check(case: Case) -> None:
    """A fast wrong answer is worth nothing."""
    hours, osm = Hours(case.schedule), _osm(case.schedule)
    for at in case.instants():
        ours, theirs = hours.next_change(at), osm.next_change(at.astimezone(ZoneInfo(ZONE)))
        if ours != theirs:
            raise ValueError(f"{case.name}: at {at} the next change is {ours} or {theirs}.")


def _is_open(case: Case, tick: Tick) -> Result:
    hours, zone, instants = Hours(case.schedule), ZoneInfo(ZONE), case.instants()

    def ask(_: object) -> None:
        for at in instants:
            hours.is_open(at)

    def convert(_: object) -> None:
        for at in instants:
            at.astimezone(zone)

    runners = [Runner(OURS, len(instants), ask), Runner(CONVERSION, len(instants), convert)]
    return compare(NAME, "is open", case.name, runners, target=IS_OPEN_TARGET, tick=tick)


def _next_change(case: Case, tick: Tick) -> Result:
    hours, osm, instants = Hours(case.schedule), _osm(case.schedule), case.instants()
    # It takes no other instants, and spares itself a conversion.
    local = [at.astimezone(ZoneInfo(ZONE)) for at in instants]

    def ask(_: object) -> None:
        for at in instants:
            hours.next_change(at)

    def ask_osm(_: object) -> None:
        for at in local:
            osm.next_change(at)

    runners = [Runner(OURS, len(instants), ask), Runner(OSM, len(instants), ask_osm)]
    return compare(NAME, "next change", case.name, runners, target=NEXT_CHANGE_TARGET, tick=tick)


def _fresh(schedule: Schedule) -> list[Hours]:
    return [Hours(schedule) for _ in range(FRESH)]


def _ask_each(fresh: list[Hours]) -> None:
    for hours in fresh:
        hours.next_change(_NOW)


def _cold(schedule: Schedule) -> Runner:
    return Runner(OURS, FRESH, partial(_compile_and_ask, schedule))


def _compile_and_ask(schedule: Schedule, _: object) -> None:
    for _ in range(FRESH):
        Hours(schedule).next_change(_NOW)


def _compile_and_ask_osm(schedule: Schedule, _: object) -> None:
    written, zone = expression(schedule), ZoneInfo(ZONE)
    local = _NOW.astimezone(zone)
    for _ in range(FRESH):
        OpeningHours(written, timezone=zone).next_change(local)


def _osm(schedule: Schedule) -> OpeningHours:
    return OpeningHours(expression(schedule), timezone=ZoneInfo(ZONE))
