"""What customers are told: grammatical for each set of ways to reach the team that a merchant may name."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from handoff import sentences
from handoff.sentences import GOES_ON, NO_CONTACTS, Contacts

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 27, 21, 0, tzinfo=BERLIN)
OPENS = datetime(2026, 11, 30, 9, 30, tzinfo=BERLIN)
EMAIL, PHONE, PAGE = "help@shop.example", "+1 555 0100", "https://shop.example/help"

WAYS = [
    (Contacts(EMAIL), f"You can also write to {EMAIL}."),
    (Contacts(phone=PHONE), f"You can also call {PHONE}."),
    (Contacts(page=PAGE), f"You can also visit {PAGE}."),
    (Contacts(EMAIL, PHONE), f"You can also write to {EMAIL} or call {PHONE}."),
    (Contacts(EMAIL, page=PAGE), f"You can also write to {EMAIL} or visit {PAGE}."),
    (Contacts(phone=PHONE, page=PAGE), f"You can also call {PHONE} or visit {PAGE}."),
    (Contacts(EMAIL, PHONE, PAGE), f"You can also write to {EMAIL}, call {PHONE} or visit {PAGE}."),
]


@pytest.mark.parametrize(("contacts", "ending"), WAYS)
def test_each_sentence_ends_with_the_ways_that_there_are(contacts: Contacts, ending: str) -> None:
    for said in (
        sentences.outside_hours(NOW, OPENS, "Europe/Berlin", contacts),
        sentences.outside_hours(NOW, None, "Europe/Berlin", contacts),
        sentences.no_humans_here(contacts),
        sentences.chat_not_opened(contacts),
    ):
        assert said.endswith(f"{GOES_ON} {ending}")


def test_without_any_way_nothing_is_added() -> None:
    for said in (
        sentences.outside_hours(NOW, OPENS, "Europe/Berlin", NO_CONTACTS),
        sentences.outside_hours(NOW, None, "Europe/Berlin"),
        sentences.no_humans_here(NO_CONTACTS),
        sentences.chat_not_opened(NO_CONTACTS),
    ):
        assert said.endswith(GOES_ON)


def test_the_whole_sentence_while_closed() -> None:
    assert sentences.outside_hours(NOW, OPENS, "Europe/Berlin", Contacts(EMAIL, PHONE)) == (
        "I'm sorry, our support team isn't there right now. They're back on Monday at 9:30 AM (Europe/Berlin time). "
        "Until then, I'm happy to keep helping you right here. "
        "You can also write to help@shop.example or call +1 555 0100."
    )


def test_only_the_ways_that_there_are_have_names() -> None:
    assert Contacts(EMAIL, page=PAGE).named() == {"email": EMAIL, "page": PAGE}
    assert NO_CONTACTS.named() == {}
