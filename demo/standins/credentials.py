"""What a platform's client proves itself with."""

from __future__ import annotations

import base64
import binascii

from django.http import HttpRequest

GOOD_SECRET = "stand-in-"  # noqa: S105 - what every secret must begin with here


def basic(request: HttpRequest) -> tuple[str, str]:
    """The user and the password of HTTP's Basic authentication; two empty texts where it is anything else."""
    kind, _, coded = request.headers.get("Authorization", "").partition(" ")
    try:
        user, colon, password = base64.b64decode(coded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return (user, password) if kind.lower() == "basic" and colon else ("", "")


def bearer(request: HttpRequest) -> str:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    return token if kind.lower() == "bearer" else ""


def is_good(secret: str) -> bool:
    return secret.startswith(GOOD_SECRET)
