"""Figures for people: plain tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields

from benchmarks.capacity.figures import Costs, Figure, Limits
from benchmarks.capacity.kits import Kit, Needed, asked_of, capacities, ceilings, shared
from benchmarks.capacity.loads import Part, Traffic, loads, logged_a_second, of_one_brand, stored_a_day
from benchmarks.capacity.queueing import Minute
from benchmarks.capacity.units import GB, KB
from benchmarks.plain_tables import plain

Rows = list[Sequence[str]]
CORES, THREADS = "cores", "threads"


def of_parts(kit: Kit, traffic: Traffic, costs: Costs) -> str:
    """What each part of the kit has to do, and at which number of conversations a day its peak is too much."""
    average, peak = shared(loads(traffic, costs)), asked_of(traffic, costs)
    has = capacities(kit)
    rows: Rows = [("part", "on average", "at the peak", "has", "in use at the peak", "full at conversations a day")]
    for ceiling in ceilings(kit, traffic, costs):
        part, unit = ceiling.part, THREADS if ceiling.part is Part.WAITING else CORES
        asked = (f"{average[part]:,.2f} {unit}", f"{peak[part]:,.2f} {unit}", f"{has[part]:,.0f}")
        rows.append((part, *asked, f"{peak[part] / has[part]:.0%}", thousands(ceiling.conversations_a_day)))
    connections = f"{kit.connections} of {kit.max_connections}" if kit.web_pool else "through PgBouncer"
    rows.append((Part.CONNECTIONS, "", connections, "", "", ""))
    return plain(rows)


def of_ladder(kits: Iterable[Kit], traffic: Traffic, costs: Costs) -> str:
    rows: Rows = [("rung", "conversations a day", "full first", "then")]
    for kit in kits:
        first, second, *_ = ceilings(kit, traffic, costs)
        then = f"{second.part}, at {thousands(second.conversations_a_day)}"
        rows.append((kit.name, thousands(first.conversations_a_day), first.part, then))
    return plain(rows)


def of_needs(needs: Needed, traffic: Traffic, costs: Costs, cores: int) -> str:
    """Machines of so many cores for whatever runs as one process on each core."""
    machines = -(-needs.web_processes // cores), -(-needs.workers // cores)
    stored = stored_a_day(traffic, costs)
    return plain(
        [
            ("needed, each part apart", ""),
            ("web", f"{needs.web_processes} processes, {machines[0]} machines of {cores} cores"),
            ("workers", f"{needs.workers} processes, {machines[1]} machines of {cores} cores"),
            ("PostgreSQL", f"{needs.postgres_cores} cores"),
            ("Redis", f"{needs.redis} of one core each"),
            ("connections", f"{needs.connections} at most, with pools of 12"),
            ("stored", f"{stored / GB:,.1f} GB a day; {stored * 30 / GB:,.0f} GB in 30 days"),
            ("PostgreSQL's log", f"{logged_a_second(traffic, costs, traffic.peak) / KB:,.0f} kB a second at the peak"),
        ]
    )


def of_brand(traffic: Traffic, limits: Limits) -> str:
    rows: Rows = [("one Brand alone: its setting", "reached at its peak, at conversations a day")]
    found = sorted(of_one_brand(traffic, limits).items(), key=lambda pair: pair[1])
    return plain([*rows, *((name, thousands(most)) for name, most in found)])


def of_queue(minutes: Sequence[Minute], every: int = 10) -> str:
    """The worst of each ten minutes."""
    rows: Rows = [("minutes", "oldest due", "waiting", "threads at work")]
    for first in range(0, len(minutes), every):
        group = minutes[first : first + every]
        worst = max(group, key=lambda minute: (minute.oldest, minute.busy))
        rows.append((f"{first}-{first + len(group)}", f"{worst.oldest:,.0f} s", f"{worst.waiting:,}", f"{worst.busy}"))
    return plain(rows)


def of_figures(*tables: Costs | Limits) -> str:
    rows: Rows = [("figure", "", "source")]
    for table in tables:
        for field in fields(table):
            figure: Figure = getattr(table, field.name)
            rows.append((field.name, f"{figure.value:,g} {figure.unit}", figure.source))
    return plain(rows)


def thousands(amount: float) -> str:
    """With no more digits than it deserves."""
    rounded = float(f"{amount:.2g}")
    return f"{rounded:,.0f}"
