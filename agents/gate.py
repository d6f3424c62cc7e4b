"""What stands before every page of the admin: is the sign-in over, and is the second step done?

The API and the storefront have no sessions: there this asks for none, and sets no cookie.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from agents import second_step, sign_ins
from agents.second_step import Need

ADMIN = "/admin/"
LOGOUT = "admin:logout"
PAGES = {Need.CODE: "second_step", Need.SET_UP: "second_step_set_up"}
# Who forgot their password may set a new one, and everybody may leave.
OPEN = frozenset(
    {
        *PAGES.values(),
        LOGOUT,
        "admin:login",
        "admin_password_reset",
        "password_reset_done",
        "password_reset_confirm",
        "password_reset_complete",
    }
)
# Not "cookies": those of neighbouring sites would go with them.
LEFT_BEHIND = '"cache", "storage"'


class AdminGate:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(ADMIN):
            return self.get_response(request)
        sign_ins.follow(request, timezone.now())
        was_in = sign_ins.of(request) is not None
        response = self.get_response(request)
        if sign_ins.settle(request, timezone.now()) and isinstance(request.user, User):
            second_step.begin(request, request.user, timezone.now())
        if was_in and not isinstance(request.user, User):
            response["Clear-Site-Data"] = LEFT_BEHIND
        return response

    def process_view(self, request: HttpRequest, view: object, args: Any, kwargs: Any) -> HttpResponse | None:
        if not request.path_info.startswith(ADMIN) or not isinstance(request.user, User):
            return None
        need = second_step.need_of(request.user, sign_ins.of(request))
        match = request.resolver_match
        if need is Need.NOTHING or (match is not None and match.view_name in OPEN):
            return None
        return redirect(f"{reverse(PAGES[need])}{_and_then(request)}")


def _and_then(request: HttpRequest) -> str:
    """Back to where the person wanted to go; nowhere in particular after a form, which was not saved."""
    wanted = request.get_full_path()
    return f"?{urlencode({'next': wanted})}" if request.method == "GET" and wanted != reverse("admin:index") else ""
