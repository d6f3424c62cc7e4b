"""What the admin says of hours, handoffs and their history, in the merchant's words. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from handoff.availability import DAY_MINUTES, Availability
from handoff.fortnight import ClockChange, Day

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NO_ZONE = "Closed: the time zone no longer exists"
NEVER = "Closed, and never opens"

REASONS = {
    "customer_request": "The customer asked for a human",
    "offer_accepted": "The customer accepted an offer",
    "playbook": "A playbook says so",
    "topic": "The topic always goes to your team",
    "stuck": "The customer was stuck",
    "agent": "The Agent asked to",
    "no_trigger": "A test in which nothing called for a human",
}
CONTEXT = {
    "pending": "The context is on its way to your team",
    "delivered": "The context reached your team",
    "delivered_late": "The context reached your team late",
    "not_supported": "No context was passed",
    "failed": "The context could not be passed",
    "unknown": "It is not known whether the context reached your team",
}
CARRIED_BY_BROWSER = "The context goes to your team with the customer's browser"
CHAT = {
    "pending": "The support chat is opening",
    "opened": "The support chat opened in the customer's browser",
    "failed": "The support chat did not open",
    "closed": "The support chat was closed",
}
ENDINGS = {
    "returned": "Given back to the AI agent",
    "chat_failed": "The chat did not open, so the AI agent helps again",
    "chat_closed": "The chat was closed, so the AI agent helps again",
    "not_opened": "The chat was not opened in time, so the AI agent helps again",
    "silence": "Nothing was heard of the chat for a long time, so the AI agent helps again",
    "erased": "The customer's data were erased",
}
DETAILS = {
    "not_supported": "",
    "confirmed_by_browser": "",
    "not_confirmed_by_browser": "the customer's browser did not confirm it",
    "ready_to_send": "it stands in the customer's message box, ready to send",
    "given_to_chat": "the chat took it as the customer's first message",
    "waits_for_chat": "it follows the chat into the platform",
    "customer_wrote_nothing": "no chat with the customer appeared at the platform that it could have been added to",
    "chat_not_found": "the chat opened, and was not found at the platform",
    "email_unknown": "the platform finds customers by their e-mail address, and none was given",
    "no_attempt_came_to_an_end": "the worker was interrupted while it passed it on",
    "platform_never_answered": "the platform did not answer for as long as it was tried",
    "provider_changed": "another platform was chosen meanwhile",
    "found_there": "it was looked for at the platform, and is there",
    "erased": "the customer's data were erased",
    "removed": "what was said of it is no longer kept",
    "anonymous_customer": "nothing is known of this customer that the platform could find them by",
    "closed_by_team": "your team closed it at the platform",
    # What the storefront's script reports.
    "widget_absent": "the platform's chat widget is not on the page",
    "widget_blocked": "the platform's chat widget was kept from loading, as by an ad blocker or the page's own rules",
    "widget_timeout": "the platform's chat widget did not get ready in time",
    "widget_inert": "the platform's chat widget was told to open and did not",
    "widget_busy": "the platform's chat takes no other conversation, and showed none that is open",
    "team_unavailable": "the platform itself said that nobody of your team was there",
    "expired": "the page opened the chat too late",
    "launch_unavailable": "the page could not reach Handoff in time",
    "unsupported": "the page has an old version of the storefront's script",
    "unexpected": "a fault in the storefront's script",
}
EVENTS = {
    "started": "Handed off to your team",
    "reopened": "The customer's browser asked for the chat again",
    "visitor_known": "The customer's browser told who is chatting",
    "attempt_failed": "Passing the context did not work and is tried again",
    "context_waits": "The context follows as soon as the customer's chat has begun at the platform",
    "redriven": "had the context sent again",
    "masked": "removed before anything was passed on",
}
# What redaction takes out: one of it, and several.
SECRETS = {
    "card": ("card number", "card numbers"),
    "security_code": ("security code", "security codes"),
    "bank_account": ("bank account", "bank accounts"),
    "password": ("password", "passwords"),
    "key": ("key", "keys"),
}


def state(availability: Availability, now: datetime, *, restricted: bool) -> str:
    """The team's hours at this instant."""
    if not restricted:
        return "Open at all hours"
    if availability.unknown_timezone:
        return NO_ZONE
    if availability.open_now:
        end = availability.closes_at
        until = f"until {_when(now, end)}" if end else "without an end"
        return f"Open now, {until} ({availability.timezone})"
    start = availability.next_open_at
    if start is None:
        return NEVER
    return f"Closed, opens {_when(now, start, always_day=True)} ({ahead(start - now)}), {availability.timezone}"


def offers(availability: Availability, now: datetime, margin: timedelta) -> str:
    """From when on nothing is offered any more, where that is before closing; "" where it is not."""
    if not (availability.closes_at and margin):
        return ""
    last = availability.closes_at - margin
    if last <= now:
        return "No more offers until closing; a customer who asks for a human still gets one"
    return f"Closes for offers at {_when(now, last.astimezone(availability.closes_at.tzinfo))}"


def ahead(span: timedelta) -> str:
    """`in 45 min`, `in 14 h`, `in 3 days`."""
    minutes = -(-span // timedelta(minutes=1))
    if minutes < 60:
        return f"in {minutes} min"
    hours = round(minutes / 60)
    return f"in {hours} h" if hours < 48 else f"in {round(hours / 24)} days"


def _when(now: datetime, then: datetime, *, always_day: bool = False) -> str:
    local = now.astimezone(then.tzinfo)
    clock = f"{then:%H:%M}"
    if then.date() == local.date() and not always_day:
        return clock
    day = DAYS[then.weekday()]
    if then.date() - local.date() >= timedelta(days=7):
        day = f"{day}, {then.day} {then:%b %Y},"
    return f"{day} {clock}"


def clock_change(change: ClockChange) -> str:
    return f"clocks go {'back' if change.back else 'forward'} {change.before:%H:%M} → {change.after:%H:%M}"


def stretches(day: Day) -> str:
    """`08:00 to 12:00, 13:00 to 20:00`, of one drawn day."""
    if [(stretch.starts, stretch.ends) for stretch in day.stretches] == [(0, DAY_MINUTES)]:
        return "open all day"
    spans = [f"{_clock(stretch.starts)} to {_clock(stretch.ends)}" for stretch in day.stretches]
    return ", ".join(spans) or "closed"


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def moment(at: datetime | None, zone: str) -> str:
    """`22 Nov 2026, 17:46` on the clocks of that zone; of UTC where there is no such zone."""
    if at is None:
        return "–"
    local = at.astimezone(_zone(zone))
    return f"{local.day} {local:%b %Y, %H:%M}"


def day_and_moment(at: datetime, zone: str) -> str:
    """`Sunday, 22 Nov 2026, 17:46 (Europe/Berlin)`, on the clocks of that zone."""
    return f"{DAYS[at.astimezone(_zone(zone)).weekday()]}, {moment(at, zone)} ({zone})"


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return UTC


def reason(code: str) -> str:
    return REASONS.get(code) or _plain(code)


def event(name: str, detail: Mapping[str, object]) -> str:
    """One line of the history."""
    why = str(detail.get("reason") or "")
    status = str(detail.get("status") or "")
    if name == "ended":
        return ENDINGS.get(why) or _with("The AI agent helps again", why)
    if name == "started":
        return EVENTS[name]
    if name == "masked":
        return _masked(detail)
    if name == "redriven":
        return f"{detail.get('by') or 'Somebody'} {EVENTS[name]}"
    if name in ("context", "chat"):
        if not status:
            return CARRIED_BY_BROWSER
        return _with((CONTEXT if name == "context" else CHAT).get(status) or _plain(status), why)
    return _with(EVENTS.get(name) or _plain(name), why)


def _masked(counts: Mapping[str, object]) -> str:
    """`2 card numbers and 1 password were removed before anything was passed on`."""
    known = {kind: count for kind, count in counts.items() if kind in SECRETS and isinstance(count, int) and count > 0}
    named = [f"{count} {SECRETS[kind][count > 1]}" for kind, count in known.items()]
    *first, last = named or ["Secrets"]
    several = len(named) != 1 or sum(known.values()) > 1
    listed = f"{', '.join(first)} and {last}" if first else last
    return f"{listed} {'were' if several else 'was'} {EVENTS['masked']}"


def _with(words: str, why: str) -> str:
    more = DETAILS.get(why, why if " " in why else why.replace("_", " "))
    return f"{words}: {more}" if more else words


def _plain(code: str) -> str:
    return code.replace("_", " ").capitalize()
