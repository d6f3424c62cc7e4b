"""Files of cases: one JSON object in each line."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")


class BadRow(ValueError):
    """A line is no case; the text names the line and what is wrong."""


def read_cases(path: Path, case_of: Callable[[Mapping[str, Any]], T]) -> list[T]:
    """The file's cases, all of them read before the first one is measured. Raises BadRow, OSError."""
    with path.open(encoding="utf-8", errors="replace") as lines:
        cases = [_case(number, line, case_of) for number, line in enumerate(lines, start=1) if line.strip()]
    if not cases:
        raise BadRow("There is no case in this file.")
    return cases


def _case(number: int, line: str, case_of: Callable[[Mapping[str, Any]], T]) -> T:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadRow(f"Line {number} is not JSON: {error}") from error
    if not isinstance(row, dict):
        raise BadRow(f"Line {number} is not a JSON object, as {{...}}.")
    try:
        return case_of(row)
    except KeyError as error:
        raise BadRow(f"Line {number} has no {error.args[0]!r}.") from error
    except ValueError as error:
        raise BadRow(f"Line {number}: {error}") from error
