"""The text of a RRULE as a Rule. Pure."""

from __future__ import annotations

from datetime import date

from handoff.imports.recurrences import DAILY, FREQUENCIES, WEEKLY, Rule

_PARTS = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS", "WKST"}
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LONGEST = 500


def read_rule(text: str) -> Rule:
    """Raises ValueError for what is no rule, or one that is about hours, weeks of the year or other calendars."""
    if len(text) > _LONGEST:
        raise ValueError("A rule of so many parts is none.")
    pairs = [part.split("=", 1) for part in text.strip().upper().rstrip(";").split(";")]
    parts = {name.strip(): value.strip() for name, value in pairs}
    rule = Rule(
        parts.get("FREQ", ""),
        int(parts.get("INTERVAL", 1)),
        int(parts["COUNT"]) if "COUNT" in parts else None,
        # Of a time, its day.
        date.fromisoformat(parts["UNTIL"][:8]) if "UNTIL" in parts else None,
        months=_numbers(parts, "BYMONTH"),
        month_days=_numbers(parts, "BYMONTHDAY"),
        weekdays=tuple(_weekday(value.strip()) for value in parts["BYDAY"].split(",")) if "BYDAY" in parts else (),
        positions=_numbers(parts, "BYSETPOS"),
        week_start=_WEEKDAYS.index(parts.get("WKST", "MO")),
    )
    if len(parts) < len(pairs) or not parts.keys() <= _PARTS or not _makes_sense(rule):
        raise ValueError("No rule for whole days.")
    return rule


def _makes_sense(rule: Rule) -> bool:
    numbered = any(n for n, _weekday in rule.weekdays)
    return (
        rule.frequency in FREQUENCIES
        and rule.interval >= 1
        and (rule.count is None or rule.count >= 1)
        and not (numbered and rule.frequency in (WEEKLY, DAILY))
        and all(abs(n) <= 53 for n, _weekday in rule.weekdays)
    )


def _numbers(parts: dict[str, str], name: str) -> tuple[int, ...]:
    return tuple(int(value) for value in parts[name].split(",")) if name in parts else ()


def _weekday(text: str) -> tuple[int, int]:
    return int(text[:-2] or 0), _WEEKDAYS.index(text[-2:])
