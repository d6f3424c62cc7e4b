"""What a process would import or read from disk over its first requests, while they wait."""

from __future__ import annotations

from django.urls import resolve

from agents.transcripts import CUSTOMER, Turn
from handoff.languages import language_of

# Not plainly English: for such a text the model of languages is loaded.
SAID = "Where is my order? It should have been here on Friday."


def warm() -> None:
    """The views, and the model of languages: seconds where several requests come at once."""
    resolve("/")  # for what it imports on the way
    language_of((Turn(CUSTOMER, SAID),))
