"""The wall under the scoping: a statement on a Brand's table is not sent before somebody said whom it is for.

It stands where every statement passes, whoever made it: managers, related managers, `save`, cascades, raw SQL. On a
queryset it would not see half of them, since Django saves, deletes and follows relations past a model's own manager.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

from django.apps import apps

from agents import owned, scopes


class UnscopedQuery(RuntimeError):
    """A door forgot to say whom it works for."""


HOW = "Say whom this is for first: scopes.work_for(brand) at the door, or one of the named wider scopes."


def guard(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """For a connection's `execute_wrappers`."""
    if scopes.current().kind is scopes.Kind.NOTHING and is_of_a_brand(str(sql)):
        raise UnscopedQuery(f"{HOW} The statement begins with {str(sql)[:40]!r}.")
    return execute(sql, params, many, context)


def is_of_a_brand(sql: str) -> bool:
    return apps.models_ready and _names_a_table(sql)


@lru_cache(maxsize=4096)
def _names_a_table(sql: str) -> bool:
    return bool(_pattern().search(sql))


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"\b({'|'.join(map(re.escape, sorted(owned.tables())))})\b")
