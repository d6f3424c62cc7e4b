"""What a process would read from disk over its first requests, while they wait. The pages are there: wsgi.py."""

from __future__ import annotations

from handoff import languages


def warm() -> None:
    """The model of languages: a second where several requests come at once."""
    languages.load()
