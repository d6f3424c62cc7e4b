"""What a process would read from disk over its first requests, while they wait. The pages are there: wsgi.py."""

from __future__ import annotations

from agents.transcripts import CUSTOMER, Turn
from handoff.languages import language_of

# Not plainly English: for such a text the model of languages is loaded.
SAID = "Where is my order? It should have been here on Friday."


def warm() -> None:
    """The model of languages: a second where several requests come at once."""
    language_of((Turn(CUSTOMER, SAID),))
