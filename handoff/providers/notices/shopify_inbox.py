"""Shopify's mandatory webhooks about customers' data: the body is signed with the app's client secret. Pure.

Neither the topic nor the id of the webhook is signed, so what is asked for is read from the body itself.
https://shopify.dev/docs/apps/build/compliance/privacy-law-compliance
"""

from __future__ import annotations

from base64 import b64encode
from datetime import datetime

from handoff.providers.notices.base import (
    ERASE_CUSTOMER,
    ERASE_SHOP,
    EXPORT_CUSTOMER,
    Headers,
    Notice,
    NoticeForm,
    Said,
    digest,
    id_in,
    mac,
    part,
    same,
    text_in,
)

SIGNATURE = "X-Shopify-Hmac-Sha256"
TOPIC = "X-Shopify-Topic"
TOPICS = {
    "customers/data_request": EXPORT_CUSTOMER,
    "customers/redact": ERASE_CUSTOMER,
    "shop/redact": ERASE_SHOP,
}


class ShopifyNotices(NoticeForm):
    kinds = tuple(TOPICS.values())
    title = "Let Shopify ask for customers' data to be handed over or erased"
    steps = (
        "In Shopify's Partner Dashboard or Dev Dashboard open your app, and there its compliance webhooks.",
        "Paste the address below for all three of them: customer data request, customer data erasure, shop data "
        "erasure.",
        "On the app's page Settings copy the client secret, and save it here.",
    )
    entered = "Client secret"
    entered_help = "In the dashboard, among the app's credentials."

    def proven(self, secret: str, headers: Headers, raw: bytes, now: datetime) -> bool:
        return same(headers.get(SIGNATURE, ""), b64encode(mac("sha256", secret, raw).digest()).decode())

    def read(self, headers: Headers, raw: bytes, said: Said) -> Notice:
        kind, customer = _asked(said), part(said, "customer")
        if not kind or TOPICS.get(headers.get(TOPIC, "")) != kind:
            return Notice(digest(raw))
        email, phone = text_in(customer, "email"), text_in(customer, "phone")
        return Notice(digest(raw), kind, customer_id=id_in(customer, "id"), customer_email=email, customer_phone=phone)


def _asked(said: Said) -> str:
    if "customer" not in said:
        return ERASE_SHOP if id_in(said, "shop_id") and "shop_domain" in said else ""
    if "data_request" in said:
        return EXPORT_CUSTOMER
    return ERASE_CUSTOMER if "orders_to_redact" in said else ""
