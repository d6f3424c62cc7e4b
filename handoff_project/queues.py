"""How Celery is set up while a customer waits: short time-outs, a queue per kind of work, nothing fetched ahead.

None of it is relied upon: a message is a wake-up, and the sweeper finds each row whose message was lost.
"""

from __future__ import annotations

from typing import Any

from celery.schedules import crontab
from kombu import Exchange, Queue

DELIVERIES, OVERDUE, SUMMARIES, UPKEEP, SWEEPS = "deliveries", "overdue", "summaries", "upkeep", "sweeps"
_NAMES = (DELIVERIES, OVERDUE, SUMMARIES, UPKEEP, SWEEPS)
# A worker takes from all of them, unless it is started with `--queues`.
QUEUES = tuple(Queue(name, Exchange(name), routing_key=name) for name in _NAMES)
# Whatever is not named here is upkeep: notes of use, sightings, checks of credentials, mails.
ROUTES = {
    "handoff.deliver": {"queue": DELIVERIES},
    "handoff.deliver_overdue": {"queue": OVERDUE},
    "handoff.prepare_summary": {"queue": SUMMARIES},
    "handoff.sweep": {"queue": SWEEPS},
}
# What has been kept for long enough is looked for each hour: by the clock, so that a beat which is started anew more
# often than that misses none.
PURGES = crontab(minute=17)
# Redis hands a message out again when nobody acknowledged it for this long.
VISIBILITY_SECONDS = 60
# How often what logging in left behind is forgotten.
TIDY_SECONDS = 10 * 60.0

REDIS: dict[str, Any] = {
    "visibility_timeout": VISIBILITY_SECONDS,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    # A request that starts a handoff waits for its wake-up no longer than this, and once more.
    "socket_timeout": 2,
    "socket_connect_timeout": 1,
    "socket_keepalive": True,
    # A connection that died without a word is noticed within about twice this.
    "health_check_interval": 10,
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0,
    "interval_max": 0,
}
MEMORY: dict[str, Any] = {"polling_interval": 0.05}


def transport_options(broker_url: str) -> dict[str, Any]:
    return dict(MEMORY if broker_url.startswith("memory:") else REDIS)


def beat_schedule(seconds: float) -> dict[str, dict[str, Any]]:
    """None of them expires: a worker whose clock is a few seconds ahead would throw each of them away."""
    return {
        "sweep": {"task": "handoff.sweep", "schedule": seconds},
        "tidy": {"task": "agents.tidy", "schedule": TIDY_SECONDS},
        "purge": {"task": "handoff.purge", "schedule": PURGES},
    }
