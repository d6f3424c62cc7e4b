"""Results for people."""

from __future__ import annotations

from collections.abc import Iterable

from benchmarks.measuring import COUNTED, NotRun, Result
from benchmarks.plain_tables import plain

HEAD = ("measure", "case", "ours", "against", "", "result (quartiles)", "target", "")
_MET = {True: "met", False: "MISSED", None: ""}


def table(results: Iterable[Result | NotRun]) -> str:
    """What was not run is said below it: a reason is longer than any figure."""
    told = list(results)
    absent = [f"{result.measure}: {result.case}: {result.reason}" for result in told if isinstance(result, NotRun)]
    return "\n".join([plain([HEAD, *(_cells(result) for result in told if isinstance(result, Result))]), *absent])


def _cells(result: Result) -> tuple[str, ...]:
    unit = "x" if result.against else f" {result.unit}"
    return (
        result.measure,
        result.case,
        _amount(result.ours, result.unit),
        result.against,
        _amount(result.theirs, result.unit) if result.theirs is not None else "",
        _outcome(result, unit),
        f"<= {result.target:,g}{unit}" if result.target is not None else "",
        _MET[result.met],
    )


def _amount(value: float, unit: str) -> str:
    return f"{value:,.0f} {unit}" if unit in COUNTED else f"{value:.2f} {unit}"


def _outcome(result: Result, unit: str) -> str:
    """A plain figure has no quartiles."""
    if result.unit in COUNTED:
        return _amount(result.value, result.unit)
    return f"{result.value:.2f}{unit} ({result.low:.2f}-{result.high:.2f})"
