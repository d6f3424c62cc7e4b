"""Whole numbers in an address, such as `?limit=20`."""

from __future__ import annotations

from collections.abc import Mapping

from handoff.api.problems import at_field


def whole_number(parameters: Mapping[str, str], name: str, *, default: int, most: int) -> int:
    """From 1 to `most`; the default where it is left out. Raises a Problem at `name`."""
    text = parameters.get(name)
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(most)) and 1 <= int(text) <= most):
        raise at_field(name, f"Send a whole number from 1 to {most}.")
    return int(text)
