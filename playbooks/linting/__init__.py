"""The linter of playbooks: the same findings in the editor, on saving and in the API. Pure."""

from __future__ import annotations

from playbooks.linting import commands, contradictions, facts, given, hidden, places, promises, unreachable
from playbooks.linting.finding import ERROR, WARNING, Finding, Severity
from playbooks.linting.reading import Reading
from playbooks.linting.surroundings import FollowedBy, Surroundings

__all__ = ["ERROR", "RULES", "WARNING", "Finding", "FollowedBy", "Severity", "Surroundings", "lint"]

OF_TEXT = (commands, places, given, promises, unreachable, contradictions, hidden)
# By name, as docs/playbooks.md explains them.
RULES = (
    commands.MISSPELT, commands.UNKNOWN, places.IN_CODE, places.IN_URL,
    given.UNKNOWN, given.NOT_UNDERSTOOD, given.UNCLOSED, promises.RULE, unreachable.RULE, contradictions.RULE,
    hidden.RULE, facts.TOO_LONG, facts.TOGGLE_OFF, facts.NO_PROVIDER,
)  # fmt: skip
# Nobody reads more, and a page must be able to show them.
MOST_FINDINGS = 200


def lint(text: str, surroundings: Surroundings) -> tuple[Finding, ...]:
    """In the order of the text. Errors stop publishing, warnings don't."""
    reading = Reading(text)
    found = [finding for rule in OF_TEXT for finding in rule.findings(reading)]
    found += facts.findings(reading, surroundings)
    kept = sorted(found, key=lambda finding: finding.severity != ERROR)[:MOST_FINDINGS]
    return tuple(sorted(kept, key=lambda finding: (finding.start, finding.end)))
