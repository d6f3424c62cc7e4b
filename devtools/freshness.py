"""Whether what the product is locked to is overdue, by the time frames of SECURITY.md.

The index of packages tells of releases, not of faults. So each release of the same major number is taken for one that
mends a critical fault.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from packaging.requirements import Requirement
from packaging.version import Version

from devtools.advisories import LOCKS
from devtools.package_index import NOT_TOLD, Index, Release, of_pip

ROOT = Path(__file__).resolve().parent.parent
SAME_MAJOR = timedelta(days=14)  # as a critical or high fault
NEW_MAJOR = timedelta(days=92)  # as other updates: three months
AT_ONCE = 8
PYTHON = "3.11"  # the oldest that the product supports
LATER_PYTHON = re.compile(r"python(?:_full)?_version >= \"([\d.]+)\"")
UNCHECKED = "NOT CHECKED: the package index could not be asked about {pin} ({why}). No finding, and no all-clear."


@dataclass(frozen=True, slots=True)
class Pin:
    name: str
    version: Version
    python: str = PYTHON

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


@dataclass(frozen=True, slots=True)
class Waiting:
    """The newest release, and the last day on which the pin may stay."""

    newest: Version
    due: date


def pins(lock: str) -> list[Pin]:
    lines = (line.rstrip(" \\") for line in lock.splitlines() if line[:1].isalnum())
    return [pin(Requirement(line)) for line in lines]


def pin(locked: Requirement) -> Pin:
    """Some have a version for each Python: each is held to what there is for its own."""
    later = LATER_PYTHON.search(str(locked.marker))
    [version] = locked.specifier
    return Pin(locked.name, Version(version.version), later[1] if later else PYTHON)


def is_withdrawn(pin: Pin, releases: Iterable[Release]) -> bool:
    """Its makers yanked it, or it is not there any more."""
    return all(release.yanked for release in releases if release.version == pin.version)


def waiting(pin: Pin, releases: Iterable[Release]) -> Waiting | None:
    """None where nothing is newer."""
    newer = [release for release in releases if _could_be_taken(release, pin)]
    if not newer:
        return None
    return Waiting(max(release.version for release in newer), min(_due(release, pin) for release in newer))


def _could_be_taken(release: Release, pin: Pin) -> bool:
    usable = not release.yanked and not release.version.is_prerelease and release.pythons.contains(pin.python)
    return usable and release.version > pin.version


def _due(release: Release, pin: Pin) -> date:
    same = (release.version.epoch, release.version.major) == (pin.version.epoch, pin.version.major)
    return release.since + (SAME_MAJOR if same else NEW_MAJOR)


def judge(pin: Pin, releases: list[Release], today: date) -> tuple[bool, str]:
    """Whether it may stay for now, and what is to be said of it: nothing where nothing is newer."""
    if is_withdrawn(pin, releases):
        return False, f"WITHDRAWN: {pin} is yanked, or gone"
    found = waiting(pin, releases)
    if found is None:
        return True, ""
    if found.due < today:
        return False, f"OVERDUE: {pin} was to be replaced by {found.due}; the newest is {found.newest}"
    return True, f"{pin} is to be replaced by {found.due}; the newest is {found.newest}"


def ask(index: Index, pin: Pin, today: date) -> tuple[bool, str]:
    try:
        releases = index.releases(pin.name)
    except NOT_TOLD as problem:
        return False, UNCHECKED.format(pin=pin, why=type(problem).__name__)
    return judge(pin, releases, today)


def report(index: Index, pins: list[Pin], today: date) -> int:
    with ThreadPoolExecutor(AT_ONCE) as threads:
        found = list(threads.map(lambda pin: ask(index, pin, today), pins))
    print(*(said for _, said in found if said), sep="\n")
    well = sum(passed for passed, _ in found)
    print(f"Asked {urlsplit(index.address).hostname} on {today}: {well} of {len(pins)} pins are within their time.")
    return 0 if well == len(pins) else 1


def main() -> int:
    locked = [pin for lock in LOCKS for pin in pins((ROOT / lock).read_text())]
    return report(of_pip(), locked, datetime.now(UTC).date())


if __name__ == "__main__":
    sys.exit(main())
