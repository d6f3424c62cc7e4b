from __future__ import annotations

from handoff.providers import base
from handoff.providers.base import Repeat
from handoff.providers.shopify_inbox import ShopifyInbox
from tests.providers.contract import CONTEXT, ProviderContract
from tests.providers.recorder import Recorder


class TestContract(ProviderContract):
    provider = ShopifyInbox


def test_the_customers_own_request_stands_ready_to_send() -> None:
    inbox = ShopifyInbox({}, {})
    assert inbox.launch(CONTEXT).options == {"prefill": f"{CONTEXT.request}\n\nRef {CONTEXT.ref}"}
    assert inbox.deliver(CONTEXT, Recorder()) == base.Delivery(base.PREFILLED)
    [shown] = inbox.team_sees(CONTEXT)
    assert shown.paragraphs == (inbox.launch(CONTEXT).options["prefill"],)


def test_the_message_box_stays_empty_where_the_merchant_wants_it() -> None:
    empty = ShopifyInbox({"prefill": "no"}, {})
    assert empty.launch(CONTEXT).options == {}
    assert empty.deliver(CONTEXT, Recorder()) == base.Delivery(base.NONE, reason="not_supported")
    assert empty.team_sees(CONTEXT) == ()


def test_nothing_is_sent_by_a_server_so_nothing_can_be_repeated() -> None:
    assert ShopifyInbox.repeat is Repeat.NONE
    assert not ShopifyInbox({}, {}).connected
