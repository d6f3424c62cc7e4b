"""Places for work that can wait: so many for each Brand in this process, so that no Brand takes all of its threads."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

_taken: Counter[UUID] = Counter()
_lock = threading.Lock()


@contextmanager
def place_of(brand_id: UUID, most: int) -> Iterator[bool]:
    """Whether there was one; it is given back at the end."""
    with _lock:
        free = _taken[brand_id] < most
        _taken[brand_id] += free
    try:
        yield free
    finally:
        with _lock:
            _taken[brand_id] -= free
            if not _taken[brand_id]:
                del _taken[brand_id]
