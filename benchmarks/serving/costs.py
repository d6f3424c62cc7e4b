"""CPU time and memory of processes, by what the kernel counted (Linux's /proc)."""

from __future__ import annotations

import os
from pathlib import Path

from faults.processes import descendants

_TICKS = os.sysconf("SC_CLK_TCK")
_NANO = 1e-9
_KB = 1024
# After the name in brackets: user and system time of children that have ended, and been waited for.
_ENDED_USER, _ENDED_SYSTEM = 13, 14


def cpu_seconds(pid: int) -> float:
    """Of the process, and of all that it started."""
    return sum(map(_of_one, family(pid)))


def family(pid: int) -> tuple[int, ...]:
    return pid, *descendants(pid)


def resident_bytes(pid: int) -> int:
    """Of one process, with what it shares."""
    for line in _read(Path(f"/proc/{pid}/status")).splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * _KB
    return 0


def _of_one(pid: int) -> float:
    """What its threads have used, to the nanosecond, and what its ended children had used."""
    folder = Path(f"/proc/{pid}")
    threads = folder.glob("task/*/schedstat")
    fields = _read(folder / "stat").rpartition(")")[2].split()
    ended = int(fields[_ENDED_USER]) + int(fields[_ENDED_SYSTEM]) if fields else 0
    return sum(int((_read(thread).split() or ["0"])[0]) for thread in threads) * _NANO + ended / _TICKS


def _read(path: Path) -> str:
    """Empty where it has ended meanwhile."""
    try:
        return path.read_text()
    except OSError:
        return ""
