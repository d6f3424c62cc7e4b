"""The first of the ways to log in: it opens none, and shuts them all for one who is locked out."""

from __future__ import annotations

from typing import Any

from axes.backends import AxesStandaloneBackend
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from agents import attempts


class LockOut(AxesStandaloneBackend):  # type: ignore[misc]  # axes has no types
    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> None:
        """Without a request nobody guesses: it is a command, or a test.

        Nothing is hashed for who is locked out. That tells of no account: names that nobody has are counted and locked
        out alike, and the page says it in words.
        """
        if request is None:
            return
        request.nth_try = attempts.begin(request, {"username": username})  # type: ignore[attr-defined]
        if not request.nth_try:  # type: ignore[attr-defined]
            raise PermissionDenied
