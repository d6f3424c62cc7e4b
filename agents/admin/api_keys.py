"""Developer Settings > Storefront > API keys: create one, replace it, revoke it. A key is shown in one answer alone."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from agents import credentials
from agents.access import Access
from agents.admin import storefront
from agents.admin.base import configuring
from agents.admin.pages import page
from agents.forms import StorefrontForm
from agents.key_forms import ApiKeyForm, RotateForm
from agents.models import ApiKey


@require_POST
@never_cache
@sensitive_variables("key")
def create_key(request: HttpRequest) -> HttpResponse:
    """Answers with the key itself: it goes into no session, message or redirect, and cannot be shown again."""
    access = configuring(request)
    form = ApiKeyForm(request.POST, brand=access.brand)
    if not form.is_valid():
        return storefront.shown(request, access, StorefrontForm(instance=access.brand), form)
    wanted = form.cleaned_data
    row, key = credentials.create_api_key(
        access.brand, wanted["name"], wanted["agent"], wanted["scopes"], form.expires_at()
    )
    return _key_shown(request, row, str(key))


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_variables("key")
def rotate_key(request: HttpRequest, pk: int) -> HttpResponse:
    row = _unrevoked(configuring(request), pk)
    form = RotateForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            new, key = credentials.rotate(row, form.until(timezone.now()), timezone.now())
            return _key_shown(request, new, str(key), replaces=row)
        except credentials.NotRotated as why:
            form.add_error(None, str(why))
    return page(request, "agents/admin/key_rotate.html", "Replace an API key", row=row, form=form)


@require_http_methods(["GET", "POST"])
def revoke_key(request: HttpRequest, pk: int) -> HttpResponse:
    row = _unrevoked(configuring(request), pk)
    if request.method == "GET":
        return page(request, "agents/admin/key_revoke.html", "Revoke an API key", row=row)
    credentials.revoke(row)
    messages.success(request, f"The API key “{row.name}” was revoked. Requests with it are refused from now on.")
    return redirect(storefront.PAGE)


@sensitive_variables("key")
def _key_shown(request: HttpRequest, row: ApiKey, key: str, replaces: ApiKey | None = None) -> HttpResponse:
    if replaces:
        replaces.refresh_from_db()
    context: dict[str, Any] = {"row": row, "key": key, "replaces": replaces}
    return page(request, "agents/admin/key_created.html", "Your new API key", **context)


def _unrevoked(access: Access, pk: int) -> ApiKey:
    rows = ApiKey.objects.for_brand(access.brand).filter(revoked_at=None).select_related("brand", "agent")
    return get_object_or_404(rows, pk=pk)
