"""What traffic asks of each part: costs times rates. Values in, values out."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from benchmarks.capacity.figures import Costs, Figure, Limits
from benchmarks.capacity.units import DAY, MICRO, MINUTE


class Part(StrEnum):
    WEB = "web CPU"
    WORKER = "worker CPU"
    POSTGRES = "PostgreSQL CPU"
    COUNTS = "Redis CPU, counting"
    WAKING = "Redis CPU, wake-ups"
    REDIS = "Redis CPU"
    WAITING = "worker threads"
    CONNECTIONS = "connections"
    MACHINE = "CPU of the one machine"


CPU = (Part.WEB, Part.WORKER, Part.POSTGRES, Part.COUNTS, Part.WAKING)
# Of a start's three messages to Redis one is the wake-up, for the broker; limits are counted by the others.
WAKE_UP = 1 / 3


@dataclass(frozen=True, slots=True)
class Traffic:
    """`peak`: how many times the average the busiest time has. The rest is of one conversation, or one handoff."""

    conversations_a_day: float
    decisions: float = 5
    handoff_share: float = 0.2
    launches: float = 3
    model_seconds: float = 5
    platform_seconds: float = 0.5
    peak: float = 10

    def conversations_a_second(self, times: float = 1) -> float:
        return self.conversations_a_day * times / DAY

    def handoffs_a_second(self, times: float = 1) -> float:
        return self.conversations_a_second(times) * self.handoff_share

    @property
    def delivery_seconds(self) -> float:
        """How long a handoff holds its thread; it holds no connection meanwhile."""
        return self.model_seconds + self.platform_seconds


def loads(traffic: Traffic, costs: Costs, times: float = 1) -> dict[Part, float]:
    """Cores, and threads that wait, at so many times the average."""
    handoffs = traffic.handoffs_a_second(times)
    decisions = traffic.conversations_a_second(times) * traffic.decisions
    launches = handoffs * traffic.launches

    def cores(decision: Figure, start: Figure, launch: Figure) -> float:
        return (decisions * decision.value + handoffs * start.value + launches * launch.value) / MICRO

    def delivering(delivery: Figure) -> float:
        return handoffs * delivery.value / MICRO

    return {
        Part.WEB: cores(costs.web_decision, costs.web_start, costs.web_launch),
        Part.WORKER: delivering(costs.worker_delivery),
        Part.POSTGRES: cores(costs.postgres_decision, costs.postgres_start, costs.postgres_launch)
        + delivering(costs.postgres_delivery),
        Part.COUNTS: cores(costs.redis_decision, costs.redis_start, costs.redis_launch)
        - delivering(costs.redis_start) * WAKE_UP,
        Part.WAKING: delivering(costs.redis_start) * WAKE_UP + delivering(costs.redis_delivery),
        Part.WAITING: handoffs * traffic.delivery_seconds,
    }


def stored_a_day(traffic: Traffic, costs: Costs) -> float:
    """Bytes. Only what is handed over is kept: a decision without a trigger writes nothing."""
    return traffic.conversations_a_day * traffic.handoff_share * costs.stored.value


def logged_a_second(traffic: Traffic, costs: Costs, times: float = 1) -> float:
    """Bytes of PostgreSQL's own log, which a replica and an archive are sent."""
    return traffic.handoffs_a_second(times) * (costs.log_start.value + costs.log_delivery.value)


def of_one_brand(traffic: Traffic, limits: Limits) -> dict[str, float]:
    """Conversations a day of a single Brand, at whose peak a setting stops it, or lets its contexts wait."""
    requests = traffic.decisions + traffic.handoff_share
    most = {
        "API_THROTTLE, one key": limits.key_a_minute.value / MINUTE / requests,
        "LIMIT_BRAND": limits.brand_a_minute.value / MINUTE / requests,
        "LIMIT_STARTS_BRAND": limits.starts_a_minute.value / MINUTE / traffic.handoff_share,
        "HANDOFF_BRAND_CONCURRENCY": limits.at_once.value / traffic.delivery_seconds / traffic.handoff_share,
    }
    return {name: a_second * DAY / traffic.peak for name, a_second in most.items()}


def whole(amount: float) -> int:
    """At least one, of what there are no halves of."""
    return max(1, math.ceil(round(amount, 9)))
