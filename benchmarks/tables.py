"""Results for people."""

from __future__ import annotations

from collections.abc import Iterable

from benchmarks.measuring import Result

HEAD = ("measure", "case", "ours", "against", "", "result (quartiles)", "target", "")
_MET = {True: "met", False: "MISSED", None: ""}


def table(results: Iterable[Result]) -> str:
    rows = [HEAD, *(_cells(result) for result in results)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])


def _cells(result: Result) -> tuple[str, ...]:
    unit = "x" if result.against else " µs"
    return (
        result.measure,
        result.case,
        f"{result.ours:.2f} µs",
        result.against,
        f"{result.theirs:.2f} µs" if result.theirs is not None else "",
        f"{result.value:.2f}{unit} ({result.low:.2f}-{result.high:.2f})",
        f"<= {result.target:g}{unit}" if result.target is not None else "",
        _MET[result.met],
    )
