"""The commands of a playbook: one reading of 10 kB of text, against the plainest search for a slash."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from benchmarks.directives_cases import CASES, Case
from benchmarks.measuring import Result, Runner, Tick, compare
from playbooks.directives import find, segments
from playbooks.linting import Surroundings, lint

NAME = "directives"
OURS, PLAIN = "handoff", "str.find each slash"
FIND_TARGET = 15.0
CALLS, FEW = 40, 4


def results(tick: Tick) -> Iterator[Result]:
    for case in CASES:
        check(case)
        target = FIND_TARGET if case.is_prose else None
        runner = Runner(OURS, CALLS, partial(_each, find, case.text, CALLS))
        yield compare(NAME, "find", case.name, [runner], target=target, tick=tick)
    for case in CASES:
        runners = [
            Runner(OURS, CALLS, partial(_each, find, case.text, CALLS)),
            Runner(PLAIN, CALLS, partial(_each, _slashes, case.text, CALLS)),
        ]
        yield compare(NAME, "find, as a ratio", case.name, runners, target=None, tick=tick)
    for case in CASES:
        runner = Runner(OURS, CALLS, partial(_each, segments, case.text, CALLS))
        yield compare(NAME, "segments", case.name, [runner], target=None, tick=tick)
    for case in CASES:
        runner = Runner(OURS, FEW, partial(_each, _lint, case.text, FEW))
        yield compare(NAME, "lint", case.name, [runner], target=None, tick=tick)


def count() -> int:
    return 4 * len(CASES)


def check(case: Case) -> None:
    """A fast wrong answer is worth nothing."""
    found = len(find(case.text))
    if found != case.directives:
        raise ValueError(f"{case.name}: {found} directives instead of {case.directives}.")


def _each(work: Callable[[str], object], text: str, calls: int, _: object) -> None:
    for _ in range(calls):
        work(text)


def _slashes(text: str) -> list[int]:
    found, slash = [], text.find("/")
    while slash >= 0:
        found.append(slash)
        slash = text.find("/", slash + 1)
    return found


def _lint(text: str) -> object:
    return lint(text, Surroundings())
