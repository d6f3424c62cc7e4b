"""Developer Settings > Storefront: the shop's addresses, the snippet, and the API keys."""

from __future__ import annotations

from urllib.parse import urljoin

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from agents import credentials, integrity
from agents.access import Access
from agents.admin.base import configuring, required_access
from agents.admin.pages import page
from agents.forms import ApiKeyForm, StorefrontForm
from agents.models import ApiKey, Brand

PAGE = "admin:storefront"
SNIPPET_PATH = "/storefront/v1/handoff.js"


@require_http_methods(["GET", "POST"])
def storefront(request: HttpRequest) -> HttpResponse:
    access = required_access(request) if request.method == "GET" else configuring(request)
    # A row of its own: a refused address must not show in the Brand that the rest of the page reads.
    form = StorefrontForm(request.POST or None, instance=Brand.objects.get(pk=access.brand.pk))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "The storefront addresses were saved.")
        return redirect(PAGE)
    return _shown(request, access, form, ApiKeyForm(brand=access.brand))


@require_POST
@sensitive_variables("key")
def create_key(request: HttpRequest) -> HttpResponse:
    """Answers with the key itself: it goes into no session, message or redirect, and cannot be shown again."""
    access = configuring(request)
    form = ApiKeyForm(request.POST, brand=access.brand)
    if not form.is_valid():
        return _shown(request, access, StorefrontForm(instance=access.brand), form)
    row, key = credentials.create_api_key(access.brand, form.cleaned_data["name"], form.cleaned_data["agent"])
    return page(request, "agents/admin/key_created.html", "Your new API key", row=row, key=str(key))


@require_http_methods(["GET", "POST"])
def revoke_key(request: HttpRequest, pk: int) -> HttpResponse:
    access = configuring(request)
    row = get_object_or_404(ApiKey.objects.for_brand(access.brand).filter(revoked_at=None), pk=pk)
    if request.method == "GET":
        return page(request, "agents/admin/key_revoke.html", "Revoke an API key", row=row)
    credentials.revoke(row)
    messages.success(request, f"The API key “{row.name}” was revoked. Requests with it are refused from now on.")
    return redirect(PAGE)


def _shown(request: HttpRequest, access: Access, form: StorefrontForm, key_form: ApiKeyForm) -> HttpResponse:
    for field in form.fields.values():
        field.disabled = not access.may_configure
    snippet_url = request.build_absolute_uri(SNIPPET_PATH)
    return page(
        request,
        "agents/admin/storefront.html",
        "Storefront",
        form=form,
        key_form=key_form,
        keys=ApiKey.objects.for_brand(access.brand).select_related("agent"),
        snippet_url=snippet_url,
        origin=snippet_url.removesuffix(SNIPPET_PATH),
        pins=[(urljoin(snippet_url, path), pin) for path, pin in integrity.pins().items()],
    )
