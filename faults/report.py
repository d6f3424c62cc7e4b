"""What a run comes to: figures for a machine, and a few lines for people."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

from faults import history
from faults.evidence import UNKNOWN, Evidence, Finding

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Report:
    """`accepted`: handoffs that a client was told of. `gone`: how often each kind of thing was killed."""

    seed: int
    seconds: float
    handoffs: int
    lost: int
    duplicated: int
    unknown: int
    recovery_seconds: float | None
    outcomes: dict[str, int]
    faults: dict[str, int]
    restarted: dict[str, int]
    answers: dict[str, int]
    findings: Sequence[Finding] = field(default_factory=list)

    @property
    def passed(self) -> bool:
        return not self.findings


def report_of(evidence: Evidence, findings: Sequence[Finding], seed: int, seconds: float) -> Report:
    by_invariant = Counter(finding.invariant for finding in findings if finding.subject != "recovery")
    outcomes = Counter(f"{row.provider} {row.context_status} {row.context_reason}".strip() for row in evidence.rows)
    began = [one for one in evidence.operations if (one.who, one.what) == (history.NEMESIS, history.BEGAN)]
    again = [one for one in evidence.operations if one.what == history.RESTARTED]
    calls = [one for one in evidence.operations if one.who == history.CLIENT and one.what != history.CHAT]
    return Report(
        seed=seed,
        seconds=round(seconds, 1),
        handoffs=len(evidence.rows),
        lost=by_invariant["I1"],
        duplicated=by_invariant["I2"],
        unknown=sum(row.context_status == UNKNOWN for row in evidence.rows),
        recovery_seconds=None if evidence.recovered_in is None else round(evidence.recovered_in, 1),
        outcomes=dict(sorted(outcomes.items())),
        faults=dict(Counter(str(one.detail["kind"]) for one in began)),
        restarted=dict(Counter(str(one.detail["program"]) for one in again)),
        answers=dict(sorted(Counter(f"{one.what} {answer_in(one)}" for one in calls).items())),
        findings=list(findings),
    )


def answer_in(one: history.Operation) -> str:
    return str(one.detail.get("error") or one.detail.get("status") or "")


def as_json(report: Report) -> str:
    return json.dumps(asdict(report))


def as_text(report: Report) -> str:
    lines = [
        f"{report.handoffs} handoffs in {report.seconds:.0f} s, seed {report.seed}; faults: {listed(report.faults)}",
        *([f"ended by themselves: {listed(report.restarted)}"] if report.restarted else []),
        *(f"  {many:6}  {name}" for name, many in {**report.outcomes, **report.answers}.items()),
        f"lost {report.lost}, duplicated {report.duplicated}, unknown {report.unknown}, "
        f"recovered in {report.recovery_seconds} s",
        *(f"{finding.invariant} {finding.subject}: {finding.text}" for finding in report.findings[:SHOWN]),
        *([f"... and {len(report.findings) - SHOWN} more"] if len(report.findings) > SHOWN else []),
    ]
    return "\n".join(lines)


def listed(counts: dict[str, int]) -> str:
    return ", ".join(f"{many} x {name}" for name, many in counts.items()) or "none"
