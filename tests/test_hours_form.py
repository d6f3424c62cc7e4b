"""Times, closures and contacts as they are typed in: what is read, and what is refused beside its field."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.http import QueryDict

from handoff import configuration
from handoff.availability import Closure, Window
from handoff.forms import closures_form, contacts_form, hours_form
from handoff.forms.closures_form import ClosureForm
from handoff.forms.contacts_form import ContactFields
from handoff.forms.form_edits import edited
from handoff.forms.hours_form import DayForm
from handoff.forms.posted_rows import Posted

CHRISTMAS = {"closure-0-label": "Christmas", "closure-0-first": "2026-12-25", "closure-0-last": "2026-12-26"}


def monday(**data: str) -> DayForm:
    posted = {name.replace("_", "-"): value for name, value in data.items()}
    return hours_form.days((), Posted.of({"day-0-open": "on", **posted}))[0]


def times(number: int, opens: str, closes: str) -> dict[str, str]:
    return {f"day_0_{number}_opens": opens, f"day_0_{number}_closes": closes}


def closures(data: dict[str, str]) -> list[ClosureForm]:
    return closures_form.closures((), Posted.of(data))


def errors_of(closure: ClosureForm) -> dict[str, list[Any]]:
    closure.value()
    return {name: list(problems) for name, problems in closure.errors.items()}


def test_rows_may_have_gaps_and_come_in_any_order() -> None:
    day = monday(**times(7, "08:00", "12:00"), **times(2, "13:00", "24:00"), **times(30, "", ""))
    assert day.windows() == [Window(0, 480, 720), Window(0, 780, 1440)]
    assert not day.wrong


def test_no_more_rows_are_read_than_a_day_has_quarters() -> None:
    rows = {name: value for number in range(300) for name, value in times(number, "", "").items()}
    assert len(monday(**rows).times) == hours_form.MOST_WINDOWS


@pytest.mark.parametrize(
    ("first", "second", "fits"),
    [
        (("08:00", "12:00"), ("12:00", "20:00"), True),
        (("08:00", "12:00"), ("11:45", "20:00"), False),
        (("08:00", "12:00"), ("08:00", "09:00"), False),
        (("22:00", "06:00"), ("21:00", "22:00"), True),
        (("22:00", "06:00"), ("23:00", "23:30"), False),
        (("22:00", "06:00"), ("00:00", "05:00"), True),
    ],
)
def test_times_of_a_day_may_touch_but_not_overlap(first: Any, second: Any, *, fits: bool) -> None:
    day = monday(**times(0, *first), **times(1, *second))
    day.windows()
    assert day.wrong is not fits
    assert day.problems == ([] if fits else [f"Monday: {configuration.OVERLAP}"])
    # Beside the second of the two.
    assert not day.times[0].errors


@pytest.mark.parametrize(
    ("opens", "closes", "field", "problem"),
    [
        ("25:00", "17:00", "opens", configuration.OFF_THE_QUARTER),
        ("09:00", "24:15", "closes", configuration.OFF_THE_QUARTER),
        ("09:00", "09:00", "closes", configuration.NO_LENGTH),
        ("09:07", "17:00", "opens", configuration.OFF_THE_QUARTER),
        ("24:00", "17:00", "opens", configuration.OFF_THE_QUARTER),
        ("09:00", "00:00", "closes", configuration.OFF_THE_QUARTER),
        ("09:00", "", "closes", hours_form.ONE_TIME_MISSING),
        ("", "09:00", "opens", hours_form.ONE_TIME_MISSING),
        ("", "", "opens", hours_form.NO_TIMES),
        ("<b>9</b>", "17:00", "opens", configuration.OFF_THE_QUARTER),
    ],
)
def test_wrong_times_are_marked_beside_the_field(opens: str, closes: str, field: str, problem: str) -> None:
    day = monday(**times(0, opens, closes))
    assert day.windows() == []
    assert day.times[0].errors[field] == [problem]


def test_an_overnight_time_says_so() -> None:
    day = monday(**times(0, "22:00", "02:00"), **times(1, "08:00", "12:00"))
    assert [row.closes_next_day for row in day.times] == [True, False]


# Closures


def test_one_day_is_enough_and_what_is_empty_counts_as_none() -> None:
    data = {"closure-0-first": "2026-12-25", "closure-3-first": "", "closure-3-label": "", "closure-3-last": ""}
    [one, empty] = closures(data)
    assert one.value() == Closure(date(2026, 12, 25), date(2026, 12, 25))
    assert empty.value() is None
    assert not empty.wrong


def test_a_closure_with_hours_of_its_own_every_year() -> None:
    hours = {
        "closure-0-1-opens": "13:00",
        "closure-0-1-closes": "15:00",
        "closure-0-0-opens": "10:00",
        "closure-0-0-closes": "12:00",
    }
    [closure] = closures({**CHRISTMAS, "closure-0-yearly": "on", **hours})
    days = date(2026, 12, 25), date(2026, 12, 26)
    assert closure.value() == Closure(*days, ((600, 720), (780, 900)), yearly=True, label="Christmas")


@pytest.mark.parametrize(
    ("data", "field", "problem"),
    [
        ({"closure-0-first": ""}, "first", closures_form.NO_FIRST),
        ({"closure-0-first": "25.12.2026"}, "first", closures_form.NO_DATE),
        ({"closure-0-first": "2026-02-30"}, "first", closures_form.NO_DATE),
        ({"closure-0-first": "0001-01-01"}, "first", closures_form.TOO_FAR),
        ({"closure-0-last": "9999-12-31"}, "last", closures_form.TOO_FAR),
        ({"closure-0-last": "2026-12-24"}, "last", configuration.BACKWARDS),
        ({"closure-0-last": "2027-12-31", "closure-0-yearly": "on"}, "last", closures_form.TOO_LONG_FOR_YEARLY),
        ({"closure-0-label": "x" * 121}, "label", configuration.LABEL_TOO_LONG),
        ({"closure-0-label": "a\ud800"}, "label", configuration.LABEL_TOO_LONG),
    ],
)
def test_wrong_closures_are_marked_beside_the_field(data: dict[str, str], field: str, problem: str) -> None:
    [closure] = closures({**CHRISTMAS, **data})
    assert errors_of(closure) == {field: [problem]}
    assert closure.value() is None


def test_a_closure_of_more_than_a_year_is_allowed_once() -> None:
    [closure] = closures({**CHRISTMAS, "closure-0-last": "2028-12-26"})
    assert closure.value()


def test_wrong_times_of_a_closure_are_marked() -> None:
    [closure] = closures({**CHRISTMAS, "closure-0-0-opens": "10:00", "closure-0-0-closes": "10:00"})
    assert closure.value() is None
    assert closure.wrong
    assert closure.problems == [f"Christmas: {configuration.NO_LENGTH}"]


@pytest.mark.parametrize(
    ("closure", "past"),
    [
        (Closure(date(2026, 11, 21), date(2026, 11, 21)), True),
        (Closure(date(2026, 11, 21), date(2026, 11, 22)), False),
        (Closure(date(2020, 11, 21), date(2020, 11, 22), yearly=True), False),
        (Closure(date(2026, 11, 23), date(2026, 11, 23)), False),
    ],
)
def test_what_is_over_is_past_unless_it_comes_again(closure: Closure, *, past: bool) -> None:
    assert ClosureForm(0, closure).is_past(date(2026, 11, 22)) is past


def test_stored_closures_are_shown_by_date() -> None:
    later, sooner = Closure(date(2026, 12, 25), date(2026, 12, 26)), Closure(date(2026, 11, 1), date(2026, 11, 1))
    assert [form["first"].value() for form in closures_form.closures([later, sooner])] == [sooner.first, later.first]


# Buttons that work without a script


@pytest.mark.parametrize(
    ("button", "added", "removed"),
    [
        ("add day-0", {"day-0-2-opens", "day-0-2-closes"}, set()),
        ("add day-6", {"day-6-0-opens", "day-6-0-closes"}, set()),
        ("add closure", {"closure-1-first"}, set()),
        ("add closure-0", {"closure-0-0-opens", "closure-0-0-closes"}, set()),
        ("remove day-0-1", set(), {"day-0-1-opens", "day-0-1-closes"}),
        ("remove closure-0", set(), set(CHRISTMAS)),
        ("remove closure-9", set(), set()),
    ],
)
def test_a_button_adds_or_removes_a_row(button: str, added: set[str], removed: set[str]) -> None:
    posted = QueryDict(mutable=True)
    rows = {**times(0, "08:00", "12:00"), **times(1, "13:00", "17:00")}
    posted.update({**CHRISTMAS, **{name.replace("_", "-"): value for name, value in rows.items()}, "edit": button})
    changed = edited(posted)
    assert changed is not None
    assert set(changed) == (set(posted) | added) - removed


@pytest.mark.parametrize("button", ["", "save", "add", "addday-0"])
def test_other_posts_are_left_alone(button: str) -> None:
    posted = QueryDict(mutable=True)
    posted["edit"] = button
    changed = edited(posted)
    assert changed is None or button == "add"


# Contacts


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("contact_email", "help@example.com", ""),
        ("contact_email", "help at example.com", contacts_form.WRONG_EMAIL),
        ("contact_email", "help@example.com\nBcc: all@example.com", contacts_form.WRONG_EMAIL),
        ("contact_phone", "+1 (212) 555-0100", ""),
        ("contact_phone", "1-800-FLOWERS", ""),
        ("contact_phone", "call me", contacts_form.WRONG_PHONE),
        ("contact_phone", "+1", contacts_form.WRONG_PHONE),
        ("contact_phone", "1" * 41, contacts_form.WRONG_PHONE),
        ("contact_phone", "<b>12345</b>", contacts_form.WRONG_PHONE),
        ("contact_page", "https://shop.example/help", ""),
        ("contact_page", "http://shop.example/help", contacts_form.WRONG_PAGE),
        ("contact_page", "javascript:alert(1)", contacts_form.WRONG_PAGE),
        ("contact_page", "https://shop.example/" + "x" * 300, contacts_form.WRONG_PAGE),
        ("contact_page", "https://shop", contacts_form.WRONG_PAGE),
    ],
)
def test_contacts_are_checked_beside_the_field(field: str, value: str, problem: str) -> None:
    form = ContactFields({field: value})
    assert [str(error) for error in form.errors.get(field, [])] == ([problem] if problem else [])


def test_an_address_without_its_beginning_is_completed() -> None:
    form = ContactFields({"contact_page": "shop.example/help"})
    assert form.is_valid()
    assert form.contacts().page == "https://shop.example/help"
