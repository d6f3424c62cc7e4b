"""When a context is tried again that did not arrive."""

from __future__ import annotations

# In seconds, after the first failure, the second and so on; the last one stays.
STEPS = (2, 10, 60, 300, 1800, 7200, 21600, 43200)
# Full jitter makes eleven attempts within 24 hours, on average; a platform that comes and goes makes more of them.
MOST_FAILURES = 100
# After so many, an attempt of which nobody heard again is the last: it may be what the workers die of.
MOST_CRASHES = 10
# However long a platform asks us to wait, a handoff is not worth much later than this.
LONGEST_RETRY_AFTER = 900.0


def delay(failures: int, retry_after: float | None, chance: float) -> float:
    """Seconds to the next attempt: full jitter, but never before the platform wants to hear from us again.

    `chance` is drawn anew each time, from 0 to 1.
    """
    step = STEPS[min(failures, len(STEPS)) - 1]
    return max(chance * step, min(retry_after or 0.0, LONGEST_RETRY_AFTER))
