"""The few requests to Intercom that a handoff takes.

https://developers.intercom.com/docs/references/rest-api/api.intercom.io
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from handoff.providers.base import Customer, ProviderError, Send
from handoff.providers.notes import is_ours
from handoff.providers.rest.client import RestApi, items, name_in, part, segment

HOSTS = {"us": "api.intercom.io", "eu": "api.eu.intercom.io", "au": "api.au.intercom.io"}
# Without it Intercom takes the version that the merchant's app was made with.
API_VERSION = "2.16"


@dataclass(frozen=True, slots=True)
class Sender:
    """Whose words a conversation begins with. `type` is user or lead; contact means a visitor, who isn't one yet."""

    type: str
    id: str


class IntercomApi(RestApi):
    def __init__(self, send: Send, host: str, token: str) -> None:
        headers = {"Authorization": f"Bearer {token}", "Intercom-Version": API_VERSION}
        super().__init__(send, "Intercom", f"https://{host}", headers)

    def contact(self, customer: Customer) -> Sender | None:
        return self._contact_with_id(customer.id) or self._contact_with_email(customer.email)

    def new_contact(self, customer: Customer) -> Sender | None:
        """None where Intercom has one already."""
        known = {"external_id": customer.id, "email": customer.email, "name": customer.name, "phone": customer.phone}
        try:
            return self._as_sender(
                self.write("POST", "/contacts", {"role": "user", **{k: v for k, v in known.items() if v}})
            )
        except ProviderError as error:
            if error.status == 409:
                return None
            raise

    def start_conversation(self, sender: Sender, body: str) -> str:
        try:
            said = self.write("POST", "/conversations", {"from": {"type": sender.type, "id": sender.id}, "body": body})
        except ProviderError as error:
            # A new contact can't write at once.
            if error.status == 404:
                raise ProviderError("Intercom doesn't know this customer yet.", status=404, reply=error.reply) from None
            raise
        # Its `id` is the message's.
        return self.id_in(said, "conversation_id")

    def conversation_about(self, ref: str, sender: Sender) -> str:
        """The id of the conversation whose first message holds the ref, or ""."""
        wanted = [_equals("source.body", ref)]
        # A visitor gets another id with the first message.
        if sender.type != "contact":
            wanted.append(_equals("contact_ids", sender.id))
        found = items(
            self.ask("/conversations/search", {"query": {"operator": "AND", "value": wanted}}), "conversations"
        )
        return self.id_in(found[0], "id") if found else ""

    def has_note(self, conversation: str, ref: str) -> bool:
        said = self.read(f"/conversations/{segment(conversation)}")
        parts = items(said.get("conversation_parts"), "conversation_parts")
        return any(one.get("part_type") == "note" and is_ours(str(one.get("body")), ref) for one in parts)

    def own_admin_id(self) -> str:
        return self.id_in(self.read("/me"), "id")

    def workspace(self) -> str:
        """Its name, or where Intercom tells none, ""."""
        return name_in(part(self.read("/me"), "app"), "name")

    def add_note(self, conversation: str, author: str, body: str) -> None:
        note = {"message_type": "note", "type": "admin", "admin_id": author, "body": body}
        self.write("POST", f"/conversations/{segment(conversation)}/reply", note)

    def _contact_with_id(self, external_id: str) -> Sender | None:
        if not external_id:
            return None
        try:
            return self._as_sender(self.read(f"/contacts/find_by_external_id/{segment(external_id)}"))
        except ProviderError as error:
            # Gone: merged into another contact, which the e-mail address may still find.
            if error.status in (404, 410):
                return None
            raise

    def _contact_with_email(self, email: str) -> Sender | None:
        if not email:
            return None
        found = items(self.ask("/contacts/search", {"query": _equals("email", email)}), "data")
        users_first = sorted(found, key=lambda contact: contact.get("role") != "user")
        return self._as_sender(users_first[0]) if users_first else None

    def _as_sender(self, contact: dict[str, Any]) -> Sender:
        return Sender("lead" if contact.get("role") == "lead" else "user", self.id_in(contact, "id"))


def _equals(field: str, value: str) -> dict[str, str]:
    return {"field": field, "operator": "=", "value": value}
