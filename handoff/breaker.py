"""The rule of a circuit breaker: who failed several times in a row is left alone, then tried with one request."""

from __future__ import annotations

from dataclasses import dataclass

OPENS_AFTER = 5
FIRST_PAUSE, LONGEST_PAUSE = 30.0, 300.0


def pause_after(failures: int) -> float:
    """Seconds in which nothing is sent after so many failures in a row; 0 where it goes on as before."""
    if failures < OPENS_AFTER:
        return 0.0
    return min(FIRST_PAUSE * 2.0 ** min(failures - OPENS_AFTER, 10), LONGEST_PAUSE)


@dataclass(frozen=True, slots=True)
class Breaker:
    """`open_until` is None while it is closed. Times are seconds of a clock of the caller's."""

    failures: int = 0
    open_until: float | None = None

    def allows(self, now: float) -> bool:
        return self.open_until is None or now >= self.open_until

    def probing(self, now: float, seconds: float) -> Breaker:
        """One request is on its way to find out: nobody else follows for as long as it may take."""
        return self if self.open_until is None else Breaker(self.failures, now + seconds)

    def after_failure(self, now: float) -> Breaker:
        failures = self.failures + 1
        pause = pause_after(failures)
        return Breaker(failures, now + pause if pause else None)

    def after_success(self) -> Breaker:
        return Breaker()
