"""Developer Settings > Storefront: the shop's addresses, the snippet, and the list of API keys."""

from __future__ import annotations

from urllib.parse import urljoin

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from agents import brands, integrity, keys
from agents.access import Access
from agents.admin.base import configuring, required_access
from agents.admin.pages import page
from agents.forms import StorefrontForm
from agents.key_forms import ApiKeyForm
from agents.models import ApiKey, Brand

PAGE = "admin:storefront"
SNIPPET_PATH = "/storefront/v1/handoff.js"


@require_http_methods(["GET", "POST"])
def storefront(request: HttpRequest) -> HttpResponse:
    access = required_access(request) if request.method == "GET" else configuring(request)
    # A row of its own: a refused address must not show in the Brand that the rest of the page reads.
    own = Brand.objects.get(pk=access.brand.pk)  # nosemgrep: rows-of-every-brand
    form = StorefrontForm(request.POST or None, instance=own)
    if request.method == "POST" and form.is_valid():
        brands.set_origins(access.brand, form.cleaned_data["storefront_origins"])
        messages.success(request, "The storefront addresses were saved.")
        return redirect(PAGE)
    return shown(request, access, form, ApiKeyForm(brand=access.brand))


def shown(request: HttpRequest, access: Access, form: StorefrontForm, key_form: ApiKeyForm) -> HttpResponse:
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
        all_scopes=len(keys.SCOPES),
        now=timezone.now(),
        snippet_url=snippet_url,
        origin=snippet_url.removesuffix(SNIPPET_PATH),
        pins=[(urljoin(snippet_url, path), pin) for path, pin in integrity.pins().items()],
    )
