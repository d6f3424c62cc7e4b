"""The playbooks that are read: 10,000 signs each, as a shop writes them and as nobody should."""

from __future__ import annotations

from dataclasses import dataclass

SIZE = 10_000
COMMAND = "/Handoff to support"
# Written for this benchmark: steps and sentences as shops' playbooks have them.
STEPS = """\
## Damaged on arrival
1. Ask for the order number and the name on the order, and look both up.
2. Ask for a photo or a short description. Do not ask twice for what the customer has already sent.
3. Dates are written with the month first (for orders from abroad as well).
   - If the order is younger than 30 days, offer a replacement or a refund, whichever the customer likes better.
   - If it is older, explain the warranty in your own words.
4. Sum up in one sentence what was agreed, and ask whether there is anything else.

"""
# Real playbooks have about five slashes in 10 kB.
SLASHES = "Write dates as MM/DD/YYYY. Warranty: https://shop.example/warranty\n\n"
WITH_CODE = "The carrier's answer is `in_transit`, `delivered` or `lost`; call `get_order` first.\n"
WITH_ARGUMENTS = f"{COMMAND} (reason: damaged order; ask first: yes; collect: email, order number)\n"


@dataclass(frozen=True, slots=True)
class Case:
    name: str
    text: str
    directives: int
    is_prose: bool = True


def _filled(*written: str) -> str:
    """The steps, with what is written spread over them."""
    sections = [STEPS] * (SIZE // len(STEPS) + 1)
    for number, piece in enumerate(written):
        place = 1 + number * (len(sections) - 2) // len(written)
        sections[place] = piece + sections[place]
    return (SLASHES + "".join(sections))[:SIZE]


def _again(unit: str) -> str:
    return unit * (SIZE // len(unit))


CASES = (
    Case("no command", _filled(), 0),
    Case("one command", _filled(f"If they insist: {COMMAND}\n"), 1),
    Case("three commands", _filled(*[f"If they insist: {COMMAND}\n"] * 3), 3),
    Case("eight with arguments", _filled(*[WITH_ARGUMENTS] * 8), 8, is_prose=False),
    Case("three, and code", _filled(*[f"{WITH_CODE}{COMMAND}\n"] * 3), 3, is_prose=False),
    Case("nothing but slashes", "/" * SIZE, 0, is_prose=False),
    Case("nothing but commands", _again(f"{COMMAND} "), SIZE // 20, is_prose=False),
)
