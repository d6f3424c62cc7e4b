"""Numbers of orders, parcels, goods, phones and moments as customers write them: made up, and none of a card."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

from tests.card_numbers import check_digit

Maker = Callable[[random.Random], str]


def _digits(rng: random.Random, count: int) -> str:
    return "".join(rng.choice("0123456789") for _ in range(count))


def _letters(rng: random.Random, count: int) -> str:
    return "".join(rng.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ") for _ in range(count))


def _mod_ten(body: str) -> str:
    """The check digit of goods' numbers and of many parcels': three times, once, in turn from the right."""
    total = sum(int(sign) * (3 if place % 2 == 0 else 1) for place, sign in enumerate(reversed(body)))
    return body + str(-total % 10)


def _in_fours(text: str) -> str:
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def _moment(rng: random.Random) -> datetime:
    return datetime(2020, 1, 1, tzinfo=UTC) + timedelta(
        seconds=rng.randrange(220_000_000), milliseconds=rng.randrange(999)
    )


MAKERS: dict[str, Maker] = {
    "Amazon": lambda r: f"{r.choice('1234057')}{_digits(r, 2)}-{_digits(r, 7)}-{_digits(r, 7)}",
    "Shopify": lambda r: f"#{r.randrange(1001, 99_999)}",
    "Shopify id": lambda r: str(r.randrange(10**12, 7 * 10**12)),
    "WooCommerce": lambda r: str(r.randrange(100, 999_999)),
    "Magento": lambda r: f"{r.randrange(1, 9)}{r.randrange(10**8):08}",
    "eBay": lambda r: f"{_digits(r, 2)}-{_digits(r, 5)}-{_digits(r, 5)}",
    "Etsy": lambda r: _digits(r, 10),
    "UPS": lambda r: f"1Z{_letters(r, 1)}{_digits(r, 2)}{_letters(r, 1)}{_digits(r, 12)}",
    "UPS in parts": lambda r: (
        f"1Z {_digits(r, 3)} {_letters(r, 1)}{_digits(r, 2)} {_digits(r, 2)} {_digits(r, 4)} {_digits(r, 4)}"
    ),
    "FedEx 12": lambda r: _digits(r, 12),
    "FedEx 12 in fours": lambda r: _in_fours(_digits(r, 12)),
    "FedEx 15": lambda r: _digits(r, 15),
    "FedEx 20": lambda r: _digits(r, 20),
    "USPS 20": lambda r: _mod_ten(f"9{r.choice('12345')}{_digits(r, 17)}"),
    "USPS 22": lambda r: _mod_ten(f"9{r.choice('12345')}{_digits(r, 19)}"),
    "USPS in fours": lambda r: _in_fours(_mod_ten(f"9{r.choice('12345')}{_digits(r, 19)}")),
    "DHL": lambda r: _digits(r, 10),
    "DHL eCommerce": lambda r: f"GM{_digits(r, 18)}",
    "DHL Paket": lambda r: f"00340434{_digits(r, 12)}",
    "JJD": lambda r: f"JJD{_digits(r, 18)}",
    "Royal Mail": lambda r: f"{_letters(r, 2)}{_digits(r, 9)}GB",
    "Royal Mail in parts": lambda r: f"{_letters(r, 2)} {_digits(r, 4)} {_digits(r, 4)} {_digits(r, 1)}GB",
    "DPD": lambda r: f"{r.choice(('01', '09', '15', '05', '13'))}{_digits(r, 12)}",
    "Evri": lambda r: f"{r.choice('HT')}{_digits(r, 2)}{_letters(r, 2)}{_digits(r, 11)}",
    "Evri 16": lambda r: f"{r.choice('789')}{_digits(r, 15)}",
    "GLS": lambda r: _digits(r, 11),
    "Canada Post": lambda r: f"{r.choice('7147')}{_digits(r, 15)}",
    "Canada Post in fours": lambda r: _in_fours(f"7{_digits(r, 15)}"),
    "Australia Post": lambda r: f"{_digits(r, 2)}{_letters(r, 3)}{_digits(r, 7)}",
    "SF Express": lambda r: f"SF{_digits(r, 13)}",
    "China Post": lambda r: f"{r.choice(('RB', 'LP', 'CY', 'EV'))}{_digits(r, 9)}CN",
    "Yamato": lambda r: f"{_digits(r, 4)}-{_digits(r, 4)}-{_digits(r, 4)}",
    "EAN-13": lambda r: _mod_ten(_digits(r, 12)),
    "UPC": lambda r: _mod_ten(_digits(r, 11)),
    "ISBN": lambda r: _mod_ten(f"97{r.choice('89')}{_digits(r, 9)}"),
    "IMEI": lambda r: (body := f"{r.choice(('35', '86', '01', '99'))}{_digits(r, 12)}") + check_digit(body),
    "phone": lambda r: f"+{r.choice(('1', '44', '49', '33', '351'))} {_digits(r, 3)} {_digits(r, 3)} {_digits(r, 4)}",
    "phone, bare": lambda r: f"{r.choice(('1', '44', '49151', '33', '91'))}{_digits(r, 9)}",
    "date": lambda r: _moment(r).strftime(r.choice(("%d.%m.%Y", "%Y-%m-%d", "%m/%d/%Y %H:%M"))),
    "timestamp": lambda r: _moment(r).strftime(
        r.choice(("%Y-%m-%dT%H:%M:%S.%fZ", "%Y%m%d%H%M%S", "%Y-%m-%d %H:%M:%S"))
    ),
    "unix": lambda r: str(int(_moment(r).timestamp() * r.choice((1, 1000)))),
    "UUID": lambda r: str(uuid.UUID(int=r.getrandbits(128), version=4)),
    "price list": lambda r: ", ".join(f"{r.randrange(5, 300)}.{r.randrange(100):02}" for _ in range(4)),
    "orders": lambda r: ", ".join(f"#{r.randrange(1001, 9999)}" for _ in range(4)),
}
SENTENCES = (
    *("{}", "{}", "{}", "my order number is {}", "Order {} never came", "Where is my parcel? Tracking number {}."),
    *("tracking: {}", "It says {} and nothing else", "order no. {} please", "Bestellnummer {}", "número de pedido: {}"),
    *("I paid order {} by card and want my money back", "Ref {} - thanks", "({})", "{} has not moved since Monday"),
)


def shop_texts(count: int, seed: int) -> Iterator[tuple[str, str]]:
    """What it is the number of, and a text that holds it."""
    rng = random.Random(seed)
    names = list(MAKERS)
    for _ in range(count):
        name = rng.choice(names)
        yield name, rng.choice(SENTENCES).format(MAKERS[name](rng))
