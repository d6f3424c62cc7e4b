"""The first of the ways to log in: it opens none, and shuts them all for one who is locked out."""

from __future__ import annotations

from typing import Any

from axes.backends import AxesStandaloneBackend
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from agents import attempts


class LockOut(AxesStandaloneBackend):  # type: ignore[misc]  # axes has no types
    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> None:
        """Without a request nobody guesses: it is a command, or a test."""
        if request is None or not attempts.is_locked(request, {"username": username}):
            return
        # As long as comparing a password takes, so that the time tells nothing of a name. Where the network is locked
        # out no name matters, and whoever floods the page costs little.
        if not attempts.network_is_locked(request):
            User().set_password(password)
        # Not counted again: who goes on trying is locked out no longer for it.
        request.axes_locked_out = True  # type: ignore[attr-defined]
        raise PermissionDenied
