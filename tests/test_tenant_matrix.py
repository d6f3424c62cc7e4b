"""A1, A5: every role at every address with every id of another Brand, everywhere: nobody learns or changes a thing.

Of each attempt: the answer is that to an id of nobody's; no text, key or number of B is in it, its headers or its
cookies; B's rows are what they were.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator

import pytest
from django.db import connection

from tests.matrix_askers import ASKERS, Asker
from tests.matrix_attempts import Attempt, attempts
from tests.matrix_doors import Door, doors
from tests.matrix_trial import Trial
from tests.two_brands import TwoBrands, dump, two_brands

pytestmark = pytest.mark.django_db
# Fewer would mean that a part of the matrix is no longer generated.
FEWEST_OF_A_ROLE, FEWEST_IN_ALL = 300, 5_000
SHOWN = 30
# `dev.py test --long` makes them all. The second database has fewer of them, and each role and each door all the same.
IS_LONG = bool(os.environ.get("HANDOFF_TEST_LONG"))
FEWER_ON_POSTGRESQL = 6


def all_attempts(name: str, asker: Asker, brands: TwoBrands) -> Iterator[Attempt]:
    first = [*ASKERS].index(name)
    for at, door in enumerate(doors()):
        if not asker.shut_out_of or not door.route.startswith(asker.shut_out_of):
            yield from some_of(list(attempts(door, brands, asker.token, asker.most)), first + at, one_of(asker, door))


def some_of(tried: list[Attempt], first: int, step: int) -> list[Attempt]:
    """The row that the door is made for, and one of so many others. Each role and each door begins elsewhere, so that
    all together nearly everything is tried."""
    return tried[:1] + tried[1:][first % step :: step]


def one_of(asker: Asker, door: Door) -> int:
    every = IS_LONG or (asker.at_home and door.route.startswith(asker.at_home))
    step = 1 if every else asker.one_of
    return step * (FEWER_ON_POSTGRESQL if connection.vendor == "postgresql" else 1)


def least(count: int) -> int:
    return count // FEWER_ON_POSTGRESQL if connection.vendor == "postgresql" else count


@pytest.mark.parametrize("name", ASKERS)
def test_no_role_learns_or_changes_anything_of_another_brand(name: str) -> None:
    brands = two_brands()
    trial = Trial(brands, ASKERS[name](brands))
    trial.run(all_attempts(name, trial.asker, brands))
    print(f"{name}: {trial.tried} combinations, {dict(trial.answers)}")
    assert not trial.findings, f"{len(trial.findings)}: {Counter(kind for kind, _ in trial.findings)} " + "\n".join(
        f"{kind}: {what}" for kind, what in trial.findings[:SHOWN]
    )
    assert trial.tried >= least(FEWEST_OF_A_ROLE)


def test_thousands_of_combinations_are_tried(capsys: pytest.CaptureFixture[str]) -> None:
    brands = two_brands()
    tried = {name: sum(1 for _ in all_attempts(name, asker(brands), brands)) for name, asker in ASKERS.items()}
    with capsys.disabled():
        print(f"\nThe tenant matrix: {sum(tried.values()):,} combinations at {len(doors())} addresses: {tried}")
    assert sum(tried.values()) >= least(FEWEST_IN_ALL)


def test_every_table_holds_rows_of_both_brands() -> None:
    brands = two_brands()
    for maker in (brands.a, brands.b):
        assert not [label for label, rows in dump(maker).items() if not rows]


def test_a_brands_own_admin_is_let_in() -> None:
    """Else all answers would be alike for a bad reason."""
    brands = two_brands()
    trial = Trial(brands, ASKERS["admin"](brands))
    for name in ("agents_agent_change", "playbooks_playbook_change", "handoff_handoff_change", "person"):
        door = next(door for door in doors() if door.name == name)
        (parameter, _), model = door.kinds[0], door.model()
        assert model is not None
        own = door.route.format(**{parameter: brands.a.rows[model].pk})
        assert trial.asker.client.get(own).status_code == 200, name
