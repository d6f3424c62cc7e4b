"""Settings > Privacy: how long what is kept, and whether an AI model may read it."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from agents import audit
from agents.admin.base import configuring, required_access
from agents.admin.pages import page
from agents.models import Action, Brand
from agents.privacy_form import PrivacyForm

KEPT = ("texts_kept_days", "rest_kept_days")


@require_http_methods(["GET", "POST"])
def privacy(request: HttpRequest) -> HttpResponse:
    access = required_access(request) if request.method == "GET" else configuring(request)
    # A row of its own: a refused number must not show elsewhere on the page.
    own = Brand.objects.get(pk=access.brand.pk)  # nosemgrep: rows-of-every-brand - their own, once more
    form = PrivacyForm(request.POST or None, instance=own)
    if request.method == "POST" and form.is_valid():
        _save(form)
        messages.success(request, "Your changes were saved.")
        return redirect("admin:privacy")
    for field in form.fields.values():
        field.disabled = not access.may_configure
    return page(request, "agents/admin/privacy.html", "Privacy", form=form)


@transaction.atomic
def _save(form: PrivacyForm) -> None:
    brand = form.save()
    days = {name: getattr(brand, name) for name in KEPT if name in form.changed_data}
    if days:
        audit.record(Action.RETENTION_CHANGED, brand, brand, **days)
    if "model_allowed" in form.changed_data:
        audit.record(Action.MODEL_USE_CHANGED, brand, brand, after="on" if brand.model_allowed else "off")
