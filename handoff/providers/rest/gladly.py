"""The few requests to Gladly that a handoff takes: https://developer.gladly.com/rest/."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handoff.providers.base import ProviderError, Send
from handoff.providers.rest.client import RestApi, basic, name_in, segment


class GladlyApi(RestApi):
    def __init__(self, send: Send, host: str, email: str, token: str) -> None:
        super().__init__(send, "Gladly", f"https://{host}/api/v1", {"Authorization": basic(email, token)})

    def add_item(self, item: Mapping[str, Any]) -> None:
        """The item has an id of ours: one that is taken is there already."""
        try:
            self.write("POST", "/conversation-items", item)
        except ProviderError as error:
            if error.status != 409 or error.code not in ("taken", ""):
                raise

    def has_item(self, id: str) -> bool:
        try:
            return self.id_in(self.read(f"/conversation-items/{segment(id)}"), "id") == id
        except ProviderError as error:
            if error.status == 404:
                return False
            raise

    def organization(self) -> str:
        return name_in(self.read("/organization"), "name")
