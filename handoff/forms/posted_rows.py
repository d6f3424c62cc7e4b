"""Which rows of times and closures a posted page holds, found in one pass over its fields."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

CLOSURES = "closure"
# `day-0-1-opens` is of row 1 of the group `day-0`; `closure-2-first` of row 2 of `closure`, and its times are a group.
_ROW = re.compile(r"(day-\d|closure(?:-\d{1,4})?)-(\d{1,4})-(opens|closes|label|first|last)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Posted:
    """`rows` by group. Rows may have been taken away in between, so the numbers can have gaps."""

    data: Mapping[str, Any]
    rows: Mapping[str, list[int]]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Self:
        found: dict[str, set[int]] = defaultdict(set)
        for name in data:
            if row := _ROW.fullmatch(name):
                found[row[1]].add(int(row[2]))
        return cls(data, {group: sorted(numbers) for group, numbers in found.items()})

    def numbers(self, group: str) -> list[int]:
        return self.rows.get(group, [])
