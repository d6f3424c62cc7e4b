"""Pages of the admin that are no model's form."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.template.response import TemplateResponse

from agents.admin.base import required_access


def page(request: HttpRequest, template: str, title: str, status: int = 200, **context: Any) -> TemplateResponse:
    """The template inside the admin's frame, with the access of the person who looks: one who has a Brand."""
    access = required_access(request)
    frame = admin.site.each_context(request)
    return TemplateResponse(request, template, {**frame, "title": title, "access": access, **context}, status=status)
