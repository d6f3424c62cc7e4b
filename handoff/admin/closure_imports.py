"""Platform Services > closures from a list of public holidays, or from a calendar file. Nothing without a preview."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from agents.admin.base import configuring
from agents.admin.pages import page
from handoff import configuration
from handoff.forms.import_forms import CalendarFileForm, ChosenForm, HolidaysForm
from handoff.imports import calendar_files
from handoff.imports.calendar_files import CalendarFile, CalendarFileError
from handoff.imports.calendar_previews import PreviewRefused, signed, unsigned
from handoff.imports.closure_choices import Choice, beside
from handoff.imports.public_holidays import country_of_zone, public_holidays
from handoff.models import SupportProvider

HOLIDAYS, CALENDAR = "admin:closures_holidays", "admin:closures_calendar"
_BACK = "admin:handoff_supportprovider_changelist"


def urls(wrap: Any) -> list[URLPattern]:
    return [
        path("closures/holidays/", wrap(holidays), name="closures_holidays"),
        path("closures/calendar/", wrap(calendar), name="closures_calendar"),
    ]


@require_http_methods(["GET", "POST"])
def holidays(request: HttpRequest) -> HttpResponse:
    """The choice of a country and its preview are read (GET); only the ticked days are posted."""
    provider = _provider(request)
    today = timezone.now().astimezone(_zone(provider)).date()
    data = request.POST if request.method == "POST" else request.GET if "years" in request.GET else None
    country = request.GET.get("country") or country_of_zone(provider.timezone)
    form = HolidaysForm(_with_a_fitting_region(data), country=country, this_year=today.year)
    if data is None or not form.is_valid():
        return page(request, "handoff/admin/import_holidays.html", "Import public holidays", form=form)
    choices, over = _holidays(provider, form, today)
    chosen = ChosenForm(request.POST if request.method == "POST" else None, choices)
    if request.method == "POST" and chosen.is_valid() and _added(request, provider, chosen):
        return redirect(_BACK)
    return page(
        request,
        "handoff/admin/import_holidays.html",
        "Import public holidays",
        form=form,
        chosen=chosen,
        rows=_rows(choices, chosen),
        over=over,
    )


@require_http_methods(["GET", "POST"])
def calendar(request: HttpRequest) -> HttpResponse:
    """The file is posted, and what was read from it comes back signed with the ticked days; nothing is kept between."""
    provider = _provider(request)
    if request.method == "POST" and "preview" in request.POST:
        return _confirmed(request, provider)
    form = CalendarFileForm(request.POST, request.FILES) if request.method == "POST" else CalendarFileForm()
    if request.method == "POST" and form.is_valid():
        zone = _zone(provider)
        try:
            read = calendar_files.read(form.cleaned_data["file"], timezone.now().astimezone(zone).date(), zone)
        except CalendarFileError as error:
            form.add_error("file", str(error))
        else:
            choices = _choices(provider, read)
            return _preview(request, read, choices, ChosenForm(None, choices), signed(provider.brand, read))
    return _upload(request, form)


def _confirmed(request: HttpRequest, provider: SupportProvider) -> HttpResponse:
    preview = request.POST["preview"]
    try:
        read = unsigned(provider.brand, preview)
    except PreviewRefused as refusal:
        return _upload(request, CalendarFileForm(), str(refusal))
    choices = _choices(provider, read)
    chosen = ChosenForm(request.POST, choices)
    if chosen.is_valid() and _added(request, provider, chosen):
        return redirect(_BACK)
    return _preview(request, read, choices, chosen, preview)


def _upload(request: HttpRequest, form: CalendarFileForm, refusal: str = "") -> HttpResponse:
    return page(request, "handoff/admin/import_calendar.html", "Import a calendar file", form=form, refusal=refusal)


def _preview(
    request: HttpRequest, read: CalendarFile, choices: list[Choice], chosen: ChosenForm, preview: str
) -> HttpResponse:
    return page(
        request,
        "handoff/admin/import_calendar.html",
        "Import a calendar file",
        read=read,
        rows=_rows(choices, chosen),
        chosen=chosen,
        preview=preview,
    )


def _provider(request: HttpRequest) -> SupportProvider:
    return configuration.provider_of(configuring(request).brand)


def _zone(provider: SupportProvider) -> tzinfo:
    return ZoneInfo(provider.timezone) if configuration.is_zone(provider.timezone) else UTC


def _with_a_fitting_region(data: Mapping[str, str] | None) -> dict[str, str] | None:
    """Without JavaScript the region of the country that was chosen before may still be there."""
    if data is None:
        return None
    country, region = data.get("country", ""), data.get("region", "")
    return {
        "country": country,
        "region": region if region.startswith(f"{country}-") else "",
        "years": data.get("years", ""),
    }


def _holidays(provider: SupportProvider, form: HolidaysForm, today: date) -> tuple[list[Choice], int]:
    """Those to come, and how many are over."""
    found = public_holidays(*form.asked())
    coming = [holiday for holiday in found if holiday.closure.last >= today]
    stored = _stored(provider)
    choices = [beside(Choice(h.closure.first.isoformat(), h.closure, h.original, h.observed), stored) for h in coming]
    return choices, len(found) - len(coming)


def _choices(provider: SupportProvider, read: CalendarFile) -> list[Choice]:
    stored = _stored(provider)
    return [beside(Choice(str(number), closure), stored) for number, closure in enumerate(read.closures)]


def _stored(provider: SupportProvider) -> list[Any]:
    return [closure.value() for closure in provider.closures.all()]


def _rows(choices: Iterable[Choice], chosen: ChosenForm) -> list[dict[str, Any]]:
    """For the template: each choice, and whether it is ticked now."""
    posted = set(chosen.data.getlist("closure")) if chosen.is_bound else None  # type: ignore[attr-defined]
    return [
        {"choice": choice, "ticked": choice.ticked if posted is None else choice.key in posted} for choice in choices
    ]


def _added(request: HttpRequest, provider: SupportProvider, chosen: ChosenForm) -> bool:
    """False where the closures are refused; why then stands beside the list."""
    wanted = [choice.closure for choice in chosen.chosen()]
    try:
        added = configuration.add_closures(provider.brand, wanted)
    except ValidationError as error:
        chosen.add_error("closure", error.messages)
        return False
    messages.success(request, _told(provider, added, len(wanted) - added))
    return True


def _told(provider: SupportProvider, added: int, there: int) -> str:
    sentences = [f"Added {added} closure{'' if added == 1 else 's'}."]
    if there:
        sentences.append(f"{there} {'was' if there == 1 else 'were'} there already.")
    if not provider.hours_restricted:
        sentences.append("They count as soon as “Add specific days and times” is on.")
    return " ".join(sentences)
