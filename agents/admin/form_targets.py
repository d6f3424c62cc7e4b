"""Where the forms of a page may lead, besides to our own pages: browsers ask the page's policy, at redirects too."""

from __future__ import annotations

from collections.abc import Iterable

from agents import origins


def let_forms_lead_to(response: object, addresses: Iterable[str]) -> None:
    """Read by the middleware that writes the policy. What is no origin would write another rule into it."""
    response.form_targets = tuple(filter(_is_origin, addresses))  # type: ignore[attr-defined]


def _is_origin(address: str) -> bool:
    try:
        return origins.normalised(address) == address
    except ValueError:
        return False
