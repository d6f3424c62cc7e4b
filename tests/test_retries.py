from __future__ import annotations

import pytest

from handoff import retries


@pytest.mark.parametrize(
    ("failures", "retry_after", "chance", "seconds"),
    [
        (1, None, 0.0, 0.0),
        (1, None, 1.0, 2.0),
        (2, None, 0.5, 5.0),
        (8, None, 1.0, 43200.0),
        (9, None, 1.0, 43200.0),
        (retries.MOST_FAILURES, None, 1.0, 43200.0),
        (1, 30.0, 0.0, 30.0),
        (4, 30.0, 1.0, 300.0),
        (1, 10.0**12, 0.0, 900.0),
        (1, -5.0, 0.0, 0.0),
        (1, 0.0, 0.25, 0.5),
    ],
)
def test_the_wait_is_jittered_and_never_shorter_than_the_platform_wants(
    failures: int, retry_after: float | None, chance: float, seconds: float
) -> None:
    assert retries.delay(failures, retry_after, chance) == seconds


def test_a_day_has_room_for_all_steps() -> None:
    assert sum(retries.STEPS) < 24 * 3600
