"""The few requests to Sprinklr that a handoff takes: https://dev.sprinklr.com/search-by-entity, /add-comment."""

from __future__ import annotations

from typing import Any

from handoff.providers.base import Send
from handoff.providers.notes import is_ours
from handoff.providers.rest.client import RestApi, items, name_in, part, segment

_PAGE = 100


class SprinklrApi(RestApi):
    def __init__(self, send: Send, environment: str, key: str, token: str) -> None:
        place = f"/{environment}" if environment else ""
        headers = {"Authorization": f"Bearer {token}", "Key": key}
        super().__init__(send, "Sprinklr", f"https://api3.sprinklr.com{place}/api/v2", headers)

    def case_with(self, field: str, value: str) -> str:
        """The number of the newest case whose custom field has this value, or ""."""
        found = self._found("CASE", {f"workflow.customProperties.{field}": value})
        return self.id_in(found[0], "caseNumber") if found else ""

    def has_comment(self, case: str, ref: str) -> bool:
        found = self._found("COMMENT", {"entityType": "UNIVERSAL_CASE", "entityId": case})
        return any(is_ours(str(comment.get("text")), ref) for comment in found)

    def add_comment(self, case: str, text: str) -> None:
        self.write("POST", f"/comment/CASE/{segment(case)}", {"text": text})

    def user(self) -> str:
        """The name of the user whose token it is, or where Sprinklr tells none, ""."""
        said = self.read("/me")
        user = part(said, "data") or said
        return name_in(user, "displayName") or name_in(user, "email")

    def _found(self, kind: str, wanted: dict[str, str]) -> list[dict[str, Any]]:
        filters = [{"type": "IN", "key": key, "values": [value]} for key, value in wanted.items()]
        asked = {
            "filter": {"type": "AND", "filters": filters},
            "sorts": [{"key": "createdTime", "order": "DESC"}],
            "page": {"size": _PAGE},
        }
        return items(part(self.ask(f"/search/{kind}", asked), "data"), "results")
