"""docs/asvs.md against the standard's own list, against what is here to be named, and against its sums."""

from __future__ import annotations

import ast
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "asvs.md").read_text()
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| ([12]) \| (.+?) \| (met|open|not applicable) \| (.+) \|$", re.MULTILINE)
SUM = re.compile(r"^\| ([12]) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \| ([\d.]+) % \|$", re.MULTILINE)
NAMED = re.compile(r"`([^` ]+)`")
# The numbers of ASVS 5.0.0 by level, section by section: its last requirement, and those of level 3 are not here.
NUMBERS = {
    1: "1.2:1-5 1.3:1-2 1.5:1 2.1:1 2.2:1-2 2.3:1 3.2:1-2 3.3:1 3.4:1-2 3.5:1-3 4.1:1 4.4:1 5.2:1-2 5.3:1-2 6.1:1 "
    "6.2:1-8 6.3:1-2 6.4:1-2 7.2:1-4 7.4:1-2 8.1:1 8.2:1-2 8.3:1 9.1:1-3 9.2:1 10.4:1-5 11.3:1-2 11.4:1 12.1:1 "
    "12.2:1-2 13.4:1 14.2:1 14.3:1 15.1:1 15.2:1 15.3:1",
    2: "1.1:1-2 1.2:6-9 1.3:3-11 1.4:1-3 1.5:2 2.1:2-3 2.2:3 2.3:2-4 2.4:1 3.3:2-4 3.4:3-6 3.5:4-5 3.7:1-2 4.1:2-3 "
    "4.2:1 4.3:1-2 4.4:2-4 5.1:1 5.2:3 5.4:1-3 6.1:2-3 6.2:9-12 6.3:3-4 6.4:3-4 6.5:1-5 6.6:1-3 6.8:1-4 7.1:1-3 "
    "7.3:1-2 7.4:3-5 7.5:1-2 7.6:1-2 8.1:2 8.2:3 8.4:1 9.2:2-4 10.1:1-2 10.2:1-2 10.3:1-4 10.4:6-11 10.5:1-5 "
    "10.6:1-2 10.7:1-3 11.1:1-2 11.2:1-3 11.3:3 11.4:2-4 11.5:1 11.6:1 12.1:2-3 12.3:1-4 13.1:1 13.2:1-5 13.3:1-2 "
    "13.4:2-5 14.1:1-2 14.2:2-4 14.3:2-3 15.1:2-3 15.2:2-3 15.3:2-7 16.1:1 16.2:1-5 16.3:1-4 16.4:1-3 16.5:1-3 "
    "17.1:1 17.2:1-4 17.3:1-2",
}
# Of the applicable ones, in percent.
LEAST = {1: 100.0, 2: 95.0}


@dataclass(frozen=True, slots=True)
class Row:
    number: str
    level: int
    words: str
    status: str
    evidence: str

    @property
    def named(self) -> list[str]:
        """Files, with or without something in them."""
        return [name for name in NAMED.findall(self.evidence) if "/" in name.partition("::")[0] or name.endswith(".md")]


ROWS = [Row(number, int(level), *rest) for number, level, *rest in ROW.findall(PAGE)]


def numbers_of(level: int) -> list[str]:
    found = []
    for section in NUMBERS[level].split():
        name, _, span = section.partition(":")
        first, _, last = span.partition("-")
        found += [f"{name}.{number}" for number in range(int(first), int(last or first) + 1)]
    return found


@pytest.mark.parametrize(("level", "count"), [(1, 70), (2, 183)])
def test_each_requirement_of_the_standard_has_its_row(level: int, count: int) -> None:
    wanted = numbers_of(level)
    assert len(wanted) == count
    assert sorted(row.number for row in ROWS if row.level == level) == sorted(wanted)


@pytest.mark.parametrize("row", [row for row in ROWS if row.status == "met"], ids=lambda row: row.number)
def test_what_is_met_names_what_shows_it(row: Row) -> None:
    assert row.named


@pytest.mark.parametrize("name", sorted({name for row in ROWS for name in row.named}))
def test_what_is_named_is_there(name: str) -> None:
    path, _, function = name.partition("::")
    assert (ROOT / path.rstrip("/")).exists()
    assert not function or function in functions_in(path)


@cache
def functions_in(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text())
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


@pytest.mark.parametrize("row", [row for row in ROWS if row.status != "met"], ids=lambda row: row.number)
def test_what_is_not_met_says_why(row: Row) -> None:
    assert len(row.evidence) >= len("No LDAP")


@pytest.mark.parametrize("level", [1, 2])
def test_the_sums_are_those_of_the_rows(level: int) -> None:
    counted = Counter(row.status for row in ROWS if row.level == level)
    told = {int(found[0]): found[1:] for found in SUM.findall(PAGE)}
    met, still_open, not_applicable = counted["met"], counted["open"], counted["not applicable"]
    share = round(100 * met / (met + still_open), 1)
    assert told[level] == (str(counted.total()), str(met), str(still_open), str(not_applicable), str(share))
    assert share >= LEAST[level]
