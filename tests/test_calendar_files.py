"""Calendar files: which events become closures, which are left out and why, and that no file is too much."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import takewhile
from time import thread_time
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from handoff.availability import Closure
from handoff.imports import calendar_events, calendar_files, calendar_lines
from handoff.imports.calendar_files import CalendarFile, CalendarFileError
from handoff.imports.recurrences import Budget, Rule, TooMuch, days_between

TODAY = date(2026, 11, 22)
BERLIN = ZoneInfo("Europe/Berlin")
# Of the processor, on a machine that is slow at reading files too: without its limits, each takes minutes or for ever.
MOST_SECONDS = 30


def event(start: str = "DTSTART;VALUE=DATE:20261224", *lines: str, name: str = "Closed") -> str:
    return "\r\n".join(["BEGIN:VEVENT", start, f"SUMMARY:{name}", *lines, "END:VEVENT", ""])


def calendar(*parts: str) -> bytes:
    return "".join(["BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", *parts, "END:VCALENDAR\r\n"]).encode()


def read(*parts: str) -> CalendarFile:
    return calendar_files.read(calendar(*parts), TODAY, BERLIN)


def days(*parts: str) -> list[tuple[str, str]]:
    return [(closure.first.isoformat(), closure.last.isoformat()) for closure in read(*parts).closures]


def reasons(*parts: str) -> dict[str, int]:
    return {part.why: part.count for part in read(*parts).left_out}


# Which days


@pytest.mark.parametrize(
    ("start", "lines", "first", "last"),
    [
        ("DTSTART;VALUE=DATE:20261224", [], "2026-12-24", "2026-12-24"),
        ("DTSTART;VALUE=DATE:20261224", ["DTEND;VALUE=DATE:20261227"], "2026-12-24", "2026-12-26"),
        ("DTSTART;VALUE=DATE:20261224", ["DTEND;VALUE=DATE:20261224"], "2026-12-24", "2026-12-24"),
        ("DTSTART:20261224", ["DURATION:P2D"], "2026-12-24", "2026-12-25"),
        ("DTSTART;VALUE=DATE:20261224", ["DURATION:P1W"], "2026-12-24", "2026-12-30"),
        ("DTSTART:20261224T000000", ["DTEND:20261226T000000"], "2026-12-24", "2026-12-25"),
        ("DTSTART:20261224T000000", ["DTEND:20261224T235900"], "2026-12-24", "2026-12-24"),
        ("DTSTART:20261224T000000", ["DURATION:PT48H"], "2026-12-24", "2026-12-25"),
        ("DTSTART:20261223T230000Z", ["DTEND:20261224T230000Z"], "2026-12-24", "2026-12-24"),
        (
            "DTSTART;TZID=W. Europe Standard Time:20261224T000000",
            ["DTEND;TZID=Europe/Paris:20261225T000000"],
            "2026-12-24",
            "2026-12-24",
        ),
        ("DTSTART;VALUE=DATE:20261120", ["DTEND;VALUE=DATE:20261123"], "2026-11-20", "2026-11-22"),
    ],
)
def test_an_event_closes_the_days_that_it_fills(start: str, lines: list[str], first: str, last: str) -> None:
    assert days(event(start, *lines)) == [(first, last)]


@pytest.mark.parametrize(
    ("start", "lines", "why"),
    [
        ("DTSTART:20261224T090000", ["DTEND:20261224T170000"], calendar_events.HAS_TIMES),
        ("DTSTART:20261224T180000", ["DTEND:20261227T090000"], calendar_events.HAS_TIMES),
        ("DTSTART:20261224T000000Z", ["DTEND:20261225T000000Z"], calendar_events.HAS_TIMES),
        ("DTSTART:20261224T000000", [], calendar_events.HAS_TIMES),
        ("DTSTART;VALUE=DATE:20261224", ["DURATION:PT8H"], calendar_events.HAS_TIMES),
        ("DTSTART;TZID=Mars/Olympus:20261224T000000", ["DURATION:P1D"], calendar_events.UNKNOWN_ZONE),
        ("DTSTART;TZID=../../etc/passwd:20261224T000000", ["DURATION:P1D"], calendar_events.UNKNOWN_ZONE),
        ("DTSTART;TZID=America:20261224T000000", ["DURATION:P1D"], calendar_events.UNKNOWN_ZONE),
        (f"DTSTART;TZID={'x' * 400}:20261224T000000", ["DURATION:P1D"], calendar_events.UNKNOWN_ZONE),
        ("DTSTART;VALUE=DATE:20261224", ["DTEND;VALUE=DATE:20261220"], calendar_events.BACKWARDS),
        ("DTSTART;VALUE=DATE:20261224", ["DURATION:-P3D"], calendar_events.BACKWARDS),
        ("DTSTART;VALUE=DATE:20261224", ["DTEND:20261225T000000"], calendar_events.UNREADABLE),
        ("DTSTART;VALUE=DATE:20261324", [], calendar_events.UNREADABLE),
        ("DTSTART:soon", [], calendar_events.UNREADABLE),
        ("DTSTART;VALUE=DATE:99991231", ["DURATION:P9999W"], calendar_events.UNREADABLE),
        ("X-NO:start", [], calendar_events.NO_START),
        ("DTSTART;VALUE=DATE:20261224", ["STATUS:CANCELLED"], calendar_events.CANCELLED),
        ("DTSTART;VALUE=DATE:20261120", [], calendar_files.OVER),
        ("DTSTART;VALUE=DATE:00010101", [], calendar_files.OVER),
        ("DTSTART;VALUE=DATE:99991231", [], calendar_files.TOO_FAR),
        ("DTSTART;VALUE=DATE:20200101", ["DTEND;VALUE=DATE:20300101"], calendar_files.TOO_LONG),
        ("DTSTART;VALUE=DATE:20261224", ["RRULE:FREQ=SECONDLY"], calendar_events.UNUSUAL),
        ("DTSTART;VALUE=DATE:20261224", ["RRULE:FREQ=DAILY;INTERVAL=0"], calendar_events.UNUSUAL),
        ("DTSTART;VALUE=DATE:20261224", ["RRULE:FREQ=DAILY;COUNT=0"], calendar_events.UNUSUAL),
        ("DTSTART;VALUE=DATE:20261224", ["RRULE:FREQ=DAILY;BYHOUR=1"], calendar_events.UNUSUAL),
        ("DTSTART;VALUE=DATE:20261224", ["RRULE:FREQ=WEEKLY;BYDAY=99MO"], calendar_events.UNUSUAL),
        ("DTSTART;VALUE=DATE:20261224", ["RRULE:FREQ=YEARLY;BYMONTH=x"], calendar_events.UNUSUAL),
        ("DTSTART;VALUE=DATE:20261224", ["RRULE:nonsense"], calendar_events.UNUSUAL),
        ("DTSTART;VALUE=DATE:20261224", ["RRULE:FREQ=DAILY", "RRULE:FREQ=WEEKLY"], calendar_events.UNUSUAL),
        ("DTSTART;VALUE=DATE:20261224", ["RRULE:FREQ=DAILY;UNTIL=20251224"], calendar_files.OVER),
        ("DTSTART;VALUE=DATE:20261224", ["RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"], calendar_files.NEVER),
        ("DTSTART;VALUE=DATE:20261224", ["RDATE;VALUE=PERIOD:20261224T000000Z/P1D"], calendar_events.UNREADABLE),
        ("DTSTART;VALUE=DATE:20261224", ["EXDATE:never"], calendar_events.UNREADABLE),
        ("DTSTART;VALUE=DATE:99991231", ["RRULE:FREQ=YEARLY"], calendar_files.NEVER),
        ("DTSTART;VALUE=DATE:00010101", ["RRULE:FREQ=DAILY;COUNT=1000000000"], calendar_files.TOO_MUCH_WORK),
        (
            "DTSTART;VALUE=DATE:20261224",
            ["UID:a", "RECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20261224"],
            calendar_events.UNUSUAL,
        ),
    ],
)
def test_what_cannot_be_a_closure_is_left_out_and_said(start: str, lines: list[str], why: str) -> None:
    assert reasons(event(start, *lines)) == {why: 1}
    # Nothing else in the file suffers.
    assert len(read(event(start, *lines), event(name="Other")).closures) == 1


# What repeats


@pytest.mark.parametrize(
    "rule", ["FREQ=YEARLY", "FREQ=YEARLY;INTERVAL=1", "FREQ=YEARLY;BYMONTH=12", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24"]
)
def test_every_year_on_the_same_day_is_one_yearly_closure(rule: str) -> None:
    [closure] = read(event("DTSTART;VALUE=DATE:20191224", f"RRULE:{rule}")).closures
    assert closure == Closure(date(2019, 12, 24), date(2019, 12, 24), yearly=True, label="Closed")


def test_ever_since_is_written_as_a_year_with_every_day() -> None:
    [closure] = read(event("DTSTART;VALUE=DATE:16040229", "RRULE:FREQ=YEARLY")).closures
    assert (closure.first, closure.yearly) == (date(2000, 2, 29), True)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["RRULE:FREQ=YEARLY;UNTIL=20271231"], ["2026-12-24", "2027-12-24"]),
        (["RRULE:FREQ=YEARLY;COUNT=1"], ["2026-12-24"]),
        (["RRULE:FREQ=WEEKLY;COUNT=3"], ["2026-12-24", "2026-12-31", "2027-01-07"]),
        (["RRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO"], ["2027-05-31", "2028-05-29"]),
        (["RRULE:FREQ=YEARLY", "EXDATE;VALUE=DATE:20261224"], ["2027-12-24"]),
        (["RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE:20261231T000000"], ["2026-12-24", "2027-01-07"]),
        (["RDATE;VALUE=DATE:20270105,20270201"], ["2026-12-24", "2027-01-05", "2027-02-01"]),
    ],
)
def test_other_repeats_are_written_out(lines: list[str], expected: list[str]) -> None:
    found = read(event("DTSTART;VALUE=DATE:20261224", *lines))
    assert [closure.first.isoformat() for closure in found.closures] == expected
    assert found.repeats
    assert not any(closure.yearly for closure in found.closures)


def test_a_changed_repeat_replaces_its_day_and_a_cancelled_one_removes_it() -> None:
    found = days(
        event("DTSTART;VALUE=DATE:20261201", "UID:a", "RRULE:FREQ=WEEKLY;COUNT=3"),
        event("DTSTART;VALUE=DATE:20261210", "UID:a", "RECURRENCE-ID;VALUE=DATE:20261208"),
        event("DTSTART;VALUE=DATE:20261215", "UID:a", "RECURRENCE-ID;VALUE=DATE:20261215", "STATUS:CANCELLED"),
    )
    assert [first for first, _last in found] == ["2026-12-01", "2026-12-10"]


def test_repeats_are_at_most_400_and_that_is_said() -> None:
    endless = event("DTSTART;VALUE=DATE:20261224", "RRULE:FREQ=DAILY")
    assert len(read(endless).closures) == 400
    assert reasons(endless) == {calendar_files.TOO_MANY_REPEATS: 1}


FREQUENCIES = st.sampled_from(["YEARLY", "MONTHLY", "WEEKLY", "DAILY"])
DAYS = st.dates(date(2000, 1, 1), date(2028, 12, 31))


@st.composite
def rules(draw: st.DrawFn) -> tuple[str, Rule]:
    """That have days: the yardstick would search for those that have none to the year 9999."""
    frequency, interval = draw(FREQUENCIES), draw(st.integers(1, 3))
    text, parts = f"FREQ={frequency};INTERVAL={interval}", {}
    if draw(st.booleans()):
        parts["months"] = tuple(draw(st.sets(st.integers(1, 12), min_size=1, max_size=3)))
        text += f";BYMONTH={','.join(map(str, parts['months']))}"
    if frequency in ("WEEKLY", "DAILY") or draw(st.booleans()):
        numbers = st.sampled_from([0, 1, 2, -1, -2]) if frequency in ("YEARLY", "MONTHLY") else st.just(0)
        n = draw(numbers)
        parts["weekdays"] = tuple((n, day) for day in draw(st.sets(st.integers(0, 6), min_size=1, max_size=7)))
        names = [f"{n or ''}{('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU')[day]}" for _n, day in parts["weekdays"]]
        text += f";BYDAY={','.join(names)}"
    elif draw(st.booleans()):
        parts["month_days"] = tuple(draw(st.sets(st.sampled_from([1, 15, 28, -1, -28]), min_size=1)))
        text += f";BYMONTHDAY={','.join(map(str, parts['month_days']))}"
    if draw(st.booleans()):
        parts["count"] = draw(st.integers(1, 300))
        text += f";COUNT={parts['count']}"
    return text, Rule(frequency, interval, **parts)


def live(rule: Rule, start: date) -> bool:
    """Every third month may never be one of the months; and 31 does not come each month."""
    return not (rule.months and rule.interval > 1 and rule.frequency != "YEARLY") and start.day <= 28


@settings(deadline=None, max_examples=300)
@given(rule=rules(), start=DAYS)
def test_repeats_fall_on_the_days_that_dateutil_finds(rule: tuple[str, Rule], start: date) -> None:
    text, value = rule
    if not live(value, start):
        return
    last = TODAY + timedelta(days=731)
    theirs = takewhile(lambda day: day <= last, (at.date() for at in rrulestr(f"DTSTART:{start:%Y%m%d}\nRRULE:{text}")))
    assert list(days_between(value, start, TODAY, last, Budget(10**6))) == [day for day in theirs if day >= TODAY]


@pytest.mark.parametrize(
    "rule", ["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=TU,TH", "FREQ=MONTHLY;BYDAY=2FR", "FREQ=YEARLY;INTERVAL=2"]
)
def test_series_agree_with_recurring_ical_events(rule: str) -> None:
    first = date(2026, 11, 24)
    series = event(
        f"DTSTART;VALUE=DATE:{first:%Y%m%d}",
        "UID:a",
        f"RRULE:{rule};UNTIL=20270820",
        "EXDATE;VALUE=DATE:20261204,20261208",
        "RDATE;VALUE=DATE:20270105",
    )
    moved = event("DTSTART;VALUE=DATE:20270110", "UID:a", "RECURRENCE-ID;VALUE=DATE:20261211")
    theirs = recurring_ical_events.of(icalendar.Calendar.from_ical(calendar(series, moved))).between(
        TODAY, TODAY + timedelta(days=731)
    )
    expected = sorted({found["DTSTART"].dt for found in theirs})
    ours = sorted({closure.first for closure in read(series, moved).closures})
    # A rule that starts off its own days: they count the start as well, RFC 5545 leaves it open.
    assert [day for day in ours if day != first] == [day for day in expected if day != first]


def test_work_is_bounded_by_the_budget() -> None:
    endless = days_between(Rule("DAILY", count=10**9), date(1, 1, 1), TODAY, TODAY, Budget(1000))
    with pytest.raises(TooMuch):
        next(endless)


# Names


@pytest.mark.parametrize(
    ("written", "label"),
    [
        ("Christmas\\, closed\\nall day", "Christmas, closed all day"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("a\x00b\x07c\u202ed", "abcd"),
        ("long " * 100, ("long " * 20).strip()),
        ("", ""),
    ],
)
def test_names_are_plain_text_of_at_most_120_characters(written: str, label: str) -> None:
    [closure] = read(event(name=written)).closures
    assert closure.label.startswith(label)
    assert len(closure.label) <= 120
    assert closure.label.isprintable()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_files_of_other_encodings_are_read(encoding: str) -> None:
    content = calendar(event(name="Fête")).decode().encode(encoding)
    [closure] = calendar_files.read(content, TODAY, BERLIN).closures
    assert closure.label == "Fête"


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_lines_may_end_and_be_folded_in_any_way(end: str) -> None:
    content = calendar(event(name="Christ\r\n mas")).decode().replace("\r\n", end).encode()
    [closure] = calendar_files.read(content, TODAY, BERLIN).closures
    assert closure.label == "Christmas"


def test_a_wrongly_folded_line_costs_its_end_and_nothing_else() -> None:
    [closure] = read(event(name="Christmas and\r\nNew Year")).closures
    assert closure.label == "Christmas and"


def test_alarms_and_what_else_is_nested_in_an_event_are_no_events() -> None:
    nested = "BEGIN:VALARM\r\nDTSTART;VALUE=DATE:20270101\r\nSUMMARY:x\r\nEND:VALARM"
    assert days(event("DTSTART;VALUE=DATE:20261224", nested)) == [("2026-12-24", "2026-12-24")]


# Whole files


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", calendar_lines.NOT_A_CALENDAR),
        (b"PK\x03\x04" + bytes(1000), calendar_lines.NOT_A_CALENDAR),
        (bytes(range(256)) * 4000, calendar_lines.NOT_A_CALENDAR),
        (b"hello", calendar_lines.NOT_A_CALENDAR),
        (b"\xff\xfe\x00", calendar_lines.NOT_A_CALENDAR),
        (b"BEGIN:VCALENDAR\r\n", calendar_lines.BROKEN),
        (b"BEGIN:VCALENDAR\r\nEND:VEVENT\r\n", calendar_lines.BROKEN),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\nEND:VCALENDAR\r\n", calendar_lines.BROKEN),
        (b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 70_000, calendar_lines.BROKEN),
        (b"BEGIN:VCALENDAR\r\n" + b"\n" * 1_000_000, calendar_lines.BROKEN),
        (calendar(event() * 5001), calendar_lines.TOO_MANY_EVENTS),
    ],
)
def test_what_is_no_calendar_is_refused_with_a_clear_word(content: bytes, problem: str) -> None:
    with pytest.raises(CalendarFileError, match=problem.replace(".", "\\.")):
        calendar_files.read(content, TODAY, BERLIN)


def test_a_file_of_5000_lines_is_read() -> None:
    many = [
        event(f"DTSTART;VALUE=DATE:{TODAY + timedelta(days=n):%Y%m%d}", "UID:x", "X-A:b", "X-C:d") for n in range(715)
    ]
    assert calendar(*many).count(b"\r\n") > 5000
    assert len(read(*many).closures) == 715


def test_closures_are_at_most_what_one_page_can_post() -> None:
    found = read(*(event(name=f"Day {number}") for number in range(1000)))
    assert len(found.closures) == 900
    assert found.left_out[0].why == calendar_files.TOO_MANY
    assert len(found.left_out[0].labels) == 20


HEAVY = {
    "exceptions on lines": event("DTSTART;VALUE=DATE:20261224", "RRULE:FREQ=DAILY", *["EXDATE:20261225"] * 60_000),
    "exceptions in a list": event("DTSTART;VALUE=DATE:20261224", "EXDATE:" + ",".join(["20261225"] * 100_000)),
    "clocks": "BEGIN:VTIMEZONE\r\n"
    + "BEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nRRULE:FREQ=SECONDLY\r\nEND:STANDARD\r\n" * 12_000
    + "END:VTIMEZONE\r\n",
    "rules without days": event("DTSTART;VALUE=DATE:20200201", "RRULE:FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31") * 4999,
    "rules that count": event("DTSTART;VALUE=DATE:19000101", "RRULE:FREQ=DAILY;COUNT=1000000000") * 4999,
    "parameters": event("DTSTART;VALUE=DATE:20261224", "UID" + ";A=B" * 4000 + ":x") * 60,
    "folds": "X-A:" + "a\r\n " * 250_000 + "\r\n",
    "spaces": event("DTSTART;VALUE=DATE:20261224", "UID;" + " " * 16_000 + ":x") * 60,
    "zones": "".join(event(f"DTSTART;TZID=Nowhere/{number}:20261224T000000") for number in range(4999)),
    "a name": event(name="x" * 1_000_000),
}


@pytest.mark.parametrize("part", HEAVY.values(), ids=HEAVY)
def test_a_heavy_file_is_read_in_no_time(part: str) -> None:
    content = calendar(part, event(name="Other"))
    started = thread_time()
    found = calendar_files.read(content, TODAY, BERLIN)
    assert thread_time() - started < MOST_SECONDS
    assert "Other" in {closure.label for closure in found.closures}


WHOLE = calendar(
    event("DTSTART;TZID=Europe/Berlin:20261224T000000", "DURATION:P1D", "RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=5"),
    event("DTSTART;VALUE=DATE:20200229", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1", "EXDATE;VALUE=DATE:20270228"),
    event("DTSTART;VALUE=DATE:20261201", "UID:a", "RECURRENCE-ID;VALUE=DATE:20261201", "STATUS:CONFIRMED"),
)


def only_known_outcomes(content: bytes) -> None:
    try:
        found = calendar_files.read(content, TODAY, BERLIN)
    except CalendarFileError:
        return
    assert all(closure.first <= closure.last and len(closure.label) <= 120 for closure in found.closures)


@settings(deadline=None, max_examples=200)
@given(content=st.binary(max_size=2000))
def test_no_bytes_are_too_strange(content: bytes) -> None:
    only_known_outcomes(content)
    only_known_outcomes(
        calendar("BEGIN:VEVENT\r\n").replace(b"END:VCALENDAR", content + b"\r\nEND:VEVENT\r\nEND:VCALENDAR")
    )


@settings(deadline=None, max_examples=300)
@given(seed=st.integers(0, 2**32), places=st.integers(1, 12))
def test_no_damage_to_a_good_file_is_too_strange(seed: int, places: int) -> None:
    chance, content = random.Random(seed), bytearray(WHOLE)
    for _place in range(places):
        at = chance.randrange(len(content))
        replacement = chance.choice(
            [b"9", b"0", b"-", b";", b":", b",", b"\r\n", b"", b"T", b"Z", bytes([chance.randrange(256)])]
        )
        content[at : at + chance.randrange(3)] = replacement
    only_known_outcomes(bytes(content))
