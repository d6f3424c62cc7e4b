"""The few requests to Zendesk Support that a handoff takes: https://developer.zendesk.com/api-reference/ticketing/."""

from __future__ import annotations

from handoff.providers.base import ProviderError, Send
from handoff.providers.notes import is_ours
from handoff.providers.rest.client import RestApi, basic, items, name_in, part, segment

# Comments of one page, newest first: a note that an earlier attempt wrote is among them.
_PAGE = 100


class ZendeskApi(RestApi):
    def __init__(self, send: Send, subdomain: str, email: str, token: str) -> None:
        headers = {"Authorization": basic(f"{email}/token", token)}
        super().__init__(send, "Zendesk", f"https://{subdomain}.zendesk.com/api/v2", headers)

    def ticket_tagged(self, tag: str) -> str:
        """The newest ticket's id, or "": the search finds a new ticket only after a while."""
        found = items(self.read("/search.json", query=f"type:ticket tags:{tag}", sort_by="created_at"), "results")
        return self.id_in(found[0], "id") if found else ""

    def has_note(self, ticket: str, ref: str) -> bool:
        said = self.read(f"/tickets/{segment(ticket)}/comments.json", sort_order="desc", per_page=_PAGE)
        return any(
            comment.get("public") is False and is_ours(f"{comment.get('body')} {comment.get('html_body')}", ref)
            for comment in items(said, "comments")
        )

    def add_note(self, ticket: str, html: str) -> None:
        self.write(
            "PUT", f"/tickets/{segment(ticket)}.json", {"ticket": {"comment": {"html_body": html, "public": False}}}
        )

    def user(self) -> str:
        """The name of the user whose token it is. Zendesk answers strangers as well, and calls them anonymous."""
        user = part(self.read("/users/me.json"), "user")
        if not user.get("id"):
            raise ProviderError("Zendesk does not know this user.", permanent=True, status=401)
        return name_in(user, "name")
