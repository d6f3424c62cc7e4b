"""What is said of capacity follows from the figures: rates times costs, and a queue that is drawn by a seed."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import pytest

from benchmarks.capacity import __main__ as run
from benchmarks.capacity import reports
from benchmarks.capacity.figures import Costs, Figure, Limits
from benchmarks.capacity.kits import LADDER, Kit, asked_of, ceilings, needed
from benchmarks.capacity.loads import Part, Traffic, loads, logged_a_second, of_one_brand, stored_a_day, whole
from benchmarks.capacity.queueing import BUDGET, Crew, Day, simulated

PAGE = (Path(__file__).resolve().parent.parent / "docs/scale.md").read_text()
COSTS = Costs()
# A second has one conversation, one decision and one handoff on average.
PLAIN = Traffic(86_400, decisions=1, handoff_share=1, launches=0, model_seconds=4, platform_seconds=1, peak=10)


def test_every_figure_is_above_nothing_and_says_where_it_is_from() -> None:
    for table in (COSTS, Limits()):
        figures: list[Figure] = [getattr(table, field.name) for field in fields(table)]
        assert all(figure.value > 0 and figure.source for figure in figures)


def test_loads_are_rates_times_costs() -> None:
    found = loads(PLAIN, COSTS)
    assert found[Part.WEB] * 1e6 == pytest.approx(COSTS.web_decision.value + COSTS.web_start.value)
    assert found[Part.WORKER] * 1e6 == pytest.approx(COSTS.worker_delivery.value)
    assert found[Part.WAITING] == pytest.approx(5)


def test_what_shares_a_machine_or_a_core_comes_together() -> None:
    found = asked_of(PLAIN, COSTS)
    whole_redis = COSTS.redis_decision.value + COSTS.redis_start.value + COSTS.redis_delivery.value
    assert found[Part.REDIS] == pytest.approx(found[Part.COUNTS] + found[Part.WAKING])
    assert found[Part.REDIS] / PLAIN.peak * 1e6 == pytest.approx(whole_redis)
    parts = (Part.WEB, Part.WORKER, Part.POSTGRES, Part.REDIS)
    assert found[Part.MACHINE] == pytest.approx(sum(found[part] for part in parts))


def test_a_tenfold_peak_is_ten_times_the_load() -> None:
    average, peak = loads(PLAIN, COSTS), loads(PLAIN, COSTS, PLAIN.peak)
    assert all(peak[part] == pytest.approx(10 * average[part]) for part in average)


def test_only_what_is_handed_over_is_stored() -> None:
    assert stored_a_day(replace(PLAIN, handoff_share=0), COSTS) == 0
    assert stored_a_day(PLAIN, COSTS) == pytest.approx(86_400 * COSTS.stored.value)
    assert logged_a_second(PLAIN, COSTS) == pytest.approx(COSTS.log_start.value + COSTS.log_delivery.value)


@pytest.mark.parametrize("kit", LADDER, ids=lambda kit: kit.name)
def test_what_is_full_first_is_just_full_at_its_own_peak(kit: Kit) -> None:
    shape = Traffic(1)
    [first, *rest] = ceilings(kit, shape, COSTS)
    at = replace(shape, conversations_a_day=first.conversations_a_day)
    [again, *_] = ceilings(kit, at, COSTS)
    assert again == first
    assert all(ceiling.conversations_a_day >= first.conversations_a_day for ceiling in rest)
    assert asked_of(at, COSTS)[first.part] / first.has == pytest.approx(COSTS.full.value)


def test_each_rung_carries_more_than_the_one_before() -> None:
    carried = [ceilings(kit, Traffic(1), COSTS)[0].conversations_a_day for kit in LADDER]
    assert carried == sorted(carried)


def test_no_rung_asks_for_more_connections_than_there_are() -> None:
    assert all(kit.connections < kit.max_connections for kit in LADDER)


def test_the_connections_are_those_of_the_deployment_page() -> None:
    assert (LADDER[0].connections, LADDER[3].connections) == (84, 252)


def test_a_slower_model_needs_more_workers_and_nothing_else() -> None:
    slow, quick = (needed(replace(Traffic(5e6), model_seconds=seconds), COSTS, threads=50) for seconds in (8, 1))
    assert slow.workers > quick.workers
    assert (slow.web_processes, slow.postgres_cores, slow.redis) == (
        quick.web_processes,
        quick.postgres_cores,
        quick.redis,
    )


def test_of_what_there_are_no_halves_there_is_one_at_least() -> None:
    assert [whole(amount) for amount in (0, 0.2, 1, 1.0000000000001, 1.1)] == [1, 1, 1, 1, 2]


def test_one_brand_is_held_by_how_many_deliveries_it_may_have_at_once() -> None:
    found = of_one_brand(PLAIN, Limits())
    assert found["HANDOFF_BRAND_CONCURRENCY"] == pytest.approx(8 / 5 * 86_400 / 10)
    assert found["LIMIT_BRAND"] == 5 * found["API_THROTTLE, one key"]


# The queue

MANY = [1.0] * 100


def oldest(day: Day, crew: Crew, brands: list[float], seed: int = 1) -> float:
    return max(minute.oldest for minute in simulated(day, crew, brands, seed))


def test_the_same_seed_draws_the_same_day() -> None:
    day, crew = Day(0.5), Crew(32)
    assert simulated(day, crew, MANY, seed=3) == simulated(day, crew, MANY, seed=3)
    assert simulated(day, crew, MANY, seed=3) != simulated(day, crew, MANY, seed=4)


def test_every_minute_is_told() -> None:
    day = Day(0.1, quiet_minutes=3, peak_minutes=4, after_minutes=3)
    assert [minute.number for minute in simulated(day, Crew(50), MANY)] == list(range(10))


def test_nobody_waits_where_there_are_threads_enough() -> None:
    assert oldest(Day(0.5), Crew(50), MANY) < 2


def test_threads_at_work_are_rate_times_seconds() -> None:
    minutes = simulated(Day(0.5), Crew(200, model_seconds=4, platform_seconds=1), MANY)
    peak = [minute.busy for minute in minutes if 15 <= minute.number < 65]
    assert sum(peak) / len(peak) == pytest.approx(0.5 * 10 * 5, rel=0.15)


def test_lateness_grows_by_what_comes_too_much() -> None:
    """12 a second come, 50 threads of 5 s do 10: an hour later, they do what came 60 * (1 - 10 / 12) minutes ago."""
    minutes = simulated(Day(1.2), Crew(50, share=50, model_seconds=0, platform_seconds=5), MANY)
    assert minutes[69].oldest == pytest.approx(3600 * (1 - 10 / 12), rel=0.1)


def test_a_brand_that_has_its_share_waits_though_threads_are_free() -> None:
    day, crew = Day(0.3), Crew(50, model_seconds=0, platform_seconds=5)
    minutes = simulated(day, crew, [1.0])
    assert max(minute.busy for minute in minutes) == crew.share
    assert max(minute.oldest for minute in minutes) > 600
    assert oldest(day, replace(crew, share=50), [1.0]) < 5


def test_a_busy_brand_does_not_hold_up_the_others() -> None:
    """The same others, with a Brand beside them that has far more than its share, and without it."""
    crew = Crew(50, model_seconds=0, platform_seconds=5)
    waiting = simulated(Day(0.5), crew, [50.0, *[1.0] * 50])
    assert max(minute.oldest for minute in waiting) > 600
    assert max(minute.busy for minute in waiting) < crew.threads


def test_a_model_that_does_not_answer_holds_a_thread_no_longer_than_its_budget() -> None:
    minutes = simulated(Day(0.2, peak=1), Crew(100, model_seconds=1000, platform_seconds=0), MANY)
    busy = [minute.busy for minute in minutes[5:]]
    assert sum(busy) / len(busy) < 0.2 * BUDGET * 1.5


# The command


def test_the_command_tells_all_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["--conversations-a-day", "500000", "--model-seconds", "8"]) == 0
    said = capsys.readouterr().out
    assert all(
        part in said for part in (Part.MACHINE, Part.CONNECTIONS, "oldest due", "HANDOFF_BRAND_CONCURRENCY", "GB a day")
    )


def test_the_command_tells_figures_with_their_sources(capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["--figures"]) == 0
    said = capsys.readouterr().out
    assert "worker_delivery" in said
    assert "benchmarks.capacity.measured" in said


def test_the_page_shows_what_the_command_tells() -> None:
    assert reports.of_ladder(LADDER, Traffic(1), COSTS) in PAGE
    assert reports.of_brand(Traffic(1), Limits()) in PAGE


@pytest.mark.parametrize(
    ("handoffs", "model", "brands", "share", "worst"),
    [
        (100_000, 5, 100, 8, 0),
        (300_000, 5, 100, 8, 10),
        (300_000, 1, 100, 8, 0),
        (100_000, 5, 1, 8, 34),
        (100_000, 5, 1, 24, 0),
    ],
)
def test_the_page_says_how_late_a_drawn_peak_is(
    handoffs: int, model: float, brands: int, share: int, worst: int
) -> None:
    """In minutes, as the page rounds them."""
    traffic = Traffic(handoffs, model_seconds=model)
    crew = Crew(LADDER[0].threads, share, model, traffic.platform_seconds)
    assert round(oldest(Day(traffic.handoffs_a_second()), crew, [1.0] * brands) / 60) == worst


@pytest.mark.parametrize(
    ("amount", "said"), [(0.4, "0"), (33_123, "33,000"), (455_000, "460,000"), (1_249_000, "1,200,000")]
)
def test_ceilings_have_no_more_digits_than_they_deserve(amount: float, said: str) -> None:
    assert reports.thousands(amount) == said
