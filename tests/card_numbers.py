"""Payment card numbers as customers write them: made up, of all schemes, in many separators, scripts and sentences."""

from __future__ import annotations

import random
from collections.abc import Iterator

# Scheme, how its numbers begin, their lengths.
SCHEMES = (
    ("Visa", ("4",), (13, 16, 19)),
    ("Mastercard", ("51", "52", "53", "54", "55", "2221", "2345", "2500", "2720"), (16,)),
    ("American Express", ("34", "37"), (15,)),
    ("Discover", ("6011", "644", "649", "65"), (16, 19)),
    ("Diners Club", ("300", "305", "3095", "36", "38", "39"), (14,)),
    ("JCB", ("3528", "3550", "3589"), (16, 19)),
    ("UnionPay", ("62",), (16, 17, 18, 19)),
    ("Maestro", ("5018", "5020", "5038", "5893", "6304", "6759", "6761", "6762", "6763"), (12, 13, 14, 15, 16, 18, 19)),
    ("RuPay", ("60", "65", "81", "82", "508"), (16,)),
    ("Mir", ("2200", "2201", "2204"), (16, 19)),
    ("Elo", ("504175", "506700", "509040", "627780", "636297", "636368"), (16,)),
    ("Verve", ("506105", "507870"), (16, 19)),
    ("Troy", ("9792",), (16,)),
)
SEPARATORS = (
    *("", "", "", " ", " ", " ", "-", "-", ".", "/", "_", "\N{NO-BREAK SPACE}", "\N{THIN SPACE}", "\N{EN DASH}", "\n"),
    *("\N{ZERO WIDTH SPACE}", "\N{FIGURE SPACE}", "\N{NON-BREAKING HYPHEN}", " - ", "  ", "\N{NARROW NO-BREAK SPACE}"),
)
# The first digit of each script.
SCRIPTS = ("0", "0", "0", "0", "0", "٠", "۰", "०", "０", "০", "𝟎")
SENTENCES = (
    *("{}", "{}", "{}", "My card number is {}.", "card: {}", "I paid with {}, thanks", "{} is what I used"),
    *("Please charge {} instead", "Here it is: {} exp 12/27", "my visa {} was charged twice for order 1001"),
    *("Meine Karte ist {}", "mi tarjeta es {}", "order 77 {}", "({})", "It ends in 4242, the whole is {} 12/26 123"),
    *("no parcel came, and {} was debited on 12.11.2026", "カード番号は{}です", "refund to {}!"),
)


def check_digit(digits: str) -> str:
    total = 0
    for place, sign in enumerate(reversed(digits)):
        value = int(sign) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def a_card_number(rng: random.Random) -> str:
    _, prefixes, lengths = rng.choice(SCHEMES)
    body = rng.choice(prefixes)
    length = rng.choice(lengths)
    body += "".join(rng.choice("0123456789") for _ in range(length - 1 - len(body)))
    return body + check_digit(body)


def groups_of(rng: random.Random, number: str) -> list[str]:
    """As printed on the card, in fours, or now and then in twos, threes or one by one."""
    if len(number) in (14, 15) and rng.random() < 0.6:
        return [number[:4], number[4:10], number[10:]]
    size = rng.choice((4, 4, 4, 4, 4, 4, 1, 2, 3, 5, 6))
    return [number[start : start + size] for start in range(0, len(number), size)]


def written(rng: random.Random, number: str) -> str:
    separator = rng.choice(SEPARATORS)
    groups = groups_of(rng, number) if separator else [number]
    if separator and rng.random() < 0.1:
        parts = [group + rng.choice(" -") for group in groups]
        text = "".join(parts)[:-1]
    else:
        text = separator.join(groups)
    zero = ord(rng.choice(SCRIPTS))
    return "".join(chr(zero + int(sign)) if sign in "0123456789" else sign for sign in text)


def card_texts(count: int, seed: int) -> Iterator[tuple[str, str]]:
    """The number as written, and the text that holds it."""
    rng = random.Random(seed)
    for _ in range(count):
        number = written(rng, a_card_number(rng))
        yield number, rng.choice(SENTENCES).format(number)
