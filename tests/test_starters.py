"""The texts to begin a playbook with."""

from __future__ import annotations

import pytest

from playbooks import directives
from playbooks.linting import FollowedBy, Surroundings, lint
from playbooks.starters import BLANK, STARTERS, Starter, starter

ONES_WITH_TEXT = [known for known in STARTERS if known is not BLANK]


@pytest.mark.parametrize("known", STARTERS, ids=lambda known: known.slug)
def test_nothing_is_found_in_a_starter(known: Starter) -> None:
    assert lint(known.text, Surroundings((FollowedBy("Helper", handoff_enabled=True),))) == ()


@pytest.mark.parametrize("known", ONES_WITH_TEXT, ids=lambda known: known.slug)
def test_each_starter_hands_off_with_a_reason(known: Starter) -> None:
    found = directives.find(known.text)
    assert found
    assert all(directive.arguments.reason for directive in found)
    assert known.name
    assert known.help


def test_starters_are_found_by_their_slug_alone() -> None:
    assert [starter(known.slug) for known in STARTERS] == list(STARTERS)
    assert len({known.slug for known in STARTERS}) == len(STARTERS)
    assert starter("unheard-of") is None
