"""The Brand's support chat provider and hours: checked and written in one place, for the page, the seed and tests."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.db import transaction

from agents.models import Brand
from agents.transcripts import storable
from handoff.availability import DAY_MINUTES, STEP_MINUTES, Window
from handoff.models import AvailabilityWindow, SupportProvider, Weekday
from handoff.providers import registry
from handoff.providers.base import Setting

Values = Mapping[str, str]

UNKNOWN_PROVIDER = "Choose one of the platforms in the list."
UNKNOWN_ZONE = "There is no such time zone. Choose one from the list."
OFF_THE_QUARTER = "Choose times in steps of 15 minutes, such as 08:15."
NO_LENGTH = "Closes at the very time at which it opens. Choose two different times."
SAME_OPENING = "Two of this day's times open together. Choose different opening times."


@dataclass(frozen=True, slots=True)
class Configuration:
    """What a merchant sets. Settings and secrets are those of the chosen platform; the other platforms' stay stored.

    `settings` is the whole; of `secrets` only those that change ("" removes one). `windows` None keeps the stored.
    """

    kind: str
    timezone: str = "UTC"
    hours_restricted: bool = False
    settings: Values = field(default_factory=dict)
    secrets: Values = field(default_factory=dict)
    windows: Sequence[Window] | None = None


def provider_of(brand: Brand) -> SupportProvider:
    """The Brand's one row, made when it is missing."""
    return SupportProvider.objects.get_or_create(brand=brand)[0]


@transaction.atomic
def save_provider(brand: Brand, wanted: Configuration) -> SupportProvider:
    """All of it or nothing. Raises ValidationError, naming each field that is wrong."""
    check(wanted)
    row = SupportProvider.objects.select_for_update().get(pk=provider_of(brand).pk)
    row.kind, row.timezone, row.hours_restricted = wanted.kind, wanted.timezone, wanted.hours_restricted
    if wanted.kind:
        kept = {**row.secrets.get(wanted.kind, {}), **wanted.secrets}
        row.settings = {**row.settings, wanted.kind: _filled(wanted.settings)}
        row.secrets = {**row.secrets, wanted.kind: _filled(kept)}
    row.full_clean()
    row.save()
    if wanted.windows is not None:
        _replace_windows(row, wanted.windows)
    return row


def check(wanted: Configuration) -> None:
    errors: dict[str, list[str]] = {}
    if wanted.kind and not registry.known(wanted.kind):
        errors["kind"] = [UNKNOWN_PROVIDER]
    if not is_zone(wanted.timezone):
        errors["timezone"] = [UNKNOWN_ZONE]
    if problems := windows_problems(wanted.windows or ()):
        errors["windows"] = problems
    for setting in settings_of(wanted.kind):
        if problem := setting_problem(setting, {**wanted.settings, **wanted.secrets}.get(setting.name, "")):
            errors[setting.name] = [problem]
    if errors:
        raise ValidationError(errors)


def settings_of(kind: str) -> tuple[Setting, ...]:
    return registry.provider_class(kind).settings_fields if registry.known(kind) else ()


def setting_problem(setting: Setting, value: str) -> str:
    """How to mend the value, or "" where it can be right. All of them may be left empty."""
    if not value:
        return ""
    if setting.choices and value not in dict(setting.choices):
        return setting.mend
    return "" if value == storable(value) and re.fullmatch(setting.pattern, value) else setting.mend


def is_zone(name: str) -> bool:
    return name in available_timezones() and name not in ("Factory", "localtime")


def windows_problems(windows: Iterable[Window]) -> list[str]:
    windows = tuple(windows)
    openings = Counter((window.weekday, window.opens) for window in windows)
    problems = {problem for window in windows if (problem := window_problem(window.opens, window.closes))}
    return sorted(problems | {SAME_OPENING for times in openings.values() if times > 1})


def window_problem(opens: int, closes: int) -> str:
    if opens % STEP_MINUTES or closes % STEP_MINUTES or not (0 <= opens < DAY_MINUTES and 0 < closes <= DAY_MINUTES):
        return OFF_THE_QUARTER
    return NO_LENGTH if opens == closes else ""


def _filled(values: Values) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}


def _replace_windows(row: SupportProvider, windows: Iterable[Window]) -> None:
    row.windows.all().delete()
    new = [
        AvailabilityWindow(provider=row, weekday=Weekday(window.weekday), opens=window.opens, closes=window.closes)
        for window in windows
    ]
    for window in new:
        window.full_clean(exclude=["provider"])
    AvailabilityWindow.objects.bulk_create(new)
