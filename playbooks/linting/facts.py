"""What keeps a right text from working: its length, an Agent's toggle, the Brand without a provider. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from playbooks.linting.finding import WARNING, Finding
from playbooks.linting.reading import Reading
from playbooks.linting.surroundings import Surroundings

TOO_LONG, TOGGLE_OFF, NO_PROVIDER = "too_long_for_model", "toggle_off", "no_provider"
# About 10,000 tokens: what may go to one playbook where the Agent also reads others, the shop's facts and the customer.
MODELS_SHARE = 40_000


def findings(reading: Reading, surroundings: Surroundings) -> Iterator[Finding]:
    if len(reading.text) > MODELS_SHARE:
        yield _about_the_whole(
            TOO_LONG,
            f"This playbook has {len(reading.text):,} characters. Beyond {MODELS_SHARE:,}, models overlook some.",
            "Shorten it, or split it into several playbooks for different Agents.",
        )
    if reading.directives:
        yield from _of_the_handoff(surroundings)


def _of_the_handoff(surroundings: Surroundings) -> Iterator[Finding]:
    off = [agent.name for agent in surroundings.agents if not agent.handoff_enabled]
    if off:
        message = f"Handoff is switched off for {_listed(off)}: there the command moves nobody."
        yield _about_the_whole(TOGGLE_OFF, message, "Switch it on at the Agent, or uncheck the Agent here.")
    if not surroundings.has_provider:
        message = "No support chat provider is chosen: the command moves nobody."
        yield _about_the_whole(NO_PROVIDER, message, "Choose one under Platform Services.")


def _about_the_whole(rule: str, message: str, mend: str) -> Finding:
    return Finding(rule, WARNING, 0, 0, message, mend)


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
