"""Public holidays of many countries as closures. The one file that knows the package `holidays`. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

import holidays
from holidays.registry import COUNTRIES

from handoff.availability import Closure
from handoff.plain_text import shortened, visible

_LABEL_LENGTH = 120
_SMALL_WORDS = {"and", "of", "the", "da"}
# Where the package's own name is no name as people write it.
_NAMES = {
    "aland_islands": "Åland Islands",
    "curacao": "Curaçao",
    "dr_congo": "DR Congo",
    "guinea_bissau": "Guinea-Bissau",
    "hongkong": "Hong Kong",
    "reunion": "Réunion",
    "saint_barthelemy": "Saint Barthélemy",
    "sao_tome_and_principe": "São Tomé and Príncipe",
    "syrian_arab_republic": "Syria",
    "timor_leste": "Timor-Leste",
}


@dataclass(frozen=True, slots=True)
class PublicHoliday:
    """`original` is the name in the country's own language, where that is another; `observed`: a day in lieu."""

    closure: Closure
    original: str = ""
    observed: bool = False


@cache
def countries() -> dict[str, str]:
    """English names by code, in the order of the names."""
    return {code: _country_name(key) for key, (_class, code, *_) in sorted(COUNTRIES.items())}


@cache
def regions(country: str) -> dict[str, str]:
    """Names by code, in the order of the names; none where the whole country has the same holidays, or is unknown."""
    if country not in countries():
        return {}
    entity = getattr(holidays, country)
    named: dict[str, list[str]] = {code: [] for code in entity.subdivisions}
    for name, code in entity.subdivisions_aliases.items():
        named[code].append(name)
    return dict(sorted(((code, _region_name(code, names)) for code, names in named.items()), key=lambda item: item[1]))


def public_holidays(country: str, region: str, years: Iterable[int]) -> list[PublicHoliday]:
    """In order. `region` is "" for the whole country. Raises KeyError where one of them is unknown."""
    if country not in countries() or region not in {"", *regions(country)}:
        raise KeyError(country, region)
    years = sorted(set(years))
    own = getattr(holidays, country).default_language or "en"
    english = _names_by_day(country, region, years, _english(country) or own)
    original = {} if own.startswith("en") else _names_by_day(country, region, years, own)
    proper = _names_by_day(country, region, years, own, observed=False)
    return [
        PublicHoliday(
            Closure(day, day, label=name),
            original=original[day] if original.get(day, name) != name else "",
            observed=day not in proper,
        )
        for day, name in sorted(english.items())
    ]


@cache
def country_of_zone(zone: str) -> str:
    """The country that the time zone is named for, or "" where it belongs to none that is known."""
    table = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return next((row[0] for row in rows if row[2] == zone and row[0] in countries()), "")


def _names_by_day(country: str, region: str, years: list[int], language: str, observed: bool = True) -> dict[date, str]:
    """Without those of a neighbouring year that the package brings along."""
    found = holidays.country_holidays(country, region or None, years, False, observed, language=language)
    return {day: shortened(visible(name), _LABEL_LENGTH) for day, name in found.items() if day.year in years}


def _english(country: str) -> str:
    """The country's own English first; "" where the package has none (then its names are English as they are)."""
    entity = getattr(holidays, country)
    spoken = sorted(language for language in entity.supported_languages if language.startswith("en"))
    if (entity.default_language or "").startswith("en"):
        return str(entity.default_language)
    return spoken[0] if spoken else ""


def _country_name(key: str) -> str:
    words = (word if word in _SMALL_WORDS else word.capitalize() for word in key.split("_"))
    return _NAMES.get(key) or " ".join(words)


def _region_name(code: str, names: list[str]) -> str:
    """Some of the names are abbreviations."""
    return next((name for name in names if len(name) > 3), names[0] if names else code)
