from __future__ import annotations

import pytest

from handoff.breaker import OPENS_AFTER, Breaker, pause_after


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [(0, 0.0), (4, 0.0), (5, 30.0), (6, 60.0), (7, 120.0), (8, 240.0), (9, 300.0), (10**6, 300.0)],
)
def test_the_pause_doubles_up_to_five_minutes(failures: int, seconds: float) -> None:
    assert pause_after(failures) == seconds


def failed(times: int, at: float) -> Breaker:
    breaker = Breaker()
    for _ in range(times):
        breaker = breaker.after_failure(at)
    return breaker


def test_it_opens_after_the_fifth_failure_in_a_row_and_not_before() -> None:
    assert failed(OPENS_AFTER - 1, 100.0).allows(100.0)
    assert not failed(OPENS_AFTER, 100.0).allows(129.9)


def test_a_success_between_begins_the_count_anew() -> None:
    assert failed(OPENS_AFTER - 1, 0.0).after_success().after_failure(0.0).allows(0.0)


def test_after_the_pause_one_probe_is_let_through_and_nobody_else() -> None:
    opened = failed(OPENS_AFTER, 0.0)
    assert opened.allows(30.0)
    probing = opened.probing(30.0, 10.0)
    assert not probing.allows(31.0)
    assert probing.after_success().allows(31.0)
    assert not probing.after_failure(31.0).allows(90.9)


def test_a_probe_of_which_nobody_hears_again_gives_way_to_the_next() -> None:
    assert failed(OPENS_AFTER, 0.0).probing(30.0, 10.0).allows(40.0)


def test_a_closed_one_has_no_probes() -> None:
    assert Breaker().probing(5.0, 10.0).allows(5.0)
