"""How often people may ask for what could be misused. Counted in the cache; while it is gone nobody is counted."""

from __future__ import annotations

import hashlib
import logging

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

PER_HOUR = 30
HOUR = 60 * 60


def is_too_often(what: str, who: str, most: int = PER_HOUR) -> bool:
    """Counts this time too. An hour after the first one, all is forgotten."""
    key = f"people:{what}:{hashlib.sha256(who.encode(errors='replace')).hexdigest()[:32]}"
    try:
        cache.add(key, 0, HOUR)
        return int(cache.incr(key)) > most
    except ValueError:  # forgotten between the two calls
        return False
    except (RedisError, OSError):
        logger.warning("The cache is out of reach: requests are not throttled.")
        return False


def address_of(request: HttpRequest) -> str:
    """Without a proxy of ours, anybody could write X-Forwarded-For; ours writes its last entry."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.BEHIND_PROXY else ""
    return forwarded.split(",")[-1].strip() or request.META.get("REMOTE_ADDR", "")
