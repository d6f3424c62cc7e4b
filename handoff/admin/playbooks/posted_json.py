"""What the page's own scripts post, for the doors beside the editor: JSON of a known size, from those who may write."""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest

from agents.access import Access
from agents.admin.base import required_access
from agents.transcripts import storable

ONLY_AUTHORS = "Only an author or an admin of your Brand can change this."


def writing(request: HttpRequest) -> Access:
    """The access of somebody who may write playbooks."""
    access = required_access(request)
    if not access.may_write_playbooks:
        raise PermissionDenied(ONLY_AUTHORS)
    return access


def body_of(request: HttpRequest) -> dict[str, Any]:
    """The posted object; Django refuses bodies over 1 MB (400), and so is refused what is no JSON object."""
    if request.content_type != "application/json":
        # What claims to be a form was read as one before it came here.
        raise SuspiciousOperation("The body is no JSON.")
    try:
        found = json.loads(request.body)
    except (ValueError, RecursionError):
        raise SuspiciousOperation("The body is no JSON.") from None
    if not isinstance(found, dict):
        raise SuspiciousOperation("The body is no JSON object.")
    return found


def text_of(body: dict[str, Any], name: str = "text") -> str:
    """A string of the body; what nothing can store (NUL, lone surrogates) becomes U+FFFD at the same places."""
    text = body.get(name, "")
    if not isinstance(text, str):
        raise SuspiciousOperation(f"{name} is no text.")
    return storable(text)
