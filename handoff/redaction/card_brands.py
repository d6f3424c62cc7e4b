"""Which numbers the card schemes give out: how they begin, and how long they are. Pure."""

from __future__ import annotations

from collections.abc import Sequence

_Range = tuple[int, int]


def _ranges(text: str) -> tuple[_Range, ...]:
    """`"51-55 2221-2720"`: each is written as long as the beginning that it names."""
    pairs = (part.partition("-") for part in text.split())
    return tuple((int(low.ljust(_PREFIX, "0")), int((high or low).ljust(_PREFIX, "9"))) for low, _, high in pairs)


_PREFIX = 6
# As the schemes publish them, and what issuers still use of schemes that are gone.
_BRANDS: dict[str, tuple[tuple[_Range, ...], frozenset[int]]] = {
    name: (_ranges(prefixes), frozenset(lengths))
    for name, prefixes, lengths in (
        ("Visa", "4", (13, 16, 19)),
        ("Mastercard", "51-55 2221-2720", (16,)),
        ("American Express", "34 37", (15,)),
        ("Discover", "6011 644-649 65", (16, 17, 18, 19)),
        ("Diners Club", "300-305 3095 36 38 39", (14, 16, 19)),
        ("JCB", "3528-3589", (16, 17, 18, 19)),
        ("JCB, old", "2131 1800", (15,)),
        ("UnionPay", "62 810-817", (16, 17, 18, 19)),
        (
            "Maestro",
            "5018 5020 5038 5612 5893 6304 6390 67 0604",
            (12, 13, 14, 15, 16, 17, 18, 19),
        ),
        ("RuPay", "508 60 65 81 82 353 356", (16,)),
        ("Mir", "2200-2205", (16, 17, 18, 19)),
        ("Elo", "504175 5067 509 627780 636297 636368", (16,)),
        ("Verve", "506099-506198 507865-507964", (16, 18, 19)),
        ("Hipercard", "606282 637 384100-384160", (13, 16, 19)),
        ("Troy", "9792", (16,)),
        ("Dankort", "5019", (16,)),
        ("InterPayment", "636", (16, 17, 18, 19)),
        ("InstaPayment", "637-639", (16,)),
        ("Humo and Uzcard", "9860 8600 5614", (16,)),
        ("Switch and Solo", "564182 633110 6333 6334", (16, 18, 19)),
        ("Cabal and Naranja", "6042 6043 5896 589562 603522 589657", (16,)),
        ("Bankcard", "5610 560221-560225", (16,)),
        ("Meeza", "507803-507810", (16, 19)),
    )
}


def has_a_brand(digits: Sequence[int]) -> bool:
    prefix, length = int("".join(map(str, digits[:_PREFIX]))), len(digits)
    return any(
        length in lengths and any(low <= prefix <= high for low, high in ranges) for ranges, lengths in _BRANDS.values()
    )


def passes_luhn(digits: Sequence[int]) -> bool:
    """Right by the formula of the check digit that all card numbers have."""
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[-2::-2])
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0
