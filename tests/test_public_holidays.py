"""Public holidays as closures: names, regions, observed days, and the country of a time zone."""

from __future__ import annotations

from datetime import date

import pytest

from handoff.availability import Closure
from handoff.imports.public_holidays import PublicHoliday, countries, country_of_zone, public_holidays, regions


def on(day: date, country: str, region: str = "") -> PublicHoliday | None:
    found = public_holidays(country, region, [day.year])
    return next((holiday for holiday in found if holiday.closure.first == day), None)


def test_countries_are_named_in_english_and_sorted() -> None:
    names = list(countries().values())
    assert names[:2] == ["Afghanistan", "Åland Islands"]
    assert countries()["BA"] == "Bosnia and Herzegovina"
    assert countries()["GB"] == "United Kingdom"
    assert len(names) == len(set(names)) > 200


def test_a_holiday_is_one_whole_day_with_its_english_and_its_own_name() -> None:
    day = date(2026, 10, 3)
    assert on(day, "DE") == PublicHoliday(Closure(day, day, label="German Unity Day"), "Tag der Deutschen Einheit")


def test_a_region_has_days_of_its_own() -> None:
    day = date(2026, 1, 6)
    assert on(day, "DE") is None
    assert on(day, "DE", "BY") is not None


def test_a_day_in_lieu_of_another_is_said_to_be_one() -> None:
    boxing_day, instead = on(date(2026, 12, 26), "GB"), on(date(2026, 12, 28), "GB")
    assert boxing_day is not None
    assert not boxing_day.observed
    assert instead is not None
    assert instead.observed


@pytest.mark.parametrize(
    ("country", "code", "name"),
    [("US", "CA", "California"), ("AT", "9", "Wien"), ("FR", "971", "Guadeloupe"), ("BE", "German", "German")],
)
def test_regions_have_names_that_people_know(country: str, code: str, name: str) -> None:
    assert regions(country)[code] == name


@pytest.mark.parametrize(("country", "region"), [("XX", ""), ("DE", "XX"), ("", ""), ("JP", "BY"), ("holidays", "")])
def test_what_is_unknown_is_refused(country: str, region: str) -> None:
    with pytest.raises(KeyError):
        public_holidays(country, region, [2026])


@pytest.mark.parametrize("country", countries())
def test_every_country_gives_days_of_the_years_asked_for(country: str) -> None:
    found = public_holidays(country, "", [2026, 2027])
    days = [holiday.closure.first for holiday in found]
    assert days == sorted(set(days))
    assert {day.year for day in days} <= {2026, 2027}
    assert all(0 < len(holiday.closure.label) <= 120 for holiday in found)
    assert "" not in regions(country).values()


@pytest.mark.parametrize(
    ("zone", "country"),
    [("Europe/Berlin", "DE"), ("America/New_York", "US"), ("Asia/Tokyo", "JP"), ("UTC", ""), ("", ""), ("../x", "")],
)
def test_a_time_zone_names_its_country(zone: str, country: str) -> None:
    assert country_of_zone(zone) == country
