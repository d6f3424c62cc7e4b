"""The few requests to Intercom that a handoff takes.

https://developers.intercom.com/docs/references/rest-api/api.intercom.io
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from handoff.providers.base import Customer, ProviderError, Send

HOSTS = {"us": "api.intercom.io", "eu": "api.eu.intercom.io", "au": "api.au.intercom.io"}
# Without it Intercom takes the version that the merchant's app was made with.
API_VERSION = "2.16"
# A write whose answer was lost may still be under way: a look-up right afterwards would not find it.
SETTLING_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Sender:
    """Whose words a conversation begins with. `type` is user or lead; contact means a visitor, who isn't one yet."""

    type: str
    id: str


class IntercomApi:
    def __init__(self, send: Send, host: str, token: str) -> None:
        self._send = send
        self._base = f"https://{host}"
        self._headers = {"Authorization": f"Bearer {token}", "Intercom-Version": API_VERSION}

    def contact(self, customer: Customer) -> Sender | None:
        return self._contact_with_id(customer.id) or self._contact_with_email(customer.email)

    def new_contact(self, customer: Customer) -> Sender | None:
        """None where Intercom has one already."""
        known = {"external_id": customer.id, "email": customer.email, "name": customer.name, "phone": customer.phone}
        try:
            return _as_sender(self._written("/contacts", {"role": "user", **{k: v for k, v in known.items() if v}}))
        except ProviderError as error:
            if error.status == 409:
                return None
            raise

    def start_conversation(self, sender: Sender, body: str) -> str:
        try:
            said = self._written("/conversations", {"from": {"type": sender.type, "id": sender.id}, "body": body})
        except ProviderError as error:
            # A new contact can't write at once.
            if error.status == 404:
                raise ProviderError("Intercom doesn't know this customer yet.", status=404) from None
            raise
        # Its `id` is the message's.
        return _text(said, "conversation_id")

    def conversation_about(self, ref: str, sender: Sender) -> str:
        """The id of the conversation whose first message holds the ref, or ""."""
        wanted = [_equals("source.body", ref)]
        # A visitor gets another id with the first message.
        if sender.type != "contact":
            wanted.append(_equals("contact_ids", sender.id))
        found = _items(
            self._post("/conversations/search", {"query": {"operator": "AND", "value": wanted}}), "conversations"
        )
        return _text(found[0], "id") if found else ""

    def has_note(self, conversation: str, ref: str) -> bool:
        said = self._get(f"/conversations/{quote(conversation, safe='')}")
        parts = _items(said.get("conversation_parts"), "conversation_parts")
        return any(part.get("part_type") == "note" and ref in str(part.get("body")) for part in parts)

    def own_admin_id(self) -> str:
        return _text(self._get("/me"), "id")

    def workspace(self) -> str:
        """Its name, or where Intercom tells none, ""."""
        app = self._get("/me").get("app")
        name = app.get("name") if isinstance(app, dict) else ""
        return name if isinstance(name, str) else ""

    def add_note(self, conversation: str, author: str, body: str) -> None:
        note = {"message_type": "note", "type": "admin", "admin_id": author, "body": body}
        self._written(f"/conversations/{quote(conversation, safe='')}/reply", note)

    def _contact_with_id(self, external_id: str) -> Sender | None:
        if not external_id:
            return None
        try:
            return _as_sender(self._get(f"/contacts/find_by_external_id/{quote(external_id, safe='')}"))
        except ProviderError as error:
            # Gone: merged into another contact, which the e-mail address may still find.
            if error.status in (404, 410):
                return None
            raise

    def _contact_with_email(self, email: str) -> Sender | None:
        if not email:
            return None
        found = _items(self._post("/contacts/search", {"query": _equals("email", email)}), "data")
        users_first = sorted(found, key=lambda contact: contact.get("role") != "user")
        return _as_sender(users_first[0]) if users_first else None

    def _get(self, path: str) -> dict[str, Any]:
        return _mapping(self._send("GET", self._base + path, headers=self._headers).json)

    def _written(self, path: str, json: Mapping[str, Any]) -> dict[str, Any]:
        try:
            return self._post(path, json)
        except ProviderError as error:
            if error.ambiguous:
                error.retry_after = max(error.retry_after or 0.0, SETTLING_SECONDS)
            raise

    def _post(self, path: str, json: Mapping[str, Any]) -> dict[str, Any]:
        return _mapping(self._send("POST", self._base + path, json=json, headers=self._headers).json)


def _equals(field: str, value: str) -> dict[str, str]:
    return {"field": field, "operator": "=", "value": value}


def _as_sender(contact: dict[str, Any]) -> Sender:
    return Sender("lead" if contact.get("role") == "lead" else "user", _text(contact, "id"))


def _mapping(said: Any) -> dict[str, Any]:
    if isinstance(said, dict):
        return said
    raise _unexpected()


def _items(said: Any, name: str) -> list[dict[str, Any]]:
    items = said.get(name) if isinstance(said, dict) else None
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def _text(said: dict[str, Any], name: str) -> str:
    value = said.get(name)
    if isinstance(value, (str, int)) and str(value):
        return str(value)
    raise _unexpected()


def _unexpected() -> ProviderError:
    return ProviderError("Intercom's answer is not what its documentation says.", ambiguous=True)
