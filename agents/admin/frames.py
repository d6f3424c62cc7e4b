"""Pages of a person's own, who need belong to no Brand: inside the admin's frame, or before it opens."""

from __future__ import annotations

import math
from typing import Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from agents.access import access_of


def own_page(request: HttpRequest, template: str, title: str, **context: Any) -> TemplateResponse:
    frame = admin.site.each_context(request)
    context = {**frame, "title": title, "access": access_of(request), **context}
    response = TemplateResponse(request, template, context)
    # Read by the middleware that writes the page's policy: the frame's scripts need that of the admin.
    response.is_in_admin_frame = True  # type: ignore[attr-defined]
    return response


def door_page(request: HttpRequest, template: str, title: str, **context: Any) -> HttpResponse:
    """Nothing of the admin shows on it."""
    return render(request, template, {"title": title, "next": next_of(request), **context})


def too_often(request: HttpRequest, wait: float) -> HttpResponse:
    """They may ask again after so many seconds."""
    answer = render(request, "agents/too_often.html", status=429)
    answer.headers["Retry-After"] = str(math.ceil(wait))
    return answer


def person_of(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def next_of(request: HttpRequest) -> str:
    """Where the person wanted to go: nowhere outside of the admin."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    inside = wanted.startswith(reverse("admin:index")) and url_has_allowed_host_and_scheme(wanted, None)
    return wanted if inside else reverse("admin:index")
