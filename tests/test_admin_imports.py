"""Closures from public holidays and from a calendar file: seen first, then added; by admins, for their own Brand."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from html import unescape

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from agents.models import Brand, Role
from handoff import configuration
from handoff.availability import Closure
from handoff.forms import import_forms
from handoff.imports import calendar_previews
from handoff.models import Closure as ClosureRow
from tests.admin_builders import a_client_of
from tests.builders import a_brand, a_provider

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
GERMANY = {"country": "DE", "region": "", "years": "2026"}
CHRISTMAS = Closure(date(2026, 12, 25), date(2026, 12, 25), label="Christmas Day")
FILE = """BEGIN:VCALENDAR
BEGIN:VEVENT
DTSTART;VALUE=DATE:20261224
SUMMARY:<b>Stocktaking</b>
END:VEVENT
BEGIN:VEVENT
DTSTART;VALUE=DATE:20200101
RRULE:FREQ=YEARLY
SUMMARY:New Year
END:VEVENT
BEGIN:VEVENT
DTSTART:20261203T100000
DTEND:20261203T110000
SUMMARY:Meeting <i>
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture(autouse=True)
def _on_that_day() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def brand() -> Brand:
    brand = a_brand()
    a_provider(brand, timezone="Europe/Berlin", windows=[(0, 540, 1020)])
    return brand


@pytest.fixture
def client(brand: Brand) -> Client:
    return a_client_of(brand)


def holidays(client: Client, **query: str) -> str:
    return client.get(reverse("admin:closures_holidays"), query).content.decode()


def add_holidays(client: Client, *days: str, **fields: str) -> HttpResponse:
    posted = {**GERMANY, **fields, "closure": list(days)}
    return client.post(reverse("admin:closures_holidays"), posted, follow=True)


def upload(client: Client, content: str | bytes, name: str = "days.ics") -> str:
    content = content.encode() if isinstance(content, str) else content
    file = SimpleUploadedFile(name, content, "text/calendar")
    return client.post(reverse("admin:closures_calendar"), {"file": file}).content.decode()


def preview_in(html: str) -> str:
    [preview] = re.findall('name="preview" value="([^"]+)"', html)
    return unescape(preview)


def confirm(client: Client, preview: str, *keys: str) -> HttpResponse:
    posted = {"preview": preview, "closure": list(keys)}
    return client.post(reverse("admin:closures_calendar"), posted, follow=True)


def closures_of(brand: Brand) -> list[Closure]:
    return [row.value() for row in ClosureRow.objects.for_brand(brand)]


# Public holidays


def test_the_country_of_the_teams_time_zone_is_offered_first(client: Client) -> None:
    html = holidays(client)
    assert '<option value="DE" selected>Germany</option>' in html
    assert '<option value="DE-BY">Bayern</option>' in html
    assert 'name="closure"' not in html


def test_the_regions_are_those_of_the_country_that_is_asked_for(client: Client) -> None:
    html = holidays(client, country="CA")
    assert '<option value="CA-QC">Quebec</option>' in html
    assert "Bayern" not in html
    assert 'name="region"' not in holidays(client, country="JP")


def test_holidays_to_come_are_shown_ticked_with_both_names(client: Client) -> None:
    html = holidays(client, **GERMANY)
    assert re.findall('name="closure" value="([^"]+)" checked', html) == ["2026-12-25", "2026-12-26"]
    assert "Second Day of Christmas" in html
    assert "Zweiter Weihnachtstag" in html
    assert "7 that are over are left out" in html
    assert len(re.findall('name="closure"', holidays(client, **{**GERMANY, "years": "2026-2027"}))) == 11


def test_a_day_in_lieu_is_said_to_be_one(client: Client) -> None:
    assert "day off in lieu" in holidays(client, country="GB", region="GB-ENG", years="2026")


def test_ticked_holidays_are_added_and_counted(brand: Brand, client: Client) -> None:
    answer = add_holidays(client, "2026-12-25", "2026-12-26")
    assert "Added 2 closures." in answer.content.decode()
    assert answer.redirect_chain
    assert CHRISTMAS in closures_of(brand)
    assert len(closures_of(brand)) == 2


def test_adding_is_a_change_that_kept_hours_notice(brand: Brand, client: Client) -> None:
    before = configuration.provider_of(brand).revision
    add_holidays(client, "2026-12-25")
    assert configuration.provider_of(brand).revision != before


def test_where_hours_are_off_the_message_says_when_closures_count(brand: Brand, client: Client) -> None:
    row = configuration.provider_of(brand)
    row.hours_restricted = False
    row.save()
    assert "They count as soon as" in add_holidays(client, "2026-12-25").content.decode()


@pytest.mark.parametrize(
    "stored",
    [
        CHRISTMAS,
        Closure(date(2026, 12, 20), date(2026, 12, 31), label="Winter break"),
        Closure(date(2019, 12, 25), date(2019, 12, 25), yearly=True, label="Christmas"),
    ],
)
def test_what_is_closed_already_cannot_be_ticked(brand: Brand, client: Client, stored: Closure) -> None:
    configuration.add_closures(brand, [stored])
    html = holidays(client, **GERMANY)
    assert 'name="closure" value="2026-12-25" disabled' in html
    assert "already there" in html
    html = add_holidays(client, "2026-12-25").content.decode()
    assert import_forms.CHANGED in html
    assert closures_of(brand) == [stored]


def test_hours_set_by_hand_are_not_replaced_unasked(brand: Brand, client: Client) -> None:
    own = Closure(date(2026, 12, 25), date(2026, 12, 25), ((600, 720),), label="Short day")
    configuration.add_closures(brand, [own])
    html = holidays(client, **GERMANY)
    assert "has hours of its own" in html
    assert re.findall('name="closure" value="([^"]+)" checked', html) == ["2026-12-26"]


@pytest.mark.parametrize("day", ["2026-12-24", "2026-01-01", "2027-12-25", "x", "<b>", "0"])
def test_days_that_are_not_offered_are_refused(brand: Brand, client: Client, day: str) -> None:
    html = add_holidays(client, "2026-12-25", day).content.decode()
    assert import_forms.CHANGED in html
    assert closures_of(brand) == []


def test_nothing_ticked_is_an_error_beside_the_list(brand: Brand, client: Client) -> None:
    html = add_holidays(client).content.decode()
    assert import_forms.NONE_TICKED in html
    assert closures_of(brand) == []


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ({"country": "XX"}, import_forms.NO_COUNTRY),
        ({"country": ""}, import_forms.NO_COUNTRY),
        ({"region": "DE-XX"}, import_forms.NO_REGION),
        ({"years": "1999"}, import_forms.NO_YEAR),
        ({"years": ""}, import_forms.NO_YEAR),
    ],
)
def test_a_wrong_choice_is_refused_beside_its_field(
    brand: Brand, client: Client, wrong: dict[str, str], problem: str
) -> None:
    assert problem in unescape(holidays(client, **{**GERMANY, **wrong}))
    assert problem in unescape(add_holidays(client, "2026-12-25", **wrong).content.decode())
    assert closures_of(brand) == []


def test_a_region_of_the_country_chosen_before_is_let_go(client: Client) -> None:
    html = holidays(client, country="CH", region="ES-AR", years="2026")
    assert "Public holidays of Switzerland" in html


def test_too_many_closures_are_refused_beside_the_list(brand: Brand, client: Client) -> None:
    row = configuration.provider_of(brand)
    past = date(2020, 1, 1)
    ClosureRow.objects.bulk_create(ClosureRow(provider=row, first=past, last=past, label=str(n)) for n in range(1000))
    assert configuration.TOO_MANY_CLOSURES in add_holidays(client, "2026-12-25").content.decode()
    assert ClosureRow.objects.for_brand(brand).count() == 1000


# A calendar file


def test_a_file_is_shown_first_and_nothing_is_added(brand: Brand, client: Client) -> None:
    html = upload(client, FILE)
    assert "&lt;b&gt;Stocktaking&lt;/b&gt;" in html
    assert "every year" in html
    assert "1 event: it has times" in html
    assert "Meeting &lt;i&gt;" in html
    assert "<b>Stocktaking" not in html
    assert closures_of(brand) == []


def test_what_is_ticked_is_added(brand: Brand, client: Client) -> None:
    answer = confirm(client, preview_in(upload(client, FILE)), "1")
    assert "Added 1 closure." in answer.content.decode()
    assert closures_of(brand) == [Closure(date(2020, 1, 1), date(2020, 1, 1), yearly=True, label="New Year")]
    assert "already there" in upload(client, FILE)


def test_two_clicks_add_once(brand: Brand, client: Client) -> None:
    preview = preview_in(upload(client, FILE))
    confirm(client, preview, "0", "1")
    assert import_forms.CHANGED in confirm(client, preview, "0", "1").content.decode()
    assert len(closures_of(brand)) == 2


@pytest.mark.parametrize("keys", [[], ["7"], ["x"], ["0", "-1"]])
def test_only_what_was_shown_can_be_added(brand: Brand, client: Client, keys: list[str]) -> None:
    html = confirm(client, preview_in(upload(client, FILE)), *keys).content.decode()
    assert (import_forms.CHANGED if keys else import_forms.NONE_TICKED) in html
    assert "Stocktaking" in html
    assert "1 event: it has times" in html
    assert closures_of(brand) == []


def test_another_brands_list_is_refused(brand: Brand, client: Client) -> None:
    theirs = preview_in(upload(a_client_of(a_brand()), FILE))
    assert calendar_previews.NOT_OURS in confirm(client, theirs, "0").content.decode()
    assert closures_of(brand) == []


@pytest.mark.parametrize("change", ["", "x", "x:y:z", "swapped"])
def test_a_changed_list_is_refused(brand: Brand, client: Client, change: str) -> None:
    preview = preview_in(upload(client, FILE))
    changed = preview.swapcase() if change == "swapped" else change
    assert calendar_previews.NOT_OURS in confirm(client, changed, "0").content.decode()
    assert closures_of(brand) == []


def test_an_old_list_is_refused(brand: Brand) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        client = a_client_of(brand)
        preview = preview_in(upload(client, FILE))
        clock.shift(calendar_previews.VALID_SECONDS + 1)
        client = a_client_of(brand)  # nobody is logged in for so long without a page
        assert calendar_previews.TOO_OLD in confirm(client, preview, "0").content.decode()
    assert closures_of(brand) == []


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", import_forms.EMPTY_FILE),
        (b"PK\x03\x04", "This is not a calendar file."),
        (b"BEGIN:VCALENDAR\n", "This calendar file is damaged or incomplete."),
        (b"BEGIN:VCALENDAR\n" + b"x" * import_forms.MOST_BYTES, import_forms.TOO_BIG),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_beside_the_field(client: Client, content: bytes, problem: str) -> None:
    html = upload(client, content)
    assert problem in html
    assert 'aria-invalid="true"' in html


def test_no_file_is_an_error_beside_the_field(client: Client) -> None:
    assert import_forms.NO_FILE in client.post(reverse("admin:closures_calendar")).content.decode()


def test_a_calendar_without_days_off_says_so(client: Client) -> None:
    assert "nothing in this calendar that can become a closure" in upload(client, "BEGIN:VCALENDAR\nEND:VCALENDAR\n")


def test_as_many_as_are_shown_can_be_added(brand: Brand, client: Client) -> None:
    days = "".join(
        f"BEGIN:VEVENT\nDTSTART;VALUE=DATE:20261224\nSUMMARY:日{n}{'本' * 110}\nEND:VEVENT\n" for n in range(900)
    )
    preview = preview_in(upload(client, f"BEGIN:VCALENDAR\n{days}END:VCALENDAR\n"))
    assert "Added 900 closures." in confirm(client, preview, *map(str, range(900))).content.decode()


# Who may


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.VIEWER])
@pytest.mark.parametrize("name", ["admin:closures_holidays", "admin:closures_calendar"])
def test_only_admins_import(brand: Brand, role: Role, name: str) -> None:
    client = a_client_of(brand, role)
    assert client.get(reverse(name)).status_code == 403
    assert client.post(reverse(name), {**GERMANY, "closure": "2026-12-25"}).status_code == 403
    assert closures_of(brand) == []


@pytest.mark.parametrize("name", ["admin:closures_holidays", "admin:closures_calendar"])
def test_strangers_are_asked_to_log_in(name: str) -> None:
    assert "/login/" in Client().get(reverse(name))["Location"]


def test_what_another_brand_has_stored_is_not_seen(brand: Brand, client: Client) -> None:
    configuration.add_closures(a_brand(), [CHRISTMAS])
    assert "already there" not in holidays(client, **GERMANY)


def test_a_lost_time_zone_hinders_nobody(brand: Brand, client: Client) -> None:
    row = configuration.provider_of(brand)
    row.timezone = "Mars/Olympus_Mons"
    row.save()
    assert "Choose a country" in holidays(client)
    assert "Stocktaking" in upload(client, FILE)
