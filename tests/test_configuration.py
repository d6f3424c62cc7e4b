"""What may be saved as a Brand's provider and hours, and that two people who save at once lose nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from agents.models import Brand
from handoff import configuration
from handoff.availability import Closure, Window
from handoff.configuration import Changed, Configuration, add_closures, save_provider
from handoff.models import SupportProvider
from handoff.sentences import Contacts
from tests.builders import a_brand

CHRISTMAS = Closure(date(2026, 12, 24), date(2026, 12, 26), label="Christmas")
EVENING = Closure(date(2026, 12, 31), date(2026, 12, 31), hours=((540, 780), (840, 60)), label="New Year's Eve")
WANTED = Configuration("zendesk", "Europe/Berlin", hours_restricted=True, windows=(Window(0, 540, 1020),))


@pytest.fixture
def brand(db: None) -> Brand:
    return a_brand()


def stored(brand: Brand) -> SupportProvider:
    return SupportProvider.objects.get(brand=brand)


def test_everything_that_is_saved_is_found_again(brand: Brand) -> None:
    contacts = Contacts("help@shop.example", "+49 30 1234", "https://shop.example/help")
    save_provider(brand, replace(WANTED, closures=(EVENING, CHRISTMAS), closing_margin_minutes=15, contacts=contacts))
    row = stored(brand)
    assert row.schedule().windows == (Window(0, 540, 1020),)
    assert row.schedule().closures == (CHRISTMAS, EVENING)
    assert row.closing_margin_minutes == 15
    assert Contacts(row.contact_email, row.contact_phone, row.contact_page) == contacts


def test_what_is_not_said_stays(brand: Brand) -> None:
    save_provider(brand, replace(WANTED, closures=(CHRISTMAS,), closing_margin_minutes=15))
    save_provider(brand, Configuration("zendesk", "Europe/Paris", hours_restricted=True))
    row = stored(brand)
    assert row.schedule().closures == (CHRISTMAS,)
    assert row.schedule().windows == (Window(0, 540, 1020),)
    assert row.closing_margin_minutes == 15


@pytest.mark.parametrize(
    ("closure", "problem"),
    [
        (Closure(date(2026, 12, 26), date(2026, 12, 24)), configuration.BACKWARDS),
        (replace(EVENING, hours=((540, 540),)), configuration.NO_LENGTH),
        (replace(EVENING, hours=((545, 600),)), configuration.OFF_THE_QUARTER),
        (replace(EVENING, hours=((540, 1500),)), configuration.OFF_THE_QUARTER),
        (replace(EVENING, hours=((540, 720), (660, 780))), configuration.OVERLAP),
        (replace(CHRISTMAS, label="x" * 121), configuration.LABEL_TOO_LONG),
        (replace(CHRISTMAS, label="a\x00b"), configuration.LABEL_TOO_LONG),
    ],
)
def test_a_closure_that_makes_no_sense_is_refused_whole(brand: Brand, closure: Closure, problem: str) -> None:
    save_provider(brand, WANTED)
    with pytest.raises(ValidationError) as caught:
        save_provider(brand, replace(WANTED, timezone="Asia/Tokyo", closures=(CHRISTMAS, closure)))
    assert caught.value.message_dict == {"closures": [problem]}
    assert stored(brand).timezone == "Europe/Berlin"
    assert not stored(brand).closures.exists()


@pytest.mark.parametrize(
    ("times", "overlap"),
    [
        (((540, 720), (720, 1020)), False),
        (((540, 720), (705, 1020)), True),
        (((1320, 120), (60, 240)), False),  # the night before's tail is another day's
        (((1320, 120), (1380, 60)), True),
        (((0, 1440), (720, 780)), True),
    ],
)
def test_times_of_one_day_may_touch_but_not_overlap(times: tuple[tuple[int, int], ...], overlap: bool) -> None:
    assert bool(configuration.day_problems(times)) is overlap


def test_of_two_people_who_save_at_once_the_second_is_told(brand: Brand) -> None:
    seen = save_provider(brand, WANTED).revision
    save_provider(brand, replace(WANTED, timezone="Asia/Tokyo", revision=seen))
    with pytest.raises(Changed):
        save_provider(brand, replace(WANTED, timezone="America/Lima", revision=seen))
    assert stored(brand).timezone == "Asia/Tokyo"


def test_an_import_adds_only_what_is_new_and_counts_as_a_change(brand: Brand) -> None:
    before = save_provider(brand, replace(WANTED, closures=(CHRISTMAS,))).revision
    assert add_closures(brand, [replace(CHRISTMAS, label="christmas"), EVENING, EVENING]) == 1
    assert stored(brand).schedule().closures == (CHRISTMAS, EVENING)
    assert stored(brand).revision != before


def test_closures_have_a_most(brand: Brand) -> None:
    many = [replace(CHRISTMAS, label=str(number)) for number in range(configuration.MOST_CLOSURES + 1)]
    with pytest.raises(ValidationError):
        add_closures(brand, many)
    assert add_closures(brand, many[:-1]) == configuration.MOST_CLOSURES


@pytest.mark.parametrize("margin", [-1, 721])
def test_the_margin_before_closing_has_bounds(brand: Brand, margin: int) -> None:
    with pytest.raises(ValidationError):
        save_provider(brand, replace(WANTED, closing_margin_minutes=margin))
