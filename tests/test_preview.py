"""What the page says the hours mean, while they are edited: the same as the decision API, and nothing is saved."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client

from agents.models import Brand, Role
from handoff import configuration, sentences
from handoff.availability import DAY_MINUTES, Closure, Hours, Schedule, Window
from handoff.forms.hours_form import clock
from handoff.forms.provider_form import LOST_ZONE
from handoff.models import SupportProvider
from tests.admin_builders import CANARY, SECRET, a_client, a_client_of, a_person, provider_post, provider_url
from tests.builders import a_body, a_brand, a_provider, an_agent, an_api_key
from tests.random_hours import ZONES, random_days, random_instants

pytestmark = pytest.mark.django_db
MONDAY_NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
NEVER_BACK = sentences.closed(sentences.Wording(), MONDAY_NOON, None, "UTC")
# Until 1972 Monrovia's offset had seconds, which the API's format of instants (RFC 3339) cannot write.
WRITABLE = tuple(zone for zone in ZONES if zone != "Africa/Monrovia")
MONDAY = {"day-0-open": "on", "day-0-0-opens": "08:00", "day-0-0-closes": "20:00"}


def preview_url(brand: Brand) -> str:
    return provider_url(brand).replace("/change/", "/preview/")


def ask(client: Client, brand: Brand, **fields: str) -> dict[str, Any]:
    answer: dict[str, Any] = client.post(preview_url(brand), provider_post(**fields)).json()
    return answer


@pytest.fixture
def brand() -> Brand:
    return a_brand()


@pytest.fixture
def client(brand: Brand) -> Iterator[Client]:
    with time_machine.travel(MONDAY_NOON, tick=False):
        yield a_client_of(brand)


def test_it_says_what_the_posted_hours_mean_and_saves_nothing(brand: Brand, client: Client) -> None:
    before = SupportProvider.objects.filter(brand=brand).values().first()
    answer = ask(client, brand, hours_restricted="on", timezone="Europe/Berlin", **MONDAY)
    assert answer["state"] == "Open now, until 20:00 (Europe/Berlin)"
    assert (answer["open_now"], answer["next_change_at"]) == (True, "2026-11-23T20:00:00+01:00")
    assert "not saved yet" in answer["html"]
    assert "Monday 23 November: 08:00 to 20:00." in answer["html"]
    assert answer["html"].count("<svg") == 14
    assert before is None or SupportProvider.objects.filter(brand=brand).values().first() == before


def test_closed_says_how_long(brand: Brand, client: Client) -> None:
    tuesday = {"day-1-open": "on", "day-1-0-opens": "02:00", "day-1-0-closes": "20:00"}
    assert ask(client, brand, hours_restricted="on", **tuesday)["state"] == "Closed, opens Tuesday 02:00 (in 14 h), UTC"


def test_the_margin_and_closures_are_shown(brand: Brand, client: Client) -> None:
    closure = {"closure-0-first": "2026-11-30", "closure-0-label": "<i>Away</i>"}
    answer = ask(client, brand, hours_restricted="on", closing_margin_minutes="15", **MONDAY, **closure)
    assert "Closes for offers at 19:45" in answer["html"]
    assert "&lt;i&gt;Away&lt;/i&gt;" in answer["html"]
    assert "Monday 30 November: closed." in answer["html"]


def test_wrong_hours_say_what_is_missing(brand: Brand, client: Client) -> None:
    answer = ask(client, brand, hours_restricted="on", **{**MONDAY, "day-0-0-closes": "08:00"})
    assert answer["open_now"] is None
    assert answer["problems"] == [f"Monday: {configuration.NO_LENGTH}"]
    assert configuration.NO_LENGTH in answer["html"]
    assert "Open now" not in answer["html"]
    wrong = {"closure-0-label": "Fair", "closure-0-first": "soon"}
    assert ask(client, brand, hours_restricted="on", **MONDAY, **wrong)["problems"] == [
        "Fair: Write a day such as 2026-12-24."
    ]


def test_what_is_wrong_elsewhere_on_the_page_does_not_matter(brand: Brand, client: Client) -> None:
    elsewhere = {"kind": "zendesk", "zendesk-summary_field_id": "abc", "contact_email": "nobody"}
    assert ask(client, brand, hours_restricted="on", **MONDAY, **elsewhere)["open_now"] is True
    assert ask(client, brand, **elsewhere)["state"] == "Open at all hours"


def test_a_lost_zone_is_said(brand: Brand, client: Client) -> None:
    a_provider(brand, windows=[(0, 480, 720)], timezone="Mars/Olympus_Mons")
    answer = ask(client, brand, hours_restricted="on", timezone="Mars/Olympus_Mons", **MONDAY)
    assert answer["problems"] == [LOST_ZONE]


def test_as_saved_is_told_from_edited(brand: Brand, client: Client) -> None:
    a_provider(brand, windows=[(0, 480, 1200)])
    assert "as saved" in ask(client, brand, hours_restricted="on", **MONDAY)["html"]
    edited = {**MONDAY, "day-0-0-closes": "20:15"}
    assert "not saved yet" in ask(client, brand, hours_restricted="on", **edited)["html"]


def test_the_page_shows_it_without_a_script(brand: Brand, client: Client) -> None:
    a_provider(brand, windows=[(0, 480, 1200)])
    html = client.get(provider_url(brand)).content.decode()
    assert "Open now, until 20:00 (UTC)" in html
    assert html.count("<svg viewBox=") >= 14
    assert "Today, Monday 23 November: 08:00 to 20:00." in html


def test_no_secret_comes_back(brand: Brand, client: Client) -> None:
    a_provider(brand, "intercom", secrets={"access_token": SECRET})
    typed = {"kind": "intercom", "intercom-access_token": CANARY}
    answer = str(ask(client, brand, **typed))
    assert SECRET not in answer
    assert CANARY not in answer


def refusal(client: Client, brand: Brand) -> HttpResponse:
    return client.post(preview_url(brand), provider_post())


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.VIEWER])
def test_only_admins_ask(brand: Brand, role: Role) -> None:
    assert refusal(a_client_of(brand, role), brand).status_code == 403


def test_another_brands_row_is_not_found(brand: Brand) -> None:
    assert refusal(a_client_of(a_brand()), brand).status_code == 404


def test_it_is_posted_to_by_people_who_are_logged_in(brand: Brand, client: Client) -> None:
    assert client.get(preview_url(brand)).status_code == 405
    assert refusal(Client(), brand)["Location"].startswith("/admin/login/")
    assert refusal(Client(enforce_csrf_checks=True), brand).status_code == 403


# The same answer as the decision API


def page_times(rng: random.Random) -> Iterator[tuple[int, int]]:
    """Of one day, in quarters, none over another; the last may run into the next day."""
    edges = sorted(rng.sample(range(97), 2 * rng.choice((0, 1, 1, 2, 3))))
    pairs = list(zip(edges[::2], edges[1::2], strict=True))
    if len(pairs) and pairs[-1][0] > 1 and rng.random() < 0.3:
        opens = pairs[-1][0]
        pairs[-1] = opens, rng.randrange(1, opens)
    yield from ((opens * 15, closes * 15) for opens, closes in pairs)


def page_schedule(rng: random.Random, zone: str, days: list[date]) -> Schedule:
    """Such as the page takes."""
    windows = [Window(day, *times) for day in range(7) for times in page_times(rng)]
    closures = []
    for _ in range(rng.choice((0, 0, 1, 3))):
        first = rng.choice(days) + timedelta(days=rng.randint(-4, 4))
        last = first + timedelta(days=rng.choice((0, 0, 1, 6, 30)))
        closures.append(Closure(first, last, tuple(page_times(rng)), rng.random() < 0.3))
    return Schedule(zone, rng.random() < 0.97, tuple(windows), tuple(closures))


def posted(schedule: Schedule) -> dict[str, str]:
    """As a browser posts it."""
    fields = {"kind": "intercom", "timezone": schedule.timezone}
    if schedule.restricted:
        fields["hours_restricted"] = "on"
    for weekday in range(7):
        times = [(window.opens, window.closes) for window in schedule.windows if window.weekday == weekday]
        if times:
            fields |= {f"day-{weekday}-open": "on", **times_fields(f"day-{weekday}", times)}
    for number, closure in enumerate(schedule.closures):
        row = f"closure-{number}"
        fields |= {f"{row}-first": closure.first.isoformat(), f"{row}-last": closure.last.isoformat()}
        fields |= times_fields(row, list(closure.hours))
        if closure.yearly:
            fields[f"{row}-yearly"] = "on"
    return fields


def times_fields(group: str, times: list[tuple[int, int]]) -> dict[str, str]:
    return {
        f"{group}-{number}-{edge}": clock(minutes)
        for number, pair in enumerate(times)
        for edge, minutes in zip(("opens", "closes"), pair, strict=True)
    }


class BothDoors:
    """A merchant's browser, logged in anew at each instant, and a merchant's runtime."""

    def __init__(self) -> None:
        self.brand = a_brand()
        agent = an_agent(self.brand)
        self.person = a_person(self.brand)
        self.runtime = Client(headers={"Authorization": f"Api-Key {an_api_key(self.brand)}"})
        self.decisions = f"/api/v1/agents/{agent.pk}/decisions/"

    def agree(self, schedule: Schedule, instants: list[datetime]) -> None:
        form = posted(schedule)
        previews = [self.preview(form, instant) for instant in instants]
        with time_machine.travel(instants[0], tick=False):
            saved = a_client(self.person).post(provider_url(self.brand), form)
        assert saved.status_code == 302, schedule
        for instant, preview in zip(instants, previews, strict=True):
            self.compare(preview, self.decision(instant), f"{instant} {schedule}")

    def preview(self, form: dict[str, str], instant: datetime) -> dict[str, Any]:
        with time_machine.travel(instant, tick=False):
            answer: dict[str, Any] = a_client(self.person).post(preview_url(self.brand), form).json()
        return answer

    def decision(self, instant: datetime) -> dict[str, Any]:
        with time_machine.travel(instant, tick=False):
            answer: dict[str, Any] = self.runtime.post(self.decisions, a_body(), content_type="application/json").json()
        return answer

    def compare(self, preview: dict[str, Any], decision: dict[str, Any], where: str) -> None:
        assert (preview["open_now"], moment(preview)) == (decision["open_now"], moment(decision)), where
        sentence, state = decision["sentence"], preview["state"]
        if preview["open_now"]:
            assert sentence == sentences.hand_off(sentences.Wording()), where
            assert state.startswith("Open "), where
        elif preview["next_change_at"] is None:
            assert sentence.startswith(NEVER_BACK), where
            assert state == "Closed, and never opens", where
        else:
            opens = datetime.fromisoformat(decision["next_open_at"]).astimezone(ZoneInfo(decision["timezone"]))
            assert f"at {opens.hour % 12 or 12}:{opens:%M} {opens:%p} ({decision['timezone']} time)" in sentence, where
            assert f"{opens:%H:%M} (in " in state, where
            assert state.startswith(f"Closed, opens {opens:%A}"), where


def moment(answer: dict[str, Any]) -> datetime | None:
    at = answer["next_change_at"]
    return datetime.fromisoformat(at) if at else None


def compare_pairs(seed: int, schedules: int, instants: int) -> None:
    rng, doors = random.Random(seed), BothDoors()
    for _ in range(schedules):
        zone = rng.choice(WRITABLE)
        days = random_days(rng, zone, 3)
        schedule = page_schedule(rng, zone, days)
        day = rng.choice(days)
        start = datetime(day.year, day.month, day.day, tzinfo=UTC)
        near = Hours(schedule).open_intervals(start - timedelta(days=4), start + timedelta(days=5))
        edges = [edge for interval in near for edge in interval] if schedule.restricted else []
        doors.agree(schedule, list(random_instants(rng, zone, edges, day, instants)))


def test_the_page_and_the_api_agree() -> None:
    compare_pairs(seed=3, schedules=30, instants=10)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10))
def test_the_page_and_the_api_agree_ten_thousand_times(seed: int) -> None:
    compare_pairs(seed=100 + seed, schedules=100, instants=10)


def test_the_random_schedules_hold_what_is_hard() -> None:
    """Else the comparison would prove little."""
    rng = random.Random(3)
    found = [page_schedule(rng, "UTC", [date(2026, 11, 23)]) for _ in range(100)]
    windows = [window for schedule in found for window in schedule.windows]
    assert any(window.closes < window.opens for window in windows)
    assert any(window.closes == DAY_MINUTES for window in windows)
    assert any(closure.hours for schedule in found for closure in schedule.closures)
    assert any(closure.yearly for schedule in found for closure in schedule.closures)
    assert not all(schedule.restricted for schedule in found)
