"""A customer's data: found, handed out, erased. All by POST, so that no address, and no log, names them."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from agents.access import Access
from agents.admin.base import configuring
from agents.admin.pages import page
from agents.models import Brand
from handoff import configuration
from handoff.admin.disclosure_lines import SentLine, line_of
from handoff.forms.customer_form import CustomerForm
from handoff.models import Disclosure
from handoff.privacy import Who, asking, erase, hand_out, leaving
from handoff.privacy.exporting import ENCODER, found
from handoff.privacy.who import conversations_of

TITLE = "A customer's data"
TEMPLATE = "handoff/admin/customer_data.html"
# A person waits for the page meanwhile; the next press goes on.
AT_A_TIME = 100
MOST_LINES = 200
NOT_AGREED = "Check the box first: what is erased can't be had back."


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def customer_data(request: HttpRequest) -> HttpResponse:
    access = configuring(request)
    if request.method == "GET":
        asks = asking.waiting(access.brand, timezone.now())
        left = leaving.waiting(access.brand, timezone.now())
        return page(request, TEMPLATE, TITLE, form=CustomerForm(), asks=asks, left=left, brand_id=access.brand.pk)
    form = CustomerForm(request.POST)
    if not form.is_valid():
        return page(request, TEMPLATE, TITLE, form=form)
    return _asked(request, access, form)


@sensitive_variables()
def _asked(request: HttpRequest, access: Access, form: CustomerForm) -> HttpResponse:
    who, wanted = form.who(), request.POST.get("do", "find")
    if wanted == "export":
        return _file(access.brand, who)
    if wanted == "erase" and request.POST.get("agreed"):
        return _erased(request, access.brand, form, who)
    refused = NOT_AGREED if wanted == "erase" else ""
    return _found(request, access.brand, form, who, refused=refused)


def _found(request: HttpRequest, brand: Brand, form: CustomerForm, who: Who, **more: Any) -> HttpResponse:
    counts = found(brand, who)
    sent = _sent(brand, who)
    return page(request, TEMPLATE, TITLE, form=form, counts=counts, lines=sent, most=MOST_LINES, **more)


def _erased(request: HttpRequest, brand: Brand, form: CustomerForm, who: Who) -> HttpResponse:
    """What was sent is read first: afterwards nothing tells any more whose it was."""
    sent = _sent(brand, who)
    erased = erase(brand, who, AT_A_TIME)
    return page(request, TEMPLATE, TITLE, form=form, erased=erased, lines=sent, most=MOST_LINES)


def _sent(brand: Brand, who: Who) -> list[SentLine]:
    zone = configuration.provider_of(brand).timezone
    rows = Disclosure.objects.for_brand(brand).filter(conversation__in=conversations_of(brand, who))
    return [line_of(row, zone) for row in rows.select_related("handoff")[:MOST_LINES]]


def _file(brand: Brand, who: Who) -> HttpResponse:
    told = {"exported_at": timezone.now(), **hand_out(brand, who)}
    response = HttpResponse(
        json.dumps(told, cls=ENCODER, ensure_ascii=False, indent=2), content_type="application/json; charset=utf-8"
    )
    response.headers["Content-Disposition"] = 'attachment; filename="customer-data.json"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
