"""Drafts are tried with the demo's runtime, a process of its own: one question over HTTP, bounded in time and size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Literal
from urllib.parse import urlsplit

from django.conf import settings
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from agents.transcripts import Turn
from handoff.providers import http
from handoff.providers.base import ProviderError
from playbooks import tools
from playbooks.instructions import Instructions

# A model may think for 20 s.
SECONDS = 22.0
# What the runtime takes at once.
MOST_CHARACTERS, MOST_DIRECTIVES = 400_000, 500
PATH = "/drafts/reply/"

MISSING = (
    "There is no runtime here to try a draft with. Set RUNTIME_URL to the address of the demo's runtime, "
    "then start Handoff again. python3 dev.py run does both."
)
UNREACHABLE = (
    "The runtime did not answer. Check that it runs and that RUNTIME_URL is its address, then send your message again."
)
TOO_LONG = (
    "Together, what this Agent is told is too long to be tried here. Try it with an Agent that follows fewer playbooks."
)
NOT_UNDERSTOOD = (
    "The runtime's answer could not be understood. Check that RUNTIME_URL leads to the demo's runtime, "
    "and that it is of the same version as Handoff."
)


class RuntimeUnavailable(Exception):
    """The text tells an author what is missing, and how to mend it."""


class DraftReply(BaseModel):
    """What the Agent would say, and whether it called the tool. `engine`: a real model, or the demo's few rules."""

    model_config = ConfigDict(strict=True)

    text: str = Field(max_length=20_000)
    wants_handoff: bool
    directive: str = Field(max_length=200)
    engine: Literal["model", "rules"]
    model_failed: bool = False


def is_runtime_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        known = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    return known and url.isascii() and url.isprintable()


def reply_to(told: Instructions, transcript: Sequence[Turn], *, may_hand_off: bool) -> DraftReply:
    """Of an Agent that was told this. Raises RuntimeUnavailable."""
    if not is_runtime_address(settings.RUNTIME_URL):
        raise RuntimeUnavailable(MISSING)
    if len(told.text) > MOST_CHARACTERS or len(told.directives) > MOST_DIRECTIVES:
        raise RuntimeUnavailable(TOO_LONG)
    body = {
        "text": told.text,
        "directives": [asdict(reference) for reference in told.directives],
        "tool": tools.for_responses(told.directives),
        "transcript": [{"role": turn.role, "text": turn.text} for turn in transcript],
        "may_hand_off": may_hand_off,
    }
    return _read(_sent(body))


def _sent(body: dict[str, object]) -> object:
    try:
        answer: object = http.post_to_own(settings.RUNTIME_URL.rstrip("/") + PATH, body, SECONDS).json
    except ProviderError as error:
        raise RuntimeUnavailable(UNREACHABLE if error.status is None else NOT_UNDERSTOOD) from None
    return answer


def _read(answer: object) -> DraftReply:
    try:
        return DraftReply.model_validate(answer)
    except ValidationError:
        raise RuntimeUnavailable(NOT_UNDERSTOOD) from None
