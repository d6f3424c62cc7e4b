"""What things cost, each figure with its source. Another machine's own figures give another answer."""

from __future__ import annotations

from dataclasses import dataclass

MEASURED = "python -m benchmarks.capacity.measured, 2026-11-29"
MICROSECONDS, BYTES, SHARE = "µs", "bytes", "of 1"


@dataclass(frozen=True, slots=True)
class Figure:
    value: float
    unit: str
    source: str


@dataclass(frozen=True, slots=True)
class Costs:
    """CPU time by who uses it and for what: a decision, a start, a request of the customer's browser, a delivery."""

    web_decision: Figure = Figure(1_651, MICROSECONDS, MEASURED)
    web_start: Figure = Figure(2_269, MICROSECONDS, MEASURED)
    web_launch: Figure = Figure(6_329, MICROSECONDS, MEASURED)
    postgres_decision: Figure = Figure(1_531, MICROSECONDS, MEASURED)
    postgres_start: Figure = Figure(3_544, MICROSECONDS, MEASURED)
    postgres_launch: Figure = Figure(2_709, MICROSECONDS, MEASURED)
    postgres_delivery: Figure = Figure(18_260, MICROSECONDS, MEASURED)
    redis_decision: Figure = Figure(60, MICROSECONDS, MEASURED)
    redis_start: Figure = Figure(111, MICROSECONDS, MEASURED)
    redis_launch: Figure = Figure(76, MICROSECONDS, MEASURED)
    redis_delivery: Figure = Figure(328, MICROSECONDS, MEASURED)
    worker_delivery: Figure = Figure(46_044, MICROSECONDS, MEASURED)
    stored: Figure = Figure(9_322, BYTES, MEASURED)
    log_start: Figure = Figure(8_567, BYTES, MEASURED)
    log_delivery: Figure = Figure(10_261, BYTES, MEASURED)
    # Above this CPU queues: the manifests in deploy/kubernetes scale web at it.
    full: Figure = Figure(0.7, SHARE, "deploy/kubernetes, averageUtilization")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one Brand may have, as the product is set by itself."""

    key_a_minute: Figure = Figure(1200, "requests a minute", "docs/operations.md, API_THROTTLE")
    brand_a_minute: Figure = Figure(6000, "requests a minute", "docs/operations.md, LIMIT_BRAND")
    starts_a_minute: Figure = Figure(600, "starts a minute", "docs/operations.md, LIMIT_STARTS_BRAND")
    at_once: Figure = Figure(8, "deliveries", "docs/operations.md, HANDOFF_BRAND_CONCURRENCY")
