from __future__ import annotations

import pytest

from agents.transcripts import AGENT, CUSTOMER, HUMAN, Turn, exchanges, role_named, said_by, storable


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("customer", CUSTOMER),
        ("agent", AGENT),
        ("human", HUMAN),
        ("user", CUSTOMER),
        ("assistant", AGENT),
    ],
)
def test_roles_and_their_aliases_have_one_word(name: str, role: str) -> None:
    assert role_named(name) == role


@pytest.mark.parametrize("name", ["", "system", "Customer", "tool", "agent "])
def test_an_unknown_role_is_refused_with_the_known_ones_named(name: str) -> None:
    with pytest.raises(ValueError, match="customer, agent, human, user, assistant"):
        role_named(name)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("plain", "plain"),
        ("a\x00b", "a\N{REPLACEMENT CHARACTER}b"),
        ("a\ud800b", "a\N{REPLACEMENT CHARACTER}b"),
        ("émoji \N{GRINNING FACE}\n", "émoji \N{GRINNING FACE}\n"),
    ],
)
def test_what_no_database_can_hold_is_replaced(text: str, kept: str) -> None:
    assert storable(text) == kept
    storable(text).encode()


def test_turns_of_a_role_are_found_in_order() -> None:
    turns = [Turn(CUSTOMER, "a"), Turn(AGENT, "b"), Turn(CUSTOMER, "c")]
    assert said_by(CUSTOMER, turns) == [0, 2]
    assert said_by(HUMAN, turns) == []


@pytest.mark.parametrize(
    ("roles", "count"),
    [
        ("", 0),
        ("a", 0),
        ("c", 0),
        ("ca", 1),
        ("acac", 1),
        ("acaca", 2),
        ("ccaa", 1),
        ("chca", 2),
    ],
)
def test_an_exchange_is_a_customer_answered(roles: str, count: int) -> None:
    names = {"a": AGENT, "c": CUSTOMER, "h": HUMAN}
    assert exchanges(Turn(names[role], "") for role in roles) == count
