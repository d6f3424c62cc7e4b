"""Whom the pages of accounts work for: an account may belong to many Brands, and none of them is the page's own."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.template.response import SimpleTemplateResponse

from agents import scopes

View = Callable[..., HttpResponseBase]


def over_accounts(view: View) -> View:
    """For operators. Anybody else is refused by the view itself, which then works for nobody."""

    @wraps(view)
    def over_all(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not (request.user.is_active and request.user.is_superuser):
            return view(request, *args, **kwargs)
        with scopes.accounts(request.user.pk):
            return _written_out(view(request, *args, **kwargs))

    return over_all


def _written_out(response: HttpResponseBase) -> HttpResponseBase:
    """A template asks for its rows only when it is rendered."""
    return response.render() if isinstance(response, SimpleTemplateResponse) else response
