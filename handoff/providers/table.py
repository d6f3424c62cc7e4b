"""What each platform can do, as the README's table: made of the classes, so that it can't differ from them. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from handoff.providers import ways
from handoff.providers.base import BROWSER_FIELDS, Provider, Repeat

BEGIN = "<!-- platforms: written by `python3 dev.py manage platforms --write` -->"
END = "<!-- /platforms -->"
COLUMNS = (
    "platform",
    "context, with all fields filled in",
    "context, with none",
    "what the customer sees",
    "a delivery that may have arrived",
    "requests it takes",
)
REPEATS = {
    Repeat.NATIVE_KEY: "is repeated with the same id, which the platform takes once",
    Repeat.LOOK_UP: "is looked for before anything is sent again",
    Repeat.NONE: "is not repeated",
}


def markdown(platforms: Iterable[type[Provider]]) -> str:
    rows = [COLUMNS, ("---",) * len(COLUMNS), *map(_row, platforms)]
    return "".join(f"| {' | '.join(cell.replace('|', '&#124;') for cell in row)} |\n" for row in rows)


def renewed(text: str, platforms: Iterable[type[Provider]]) -> str:
    """The text with the present table between its two marks. Raises ValueError where it has no such marks."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"There is no place for the table: a line {BEGIN}, and below it a line {END}.")
    return f"{before}{BEGIN}\n{markdown(platforms)}{END}{after}"


def _row(platform: type[Provider]) -> tuple[str, ...]:
    return (
        f"**{platform.label}**",
        _ways_of(_filled_in(platform)),
        ways.cell(platform({}, {}).context_via()),
        platform.customer_sees,
        REPEATS[platform.repeat] if platform.together else "Nothing is sent by the server",
        platform.rate_limit,
    )


def _ways_of(provider: Provider) -> str:
    """Fields go along with the chat, whatever follows it."""
    best, fields = provider.context_via(), provider.browser_via() == BROWSER_FIELDS
    return ways.cell(best) + (f", and {ways.WAYS[BROWSER_FIELDS]}" if fields and best != BROWSER_FIELDS else "")


def _filled_in(platform: type[Provider]) -> Provider:
    """With the examples, and something in each secret."""
    plain = {setting.name: setting.example for setting in platform.settings_fields if not setting.secret}
    return platform(plain, {setting.name: "-" for setting in platform.settings_fields if setting.secret})
