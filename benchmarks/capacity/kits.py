"""What there is to carry a load: the rungs of docs/scale.md, what each is full at, and by what."""

from __future__ import annotations

from dataclasses import dataclass, replace

from benchmarks.capacity.figures import Costs
from benchmarks.capacity.loads import CPU, Part, Traffic, loads, whole

# While one is replaced: its successor's processes, of two; and beside them beat and the job of the migrations.
SPARE_WEB, BEAT_AND_JOB = 2, 2
# Python runs on one core in each process, and Redis on one at all.
ONE_CORE = 1.0


@dataclass(frozen=True, slots=True)
class Kit:
    """`shared_cores`: all on one machine of so many. `two_redis`: CELERY_BROKER_URL is another than REDIS_URL."""

    name: str
    web_processes: int
    workers: int
    threads: int
    postgres_cores: float
    shared_cores: float = 0
    two_redis: bool = False
    web_pool: int = 12
    worker_pool: int = 12
    spare_workers: int = 0
    max_connections: int = 200

    @property
    def connections(self) -> int:
        """The most that its processes can ask for. No pool: they come through PgBouncer, which has its own limit."""
        others = self.workers + self.spare_workers + BEAT_AND_JOB
        return (self.web_processes + SPARE_WEB) * self.web_pool + others * self.worker_pool


LADDER = (
    Kit("1. one machine of 2 cores, as deploy/compose.yaml starts it", 2, 1, 32, 2, shared_cores=2),
    Kit("2. one machine of 8 cores", 6, 2, 50, 8, shared_cores=8),
    Kit("3. PostgreSQL on 8 cores of its own", 8, 3, 50, 8, web_pool=8, spare_workers=1),
    Kit(
        "4. deploy/kubernetes at its most, PostgreSQL on 16 cores",
        16,
        6,
        32,
        16,
        web_pool=8,
        spare_workers=1,
        max_connections=300,
    ),
    Kit("5. PostgreSQL on 64 cores, PgBouncer, two Redis", 96, 60, 50, 64, two_redis=True, web_pool=0, worker_pool=0),
)


@dataclass(frozen=True, slots=True)
class Ceiling:
    """`conversations_a_day`: at whose peak the part is full."""

    part: Part
    has: float
    conversations_a_day: float


def ceilings(kit: Kit, traffic: Traffic, costs: Costs) -> list[Ceiling]:
    """The lowest first: what saturates first. Loads grow as the traffic does."""
    asked = asked_of(replace(traffic, conversations_a_day=1), costs)
    found = [
        Ceiling(part, has, has * costs.full.value / asked[part]) for part, has in capacities(kit).items() if asked[part]
    ]
    return sorted(found, key=lambda ceiling: ceiling.conversations_a_day)


def asked_of(traffic: Traffic, costs: Costs) -> dict[Part, float]:
    """At the peak."""
    return shared(loads(traffic, costs, traffic.peak))


def shared(found: dict[Part, float]) -> dict[Part, float]:
    """With what parts come to together, where they share a core or a machine."""
    machine = sum(found[part] for part in CPU)
    return {**found, Part.REDIS: found[Part.COUNTS] + found[Part.WAKING], Part.MACHINE: machine}


def capacities(kit: Kit) -> dict[Part, float]:
    """Of the parts that this kit has, in cores and threads."""
    redis = (Part.COUNTS, Part.WAKING) if kit.two_redis else (Part.REDIS,)
    own = {
        Part.WEB: kit.web_processes * ONE_CORE,
        Part.WORKER: kit.workers * ONE_CORE,
        Part.POSTGRES: kit.postgres_cores,
        Part.WAITING: float(kit.workers * kit.threads),
        **dict.fromkeys(redis, ONE_CORE),
    }
    return {**own, Part.MACHINE: kit.shared_cores} if kit.shared_cores else own


@dataclass(frozen=True, slots=True)
class Needed:
    """For this traffic at its peak, with the parts apart."""

    web_processes: int
    workers: int
    postgres_cores: int
    redis: int
    connections: int


def needed(traffic: Traffic, costs: Costs, threads: int) -> Needed:
    at_peak = asked_of(traffic, costs)
    web, postgres, redis, worker = (
        whole(at_peak[part] / costs.full.value) for part in (Part.WEB, Part.POSTGRES, Part.REDIS, Part.WORKER)
    )
    workers = max(worker, whole(at_peak[Part.WAITING] / costs.full.value / threads))
    kit = Kit("needed", web, workers, threads, postgres, spare_workers=1)
    return Needed(web, workers, postgres, redis, kit.connections)
