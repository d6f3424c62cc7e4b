"""The reason that an author gives with a command reaches the human agent, whichever way the handoff begins."""

from __future__ import annotations

import pytest

from handoff import contexts
from handoff.models import DecisionRecord, Handoff
from tests import builders
from tests.admin_builders import a_client_of
from tests.runtime import Shop

pytestmark = pytest.mark.django_db
LINE = "The playbook says: damaged order"


def a_shop(arguments: str) -> tuple[Shop, dict[str, str]]:
    """And what its runtime names where the command is reached."""
    shop = Shop()
    playbook = builders.a_playbook(shop.brand, shop.agent, text=f"Broken: /Handoff to support ({arguments})")
    return shop, {"trigger": "playbook", "directive": f"{playbook.published_id}.1"}


def context_for_people(handoff: Handoff) -> str:
    return contexts.context_of(handoff, "The summary.").summary


def test_a_command_that_was_reached_tells_its_reason_to_the_human_agent() -> None:
    shop, reached = a_shop("reason: damaged order")
    assert shop.start(*builders.HELPED, **reached).status_code == 201
    handoff = Handoff.objects.get()
    assert handoff.playbook_reason == "damaged order"
    assert context_for_people(handoff) == f"{LINE}\nThe summary."
    page = a_client_of(shop.brand).get(f"/admin/handoff/handoff/{handoff.pk}/change/").content.decode()
    assert "The playbook says" in page
    assert "damaged order" in page


def test_a_command_that_asks_first_tells_it_once_the_customer_has_said_yes() -> None:
    shop, reached = a_shop("reason: damaged order; ask first: yes")
    offer = shop.decide(*builders.HELPED, conversation="c", **reached).json()
    assert (offer["verdict"], offer["reason"]) == ("offer", "playbook")
    assert DecisionRecord.objects.get().playbook_reason == "damaged order"
    assert shop.runtime.post(f"decisions/{offer['id']}/accept/").status_code == 201
    assert Handoff.objects.get().playbook_reason == "damaged order"


def test_a_yes_in_words_tells_it_too() -> None:
    shop, reached = a_shop("reason: damaged order; ask first: yes")
    offer = shop.decide(*builders.HELPED, conversation="c", **reached).json()
    said = (*builders.HELPED, ("agent", offer["sentence"]), ("customer", "Yes, please."))
    assert shop.start(*said, conversation="c").status_code == 201
    assert context_for_people(Handoff.objects.get()).startswith(LINE)


def test_a_customer_who_asks_for_a_human_was_not_led_there_by_a_playbook() -> None:
    shop, reached = a_shop("reason: damaged order")
    assert shop.start(*builders.ASKS_FOR_HUMAN, **reached).status_code == 201
    handoff = Handoff.objects.get()
    assert (handoff.trigger, handoff.playbook_reason) == ("customer_request", "")
    assert context_for_people(handoff) == "The summary."


def test_an_offer_that_no_playbook_led_to_tells_none() -> None:
    shop, reached = a_shop("reason: damaged order; ask first: yes")
    shop.decide(*builders.HELPED, conversation="c", **reached)
    later = (*builders.HELPED, ("customer", "And where is order 1002?"), ("agent", "On its way."))
    offer = shop.decide(*later, conversation="c", trigger="agent").json()
    assert shop.runtime.post(f"decisions/{offer['id']}/accept/").status_code == 201
    assert Handoff.objects.get().playbook_reason == ""


@pytest.mark.parametrize("reason", ["<b>x</b> {{ y }}\u202e", "é" * 900, "4111 1111 1111 1111 was charged"])
def test_a_reason_of_any_kind_is_made_fit_for_a_note(reason: str) -> None:
    shop, reached = a_shop(f"reason: {reason}")
    assert shop.start(*builders.HELPED, **reached).status_code == 201
    told = Handoff.objects.get().playbook_reason
    assert 0 < len(told) <= 200
    assert not any(sign in told for sign in ("<b>", "{{", "\u202e", "4111 1111 1111 1111"))


def test_without_a_reason_there_is_no_line() -> None:
    shop, reached = a_shop("ask first: no")
    assert shop.start(*builders.HELPED, **reached).status_code == 201
    assert context_for_people(Handoff.objects.get()) == "The summary."
