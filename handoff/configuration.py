"""The Brand's support chat provider and hours: checked and written in one place, for the page, the seed and tests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction

from agents.models import Brand
from agents.transcripts import storable
from handoff import configuration_audit, zones
from handoff.alarms import watching
from handoff.availability import DAY_MINUTES, STEP_MINUTES, Closure, Window
from handoff.contacts import Contacts
from handoff.language_names import NAMES
from handoff.models import AvailabilityWindow, SupportProvider, Weekday
from handoff.models import Closure as ClosureRow
from handoff.providers import registry
from handoff.providers.base import Setting
from handoff.setting_rules import clashes, missing_beside, setting_problem

Values = Mapping[str, str]

UNKNOWN_PROVIDER = "Choose one of the platforms in the list."
UNKNOWN_ZONE = "There is no such time zone. Choose one from the list."
OFF_THE_QUARTER = "Choose times in steps of 15 minutes, such as 08:15."
NO_LENGTH = "Closes at the very time at which it opens. Choose two different times."
OVERLAP = "Two of this day's times overlap. Join them, or move one."
BACKWARDS = "The last day is before the first. Choose a later last day."
LABEL_TOO_LONG = "Use a shorter name, of at most 120 characters."
TOO_MANY_CLOSURES = "Keep at most 1,000 closures: remove those that are over."
MARGIN_TOO_LONG = "Choose at most 12 hours."
UNKNOWN_LANGUAGE = "Choose one of the languages in the list."
WRONG_BUDGET = "Write an amount of at most 10,000 dollars, such as 5 or 2.50. 0 means that no model is asked."
MOST_BUDGET = Decimal(10_000)
MOST_CLOSURES = 1000
MOST_MARGIN_MINUTES = 12 * 60
LABEL_LENGTH = 120


@dataclass(frozen=True, slots=True)
class Configuration:
    """What a merchant sets. Settings and secrets are those of the chosen platform; the other platforms' stay stored.

    `settings` is the whole; of `secrets` only those that change ("" removes one). `windows`, `closures`, the margin,
    `contacts`, the language and the budget: None keeps the stored. `revision` is that of the row which the person saw;
    None means whichever it is.
    """

    kind: str
    timezone: str = "UTC"
    hours_restricted: bool = False
    settings: Values = field(default_factory=dict)
    secrets: Values = field(default_factory=dict, repr=False)
    windows: Sequence[Window] | None = None
    closures: Sequence[Closure] | None = None
    closing_margin_minutes: int | None = None
    contacts: Contacts | None = None
    team_language: str | None = None
    daily_model_budget: Decimal | None = None
    revision: UUID | None = None


class Changed(Exception):
    """Somebody else has saved since the person who saves now opened the page. Nothing was written."""


def provider_of(brand: Brand) -> SupportProvider:
    """The Brand's one row, made when it is missing."""
    return SupportProvider.objects.get_or_create(brand=brand)[0]


@transaction.atomic
def save_provider(brand: Brand, wanted: Configuration) -> SupportProvider:
    """All of it or nothing. Raises ValidationError, naming each field that is wrong, and Changed."""
    check(wanted)
    row = SupportProvider.objects.select_for_update().get(pk=provider_of(brand).pk)
    if wanted.revision not in (None, row.revision):
        raise Changed
    before, seen = _access(row), configuration_audit.seen(row)
    _fill(row, wanted)
    _require_what_belongs_together(row)
    if _access(row) != before:
        watching.clear(brand.pk)
    row.revision = uuid4()
    row.full_clean()
    row.save()
    if wanted.windows is not None:
        _replace_windows(row, wanted.windows)
    if wanted.closures is not None:
        row.closures.all().delete()
        _add_closures(row, wanted.closures)
    configuration_audit.record(row, seen)
    return row


@transaction.atomic
def add_closures(brand: Brand, closures: Sequence[Closure]) -> int:
    """Those that are not there yet, by their days and name; how many. Raises ValidationError for `closures`."""
    row = SupportProvider.objects.select_for_update().get(pk=provider_of(brand).pk)
    stored = [closure.value() for closure in row.closures.all()]
    known = {_same_closure(closure) for closure in stored}
    new = list(
        {_same_closure(closure): closure for closure in closures if _same_closure(closure) not in known}.values()
    )
    if problems := closures_problems([*stored, *new]):
        raise ValidationError({"closures": problems})
    row.revision = uuid4()
    row.save(update_fields=["revision", "updated_at"])
    seen = configuration_audit.seen(row)
    _add_closures(row, new)
    configuration_audit.record(row, seen)
    return len(new)


def _same_closure(closure: Closure) -> tuple[object, ...]:
    return closure.first, closure.last, closure.yearly, closure.label.casefold()


def _access(row: SupportProvider) -> tuple[str, Mapping[str, str], Mapping[str, str]]:
    """How the platform is reached: once this changes, what failed before says nothing any more."""
    return row.kind, row.settings.get(row.kind, {}), row.secrets.get(row.kind, {})


def _fill(row: SupportProvider, wanted: Configuration) -> None:
    row.kind, row.timezone, row.hours_restricted = wanted.kind, wanted.timezone, wanted.hours_restricted
    if wanted.closing_margin_minutes is not None:
        row.closing_margin_minutes = wanted.closing_margin_minutes
    if wanted.contacts is not None:
        contacts = wanted.contacts
        row.contact_email, row.contact_phone, row.contact_page = contacts.email, contacts.phone, contacts.page
    if wanted.team_language is not None:
        row.team_language = wanted.team_language
    if wanted.daily_model_budget is not None:
        row.daily_model_budget = wanted.daily_model_budget
    if wanted.kind:
        kept = {**row.secrets.get(wanted.kind, {}), **wanted.secrets}
        row.settings = {**row.settings, wanted.kind: _filled(wanted.settings)}
        row.secrets = {**row.secrets, wanted.kind: _filled(kept)}


def _require_what_belongs_together(row: SupportProvider) -> None:
    if row.kind:
        platform = registry.provider_class(row.kind)
        filled = {**row.settings.get(row.kind, {}), **row.secrets.get(row.kind, {})}
        if wrong := missing_beside(platform, filled) | clashes(platform, filled):
            raise ValidationError(dict(wrong))


def check(wanted: Configuration) -> None:
    errors: dict[str, list[str]] = {}
    if wanted.kind and not registry.known(wanted.kind):
        errors["kind"] = [UNKNOWN_PROVIDER]
    if not is_zone(wanted.timezone):
        errors["timezone"] = [UNKNOWN_ZONE]
    if problems := windows_problems(wanted.windows or ()):
        errors["windows"] = problems
    if problems := closures_problems(wanted.closures or ()):
        errors["closures"] = problems
    if not 0 <= (wanted.closing_margin_minutes or 0) <= MOST_MARGIN_MINUTES:
        errors["closing_margin_minutes"] = [MARGIN_TOO_LONG]
    if wanted.team_language is not None and wanted.team_language not in NAMES:
        errors["team_language"] = [UNKNOWN_LANGUAGE]
    if not 0 <= (wanted.daily_model_budget or 0) <= MOST_BUDGET:
        errors["daily_model_budget"] = [WRONG_BUDGET]
    for setting in settings_of(wanted.kind):
        if problem := setting_problem(setting, {**wanted.settings, **wanted.secrets}.get(setting.name, "")):
            errors[setting.name] = [problem]
    if errors:
        raise ValidationError(errors)


def settings_of(kind: str) -> tuple[Setting, ...]:
    return registry.provider_class(kind).settings_fields if registry.known(kind) else ()


def is_zone(name: str) -> bool:
    return name in zones.names()


def windows_problems(windows: Iterable[Window]) -> list[str]:
    windows = tuple(windows)
    problems = {problem for window in windows if (problem := window_problem(window.opens, window.closes))}
    for weekday in Weekday:
        problems |= set(day_problems([(w.opens, w.closes) for w in windows if w.weekday == weekday]))
    return sorted(problems)


def day_problems(times: Iterable[tuple[int, int]]) -> list[str]:
    """Of the times of one day together. Those that only touch are fine."""
    ends = sorted((opens, closes if closes > opens else closes + DAY_MINUTES) for opens, closes in times)
    return [OVERLAP] if any(later[0] < earlier[1] for earlier, later in pairwise(ends)) else []


def window_problem(opens: int, closes: int) -> str:
    if opens % STEP_MINUTES or closes % STEP_MINUTES or not (0 <= opens < DAY_MINUTES and 0 < closes <= DAY_MINUTES):
        return OFF_THE_QUARTER
    return NO_LENGTH if opens == closes else ""


def closures_problems(closures: Sequence[Closure]) -> list[str]:
    problems = {problem for closure in closures for problem in closure_problems(closure)}
    return sorted(problems | ({TOO_MANY_CLOSURES} if len(closures) > MOST_CLOSURES else set()))


def closure_problems(closure: Closure) -> list[str]:
    problems = [problem for opens, closes in closure.hours if (problem := window_problem(opens, closes))]
    problems += day_problems(closure.hours)
    if closure.last < closure.first:
        problems.append(BACKWARDS)
    if len(closure.label) > LABEL_LENGTH or closure.label != storable(closure.label):
        problems.append(LABEL_TOO_LONG)
    return problems


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


def _add_closures(row: SupportProvider, closures: Iterable[Closure]) -> None:
    ClosureRow.objects.bulk_create(
        ClosureRow(
            provider=row,
            label=closure.label,
            first=closure.first,
            last=closure.last,
            yearly=closure.yearly,
            hours=[list(times) for times in closure.hours],
        )
        for closure in closures
    )
