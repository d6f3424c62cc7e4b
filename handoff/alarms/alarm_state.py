"""The Brand's open alarm as values, for the pages and the e-mail that tell of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from agents.models import Brand
from handoff import words, zones
from handoff.alarms import alarm_words, watching
from handoff.alarms.alarm_words import AlarmWords
from handoff.models import Alarm, SupportProvider


@dataclass(frozen=True, slots=True)
class AlarmShown:
    """`said` is what the platform or the browser reported, "" where nothing is known. Addresses too."""

    words: AlarmWords
    said: str
    since: str
    services_path: str
    test_path: str

    @property
    def services_url(self) -> str:
        return _public(self.services_path)

    @property
    def test_url(self) -> str:
        return _public(self.test_path)


def brand_alarm(brand: Brand) -> AlarmShown | None:
    alarm = watching.open_alarm(brand)
    return shown(alarm) if alarm else None


def shown(alarm: Alarm) -> AlarmShown:
    zone = _zone_of(alarm)
    return AlarmShown(
        words=alarm_words.words_of(alarm.kind, alarm.provider),
        said=f"{alarm.detail.rstrip('.')}." if alarm.detail else "",
        since=f"{words.moment(alarm.raised_at, zone)} ({zone})",
        services_path=reverse("admin:handoff_supportprovider_changelist"),
        test_path=_path_of_test(),
    )


def _zone_of(alarm: Alarm) -> str:
    rows = SupportProvider.objects.filter(brand=alarm.brand_id)
    zone = rows.values_list("timezone", flat=True).first()
    return zone if zone in zones.names() else "UTC"


def _path_of_test() -> str:
    try:
        return reverse("admin:trial_new")
    except NoReverseMatch:
        return ""


def _public(path: str) -> str:
    return f"{settings.PUBLIC_URL}{path}" if settings.PUBLIC_URL and path else ""
