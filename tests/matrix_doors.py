"""Every address of the product, as the URL configuration has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import admin
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

from agents.models import Agent, ApiKey, Invitation, Membership
from handoff.models import DecisionRecord, Handoff
from tests.matrix_rows import ours

PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")
GROUP = re.compile(r"\(\?P<(\w+)>(.*?)\)")
# Whose id a door takes, where neither its address nor its parameter says so.
OF_NAME: dict[str, type[models.Model]] = {
    "person": Membership,
    "remove_person": Membership,
    "password_link": Membership,
    "revoke_key": ApiKey,
    "renew_invitation": Invitation,
    "withdraw_invitation": Invitation,
}
OF_PARAMETER: dict[str, type[models.Model]] = {"agent": Agent, "decision": DecisionRecord, "handoff": Handoff}


@dataclass(frozen=True, slots=True)
class Door:
    """`route` has its parameters as `{name}`; `kinds` says of what kind each of them is."""

    route: str
    name: str
    kinds: tuple[tuple[str, str], ...]

    @property
    def is_of_the_admin(self) -> bool:
        return self.route.startswith("/admin/")

    def model(self) -> type[models.Model] | None:
        """Of the row that its parameter names, as far as one can tell."""
        if self.name in OF_NAME:
            return OF_NAME[self.name]
        named = [OF_PARAMETER[name] for name, _ in self.kinds if name in OF_PARAMETER]
        spelled = [
            m for m in (*ours(), *admin.site._registry) if f"/{m._meta.app_label}/{m._meta.model_name}/" in self.route
        ]
        return next(iter((*named, *spelled)), None)


def doors(urlconf: str | None = None) -> list[Door]:
    return [door for door in _walk(get_resolver(urlconf).url_patterns, "/") if door is not None]


def _walk(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[Door]:
    for pattern in patterns:
        route = before + _route(pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, route)
        else:
            kinds = tuple((name, kind or "str") for kind, name in PARAMETER.findall(route))
            yield Door(PARAMETER.sub(r"{\2}", route), pattern.name or "", kinds)


def _route(pattern: URLPattern | URLResolver) -> str:
    """A regular expression's groups as parameters; of several words the first."""
    route = str(pattern.pattern)
    if isinstance(pattern.pattern, RoutePattern):
        return route
    words = GROUP.sub(lambda found: found[2].partition("|")[0] if "|" in found[2] else f"<{found[1]}>", route)
    return words.strip("^$") or "nothing-is-here/<anything>/"
