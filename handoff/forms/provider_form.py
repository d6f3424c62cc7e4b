"""The whole Platform Services page, as merchants fill it in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from timezone_field.forms import TimeZoneFormField  # type: ignore[import-untyped]

from handoff import configuration, zones
from handoff.availability import Closure, Schedule, Window
from handoff.configuration import Configuration
from handoff.days import zone_named
from handoff.forms import closures_form, hours_form
from handoff.forms.closures_form import ClosureForm
from handoff.forms.contacts_form import ContactFields
from handoff.forms.hours_form import TimesForm
from handoff.forms.model_fields import ModelFields
from handoff.forms.platform_form import PlatformForm
from handoff.forms.posted_rows import Posted
from handoff.models import SupportProvider
from handoff.providers import registry
from handoff.providers.base import Provider

LOST_ZONE = "This time zone no longer exists; your team counts as closed until you choose another."
LOST_ZONE_UNUSED = "This time zone no longer exists. Choose another."
WRONG_TIMES = "Correct the times that are marked below."
WRONG_CLOSURES = "Correct the closures that are marked below."
MARGINS = (0, 5, 10, 15, 30, 45, 60, 90, 120)
# What the page shows of the hours. The rest says nothing about when the team is there.
_HOURS = ("timezone", "closing_margin_minutes")


class SupportProviderForm(ContactFields, ModelFields):
    """Only the chosen platform's fields are read; week, closures and margin only where the hours are restricted."""

    kind = forms.ChoiceField(
        label="Support Chat Provider",
        required=False,
        error_messages={"invalid_choice": configuration.UNKNOWN_PROVIDER},
        help_text="The platform where your team answers chats. Its chat widget is already on your site, "
        "so choosing it is enough. The fields below are optional.",
    )
    hours_restricted = forms.BooleanField(
        label="Add specific days and times",
        required=False,
        help_text="Without this your team counts as available at all hours.",
    )
    timezone = TimeZoneFormField(
        coerce=str,
        label="Time zone",
        error_messages={"required": configuration.UNKNOWN_ZONE, "invalid_choice": configuration.UNKNOWN_ZONE},
        help_text="Your team's own. Daylight saving needs no attention.",
    )
    closing_margin_minutes = forms.TypedChoiceField(
        label="Last handoff before closing",
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": configuration.MARGIN_TOO_LONG},
        help_text="No more offers in the time between this and closing; "
        "a customer who asks for a human still gets one.",
    )
    revision = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        provider: SupportProvider,
        now: datetime,
        data: Mapping[str, Any] | None = None,
        *,
        disabled: bool = False,
    ) -> None:
        super().__init__(data, initial={name: getattr(provider, name) for name in self.base_fields})
        self.provider = provider
        self.today = now.astimezone(zone_named(provider.timezone)).date()
        self._offer("kind", [("", "No provider chosen"), *registry.choices()])
        self._offer("closing_margin_minutes", _margins(provider.closing_margin_minutes))
        self._offer_zones(provider.timezone, now)
        for field in self.fields.values():
            field.disabled = disabled
        self.platforms = [self._platform(platform, data, disabled) for platform in registry.PROVIDERS]
        schedule, posted = provider.schedule(), None if data is None else Posted.of(data)
        self.days = hours_form.days(schedule.windows, posted, disabled=disabled)
        self.closures = closures_form.closures(schedule.closures, posted, disabled=disabled)

        # What a script makes new rows of.
        self.blank_times = TimesForm(prefix="__row__", whose="__whose__", number="__number__")
        self.blank_closure = ClosureForm("__number__")

    def _offer(self, name: str, choices: list[tuple[Any, str]]) -> None:
        field: Any = self.fields[name]
        field.choices = choices

    def _offer_zones(self, stored: str, now: datetime) -> None:
        self.lost_zone = "" if configuration.is_zone(stored) else stored
        lost = [(stored, f"{stored} (no longer exists)")] if self.lost_zone else []
        self._offer("timezone", [*lost, *zones.choices(now)])

    def _platform(self, platform: type[Provider], data: Mapping[str, Any] | None, disabled: bool) -> PlatformForm:
        """Bound only where it is the posted choice: whatever else was posted is not read."""
        slug, row = platform.slug, self.provider
        posted = data if data is not None and data.get("kind") == slug else None
        return PlatformForm(platform, row.settings.get(slug, {}), row.secrets.get(slug, {}), posted, disabled)

    @property
    def chosen(self) -> PlatformForm | None:
        kind = self["kind"].value()
        return next((form for form in self.platforms if form.slug == kind), None)

    @property
    def never_open(self) -> bool:
        return bool(self["hours_restricted"].value()) and not any(day.checked for day in self.days)

    @property
    def alarm(self) -> str:
        """About the stored zone. At all hours (no restriction) the team is open in any zone."""
        if not self.lost_zone:
            return ""
        return LOST_ZONE if self.provider.hours_restricted else LOST_ZONE_UNUSED

    def clean_timezone(self) -> str:
        zone: str = self.cleaned_data["timezone"]
        if zone == self.lost_zone:
            raise ValidationError(self.alarm)
        return zone

    def clean(self) -> dict[str, Any]:
        if self.chosen and not self.chosen.is_valid():
            self.add_error("kind", f"Correct the fields of {self.chosen.label} that are marked below.")
        if self.cleaned_data.get("hours_restricted"):
            self._read_hours()
        return self.cleaned_data

    def _read_hours(self) -> None:
        self.windows: list[Window] = [window for day in self.days for window in day.windows()]
        found = [closure.value() for closure in self.closures]
        self.dated: list[Closure] = [closure for closure in found if closure]
        if any(day.wrong for day in self.days):
            self.add_error("hours_restricted", WRONG_TIMES)
        if any(closure.wrong for closure in self.closures):
            self.add_error("hours_restricted", WRONG_CLOSURES)
        if len(self.dated) > configuration.MOST_CLOSURES:
            self.add_error("hours_restricted", configuration.TOO_MANY_CLOSURES)

    def hours_problems(self) -> list[str]:
        """What keeps the posted hours from saying when the team is there."""
        found = [str(problem) for name in _HOURS for problem in self.errors.get(name, [])]
        if self["hours_restricted"].value():
            found += [problem for day in self.days for problem in day.problems]
            found += [problem for closure in self.closures for problem in closure.problems]
        return found

    @property
    def past_closures(self) -> list[ClosureForm]:
        return [closure for closure in self.closures if closure.is_past(self.today)]

    @property
    def coming_closures(self) -> list[ClosureForm]:
        return [closure for closure in self.closures if not closure.is_past(self.today)]

    def schedule(self) -> Schedule:
        """Once there are no problems with the hours."""
        zone = self.cleaned_data["timezone"]
        if not self.cleaned_data["hours_restricted"]:
            return Schedule(zone, restricted=False)
        return Schedule(zone, True, tuple(self.windows), tuple(self.dated))

    def margin(self) -> int:
        """As stored where none was posted."""
        posted: int | None = self.cleaned_data["closing_margin_minutes"]
        used = self.cleaned_data["hours_restricted"] and posted is not None
        return posted if used and posted is not None else self.provider.closing_margin_minutes

    def configuration(self) -> Configuration:
        """Once valid."""
        values, chosen = self.cleaned_data, self.chosen
        restricted = values["hours_restricted"]
        return Configuration(
            kind=values["kind"],
            timezone=values["timezone"],
            hours_restricted=restricted,
            settings=chosen.settings() if chosen else {},
            secrets=chosen.secrets() if chosen else {},
            windows=self.windows if restricted else None,
            closures=self.dated if restricted else None,
            closing_margin_minutes=values["closing_margin_minutes"] if restricted else None,
            contacts=self.contacts(),
            team_language=values["team_language"] or None,
            daily_model_budget=values["daily_model_budget"],
            revision=values["revision"],
        )


def _margins(stored: int) -> list[tuple[int, str]]:
    return [(minutes, _margin(minutes)) for minutes in sorted({*MARGINS, stored})]


def _margin(minutes: int) -> str:
    if not minutes:
        return "Offers until closing time"
    hours, rest = divmod(minutes, 60)
    if rest:
        return f"{minutes} minutes before closing"
    return f"{hours} hour{'s' if hours > 1 else ''} before closing"
