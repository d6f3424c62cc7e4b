"""The Platform Services page: what is shown, what is refused beside its field, and what is never lost."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from agents.models import Brand, Role
from handoff import configuration
from handoff.availability import Closure, Window
from handoff.configuration import Configuration, save_provider
from handoff.forms import closures_form, contacts_form, provider_form
from handoff.models import SupportProvider
from tests.admin_builders import SECRET, a_client_of, provider_post, provider_url
from tests.builders import a_brand, a_provider

pytestmark = pytest.mark.django_db
MONDAY_NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def brand() -> Brand:
    return a_brand()


@pytest.fixture
def client(brand: Brand) -> Client:
    return a_client_of(brand)


def stored(brand: Brand) -> SupportProvider:
    return SupportProvider.objects.get(brand=brand)


def save(client: Client, brand: Brand, **fields: str) -> str:
    """Posts the page; returns the page that is shown then."""
    return client.post(provider_url(brand), provider_post(**fields), follow=True).content.decode()


def windows_of(brand: Brand) -> list[tuple[int, int, int]]:
    return list(stored(brand).windows.values_list("weekday", "opens", "closes"))


def test_its_address_leads_to_the_row_that_is_made_when_missing(brand: Brand, client: Client) -> None:
    answer = client.get(reverse("admin:handoff_supportprovider_changelist"))
    assert answer["Location"] == provider_url(brand)
    html = client.get(provider_url(brand)).content.decode()
    for words in ("No provider chosen", "Zendesk", "Intercom", "no context passed", "Open at all hours"):
        assert words in html
    assert html.count("Save Changes") == 1


def test_choosing_a_platform_is_enough(brand: Brand, client: Client) -> None:
    assert "Your changes were saved." in save(client, brand, kind="zendesk")
    assert stored(brand).kind == "zendesk"


def test_a_value_that_cannot_be_right_is_refused_beside_its_field(brand: Brand, client: Client) -> None:
    html = save(client, brand, kind="zendesk", **{"zendesk-summary_field_id": "abc"})
    assert "A field ID is a number" in html
    assert 'aria-invalid="true"' in html
    assert 'value="abc"' in html
    assert stored(brand).kind == ""


@pytest.mark.parametrize("value", ["1" * 21, "12 34", "１２a", "12\x00", "12\u202e", "-1", "1" * 5000])
def test_digits_are_expected(brand: Brand, client: Client, value: str) -> None:
    assert "Nothing was saved" in save(client, brand, kind="zendesk", **{"zendesk-summary_field_id": value})
    assert stored(brand).settings == {}


def test_an_unknown_platform_is_refused(brand: Brand, client: Client) -> None:
    assert configuration.UNKNOWN_PROVIDER in save(client, brand, kind="carrier-pigeon")
    assert stored(brand).kind == ""


def test_only_the_chosen_platforms_fields_are_read_and_the_others_keep_theirs(brand: Brand, client: Client) -> None:
    save(client, brand, kind="zendesk", **{"zendesk-summary_field_id": "360012", "intercom-admin_id": "not read"})
    save(client, brand, kind="intercom", **{"intercom-access_token": SECRET, "zendesk-summary_field_id": "abc"})
    row = stored(brand)
    assert row.settings["zendesk"]["summary_field_id"] == "360012"
    assert row.secrets["intercom"]["access_token"] == SECRET
    save(client, brand, kind="")
    save(client, brand, kind="zendesk", **{"zendesk-summary_field_id": "360012"})
    assert stored(brand).secrets["intercom"]["access_token"] == SECRET


def test_secrets_go_in_and_never_come_out(brand: Brand, client: Client) -> None:
    html = save(client, brand, kind="intercom", **{"intercom-access_token": SECRET})
    assert f"Saved, ends in …{SECRET[-4:]}" in html
    assert SECRET not in html
    html = save(client, brand, kind="intercom", **{"intercom-access_token": "", "intercom-admin_id": "814860"})
    assert stored(brand).secrets["intercom"]["access_token"] == SECRET
    assert SECRET not in html
    # A refused page holds neither the stored secret nor the one just typed in.
    typed = {"intercom-access_token": f"new{SECRET}", "intercom-admin_id": "wrong"}
    html = save(client, brand, kind="intercom", **typed)
    assert SECRET not in html
    html = save(client, brand, kind="intercom", **{"intercom-access_token-remove": "on"})
    assert stored(brand).secrets["intercom"] == {}
    assert "Not set" in html


def test_short_secrets_show_no_part_of_themselves(brand: Brand, client: Client) -> None:
    a_provider(brand, "intercom", secrets={"access_token": "abcdefgh12"})
    html = client.get(provider_url(brand)).content.decode()
    assert "gh12" not in html
    assert "Saved" in html


def test_the_badge_says_whether_context_is_passed(brand: Brand, client: Client) -> None:
    html = save(client, brand, kind="zendesk", **{"zendesk-summary_field_id": "360012"})
    shown = html.split('data-platform="zendesk"', 1)[1].split("</span>", 1)[0]
    assert "context passed" in shown
    assert "no context passed" not in shown


# Hours


@time_machine.travel(MONDAY_NOON)
def test_hours_are_saved_and_said(brand: Brand) -> None:
    client = a_client_of(brand)  # a session of that day
    html = save(
        client,
        brand,
        kind="zendesk",
        timezone="Europe/Berlin",
        hours_restricted="on",
        **{"day-0-open": "on", "day-0-0-opens": "08:00", "day-0-0-closes": "20:00"},
    )
    assert "Open now, until 20:00 (Europe/Berlin)" in html
    assert windows_of(brand) == [(0, 480, 1200)]
    html = save(
        client,
        brand,
        kind="zendesk",
        timezone="Europe/Berlin",
        hours_restricted="on",
        **{"day-1-open": "on", "day-1-0-opens": "08:00", "day-1-0-closes": "24:00"},
    )
    assert "Closed, opens Tuesday 08:00 (in 19 h), Europe/Berlin" in html
    assert windows_of(brand) == [(1, 480, 1440)]


def test_overnight_is_allowed_and_said(brand: Brand, client: Client) -> None:
    times = {"day-4-open": "on", "day-4-0-opens": "22:00", "day-4-0-closes": "02:00"}
    html = save(client, brand, hours_restricted="on", **times)
    assert windows_of(brand) == [(4, 1320, 120)]
    assert '<span class="hf-next-day" data-next-day>closes next day</span>' in html


@pytest.mark.parametrize(
    ("opens", "closes", "problem"),
    [
        ("08:00", "08:00", configuration.NO_LENGTH),
        ("08:07", "17:00", configuration.OFF_THE_QUARTER),
        ("25:00", "17:00", configuration.OFF_THE_QUARTER),
        ("08:00", "24:15", configuration.OFF_THE_QUARTER),
        ("08:00", "", "Choose both an opening and a closing time"),
        ("", "", "Choose an opening and a closing time, or uncheck the day."),
        ("soon", "17:00", configuration.OFF_THE_QUARTER),
    ],
)
def test_wrong_times_are_refused_beside_the_field(
    brand: Brand, client: Client, opens: str, closes: str, problem: str
) -> None:
    a_provider(brand, windows=[(2, 540, 1020)])
    times = {"day-0-open": "on", "day-0-0-opens": opens, "day-0-0-closes": closes}
    html = save(client, brand, hours_restricted="on", **times)
    assert problem in html
    assert "Correct the times that are marked below." in html
    assert windows_of(brand) == [(2, 540, 1020)]


def test_a_day_that_is_not_checked_is_not_read(brand: Brand, client: Client) -> None:
    times = {"day-0-open": "on", "day-3-0-opens": "nonsense", "day-3-0-closes": ""}
    assert "Your changes were saved." in save(client, brand, hours_restricted="on", **times)
    assert windows_of(brand) == [(0, 540, 1020)]


def test_further_times_of_a_day_are_shown_and_kept(brand: Brand, client: Client) -> None:
    a_provider(brand, windows=[(0, 480, 720), (0, 780, 1080)])
    html = client.get(provider_url(brand)).content.decode()
    assert 'name="day-0-1-opens"' in html
    times = {"day-0-open": "on", "day-0-0-opens": "08:00", "day-0-0-closes": "12:00"}
    further = {"day-0-1-opens": "13:00", "day-0-1-closes": "18:30"}
    save(client, brand, hours_restricted="on", **times, **further)
    assert windows_of(brand) == [(0, 480, 720), (0, 780, 1110)]
    same = {"day-0-1-opens": "08:00", "day-0-1-closes": "09:00"}
    assert escape(configuration.OVERLAP) in save(client, brand, hours_restricted="on", **times, **same)
    save(client, brand, hours_restricted="on", **times, **{"day-0-1-opens": "", "day-0-1-closes": ""})
    assert windows_of(brand) == [(0, 480, 720)]


def test_hours_that_are_switched_off_are_kept(brand: Brand, client: Client) -> None:
    a_provider(brand, windows=[(0, 480, 720)])
    save(client, brand, kind="zendesk", **{"day-0-0-opens": "nonsense"})
    assert not stored(brand).hours_restricted
    assert windows_of(brand) == [(0, 480, 720)]


def test_restricted_with_no_day_checked_is_saved_with_a_warning(brand: Brand, client: Client) -> None:
    html = save(client, brand, hours_restricted="on")
    assert '<p class="hf-alarm" data-never role="status">' in html
    assert "your team counts as never available" in html
    assert "Closed, and never opens" in html


def test_a_zone_that_no_longer_exists_raises_an_alarm_and_must_be_replaced(brand: Brand, client: Client) -> None:
    a_provider(brand, windows=[(0, 480, 720)], timezone="Mars/Olympus_Mons")
    html = client.get(provider_url(brand)).content.decode()
    alarm = "This time zone no longer exists; your team counts as closed until you choose another."
    assert alarm in html
    assert "Mars/Olympus_Mons (no longer exists)" in html
    assert alarm in save(client, brand, hours_restricted="on", timezone="Mars/Olympus_Mons")
    assert "Your changes were saved." in save(client, brand, hours_restricted="on", timezone="Asia/Kathmandu")


@pytest.mark.parametrize("zone", ["Europe/Atlantis", "", "../../etc/passwd", "Factory", "x" * 500, "UTC\x00"])
def test_an_unknown_zone_is_refused(brand: Brand, client: Client, zone: str) -> None:
    assert configuration.UNKNOWN_ZONE in save(client, brand, timezone=zone)
    assert stored(brand).timezone == "UTC"


# Closures, contacts and the margin


CHRISTMAS = {"closure-0-label": "Christmas", "closure-0-first": "2026-12-25"}


def test_closures_contacts_and_the_margin_are_saved_and_shown(brand: Brand, client: Client) -> None:
    times = {"closure-4-0-opens": "10:00", "closure-4-0-closes": "14:00"}
    second = {"closure-4-first": "2026-12-01", "closure-4-last": "2026-12-02", "closure-4-yearly": "on", **times}
    contacts = {"contact_email": "help@example.com", "contact_phone": "+1 212 555 0100"}
    html = save(client, brand, hours_restricted="on", closing_margin_minutes="15", **CHRISTMAS, **second, **contacts)
    assert "Your changes were saved." in html
    row = stored(brand)
    assert [closure.value() for closure in row.closures.all()] == [
        Closure(date(2026, 12, 1), date(2026, 12, 2), ((600, 840),), yearly=True),
        Closure(date(2026, 12, 25), date(2026, 12, 25), label="Christmas"),
    ]
    assert (row.closing_margin_minutes, row.contact_email) == (15, "help@example.com")
    assert html.index('value="2026-12-01"') < html.index('value="Christmas"')
    assert "Told to a customer who asks for a human while your team is closed" in html


def test_a_margin_that_is_not_in_the_list_is_offered_too(brand: Brand, client: Client) -> None:
    a_provider(brand, closing_margin_minutes=25)
    assert (
        '<option value="25" selected>25 minutes before closing</option>'
        in client.get(provider_url(brand)).content.decode()
    )


def test_closures_that_are_over_are_folded_away(brand: Brand, client: Client) -> None:
    assert "No closures are planned." in client.get(provider_url(brand)).content.decode()
    save(client, brand, hours_restricted="on", **{**CHRISTMAS, "closure-0-first": "2020-12-25"})
    assert "Past closures (1)" in client.get(provider_url(brand)).content.decode()
    save(client, brand, hours_restricted="on", **CHRISTMAS | {"closure-0-first": "2020-12-25"})
    assert stored(brand).closures.count() == 1


def test_a_wrong_closure_or_contact_is_refused_beside_its_field(brand: Brand, client: Client) -> None:
    html = save(client, brand, hours_restricted="on", contact_page="http://example.com", **{"closure-0-label": "Fair"})
    for problem in (contacts_form.WRONG_PAGE, closures_form.NO_FIRST, provider_form.WRONG_CLOSURES):
        assert escape(problem) in html
    assert 'value="Fair"' in html
    assert not stored(brand).closures.exists()


def test_a_thousand_closures_can_be_saved(brand: Brand, client: Client) -> None:
    first = date(2026, 1, 1)
    closures = [Closure(first + timedelta(days=number), first + timedelta(days=number)) for number in range(1000)]
    configuration.add_closures(brand, closures)
    rows = {
        f"closure-{number}-{field}": value
        for number, closure in enumerate(closures)
        for field, value in (("label", "Day"), ("first", closure.first.isoformat()), ("last", ""))
    }
    assert "Your changes were saved." in save(client, brand, hours_restricted="on", **rows)
    assert stored(brand).closures.filter(label="Day").count() == 1000


def test_a_button_adds_a_row_without_saving(brand: Brand, client: Client) -> None:
    a_provider(brand, windows=[(0, 480, 720)])
    before = stored(brand).revision
    html = save(client, brand, hours_restricted="on", edit="add day-0", contact_email="typed@example.com")
    assert 'name="day-0-1-opens"' in html
    assert "Nothing is saved yet." in html
    assert "typed@example.com" in html
    assert stored(brand).revision == before


# Two people at once


def test_the_second_is_told_and_nothing_is_lost_or_overwritten(brand: Brand, client: Client) -> None:
    a_provider(brand, "intercom", secrets={"access_token": SECRET})
    seen = str(stored(brand).revision)
    assert f'value="{seen}"' in client.get(provider_url(brand)).content.decode()
    assert "saved." in save(client, brand, kind="intercom", revision=seen, contact_phone="+1 212 555 0100")
    typed = {"contact_email": "mine@example.com", "intercom-access_token": "typed-secret-of-mine", **CHRISTMAS}
    mine = {"kind": "intercom", "hours_restricted": "on", "revision": seen, **typed}
    html = save(client, brand, **mine)
    assert "Somebody else saved this page while you were editing." in html
    assert "mine@example.com" in html
    assert 'value="Christmas"' in html
    assert "typed-secret-of-mine" not in html
    assert "Type it once more." in html
    row = stored(brand)
    assert (row.contact_phone, row.contact_email) == ("+1 212 555 0100", "")
    # Pressing Save again only tells it again; the other button names what it goes over.
    assert "Somebody else saved" in save(client, brand, **mine)
    theirs = str(row.revision)
    assert f'name="overwrite" value="{theirs}"' in html
    assert "Your changes were saved." in save(client, brand, **mine, overwrite=theirs)
    assert (stored(brand).contact_phone, stored(brand).contact_email) == ("", "mine@example.com")
    # Somebody saved in between once more.
    assert "Somebody else saved" in save(client, brand, **mine, overwrite=theirs)


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.VIEWER])
def test_others_see_the_page_and_change_nothing(brand: Brand, role: Role) -> None:
    a_provider(brand, windows=[(0, 480, 720)])
    configuration.add_closures(brand, [Closure(date(2099, 12, 25), date(2099, 12, 25), label="Christmas")])
    person = a_client_of(brand, role)
    html = person.get(provider_url(brand)).content.decode()
    assert 'value="Christmas"' in html
    assert "What it means" in html
    for button in ("Save", "Add times", "Add a closure", "Remove closure"):
        assert f">{button}" not in html
    assert person.post(provider_url(brand), provider_post(edit="add day-0")).status_code == 403


def test_each_zone_is_shown_with_its_present_time(brand: Brand) -> None:
    with time_machine.travel(MONDAY_NOON, tick=False):
        html = a_client_of(brand).get(provider_url(brand)).content.decode()
    assert '<option value="America/New_York">America/New York, now 07:00 (UTC-05:00)</option>' in html
    assert '<option value="Asia/Kathmandu">Asia/Kathmandu, now 17:45 (UTC+05:45)</option>' in html


# The write itself, as the seed and commands use it


def test_save_provider_names_each_wrong_field_and_writes_nothing() -> None:
    brand = a_brand()
    wrong = Configuration(
        "zendesk", "Nowhere", True, {"summary_field_id": "abc"}, windows=[Window(0, 60, 60), Window(1, 61, 120)]
    )
    with pytest.raises(ValidationError) as raised:
        save_provider(brand, wrong)
    assert set(raised.value.message_dict) == {"timezone", "windows", "summary_field_id"}
    assert not SupportProvider.objects.filter(brand=brand).exists()


def test_save_provider_replaces_what_was_there_before() -> None:
    brand = a_brand()
    save_provider(brand, Configuration("intercom", secrets={"access_token": SECRET}, settings={"region": "eu"}))
    row = save_provider(brand, Configuration("intercom", "Europe/Paris", True, windows=[Window(0, 0, 1440)]))
    assert (row.settings["intercom"], row.secrets["intercom"]) == ({}, {"access_token": SECRET})
    assert row.schedule().windows == (Window(0, 0, 1440),)
