"""JSON requests to one platform's API, and what its answers hold."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

from agents.transcripts import storable
from handoff.providers.base import ProviderError, Send

# A write whose answer was lost may still be under way: a look-up right afterwards would not find it.
SETTLING_SECONDS = 5.0
_ID = re.compile(r"[A-Za-z0-9_.:\-]{1,100}")
_NAME_CHARACTERS = 100


class RestApi:
    """`base` is the https address that every path is added to. All of it raises ProviderError."""

    def __init__(self, send: Send, platform: str, base: str, headers: Mapping[str, str]) -> None:
        self._send = send
        self._platform = platform
        self._base = base
        self._headers = headers

    def read(self, path: str, **query: str | int) -> dict[str, Any]:
        asked = f"?{urlencode(query)}" if query else ""
        return self._mapping(self._send("GET", f"{self._base}{path}{asked}", headers=self._headers).json)

    def ask(self, path: str, json: Mapping[str, Any]) -> dict[str, Any]:
        """A POST that changes nothing, such as a search."""
        return self._exchange("POST", path, json)

    def write(self, method: str, path: str, json: Mapping[str, Any]) -> dict[str, Any]:
        try:
            return self._exchange(method, path, json)
        except ProviderError as error:
            if error.ambiguous:
                error.retry_after = max(error.retry_after or 0.0, SETTLING_SECONDS)
            raise

    def id_in(self, said: dict[str, Any], name: str) -> str:
        """An id that the documentation promises."""
        value = said.get(name)
        if type(value) in (str, int) and _ID.fullmatch(str(value)[: _NAME_CHARACTERS + 1]):
            return str(value)
        raise self._unexpected()

    def _exchange(self, method: str, path: str, json: Mapping[str, Any]) -> dict[str, Any]:
        return self._mapping(self._send(method, self._base + path, json=json, headers=self._headers).json)

    def _mapping(self, said: Any) -> dict[str, Any]:
        if isinstance(said, dict):
            return said
        raise self._unexpected()

    def _unexpected(self) -> ProviderError:
        return ProviderError(f"{self._platform}'s answer is not what its documentation says.", ambiguous=True)


def name_in(said: dict[str, Any], name: str) -> str:
    """What people read, or where the platform tells nothing of the kind, ""."""
    value = said.get(name)
    return storable(value)[:_NAME_CHARACTERS] if isinstance(value, str) else ""


def items(said: Any, name: str) -> list[dict[str, Any]]:
    """The objects of a list in an answer; none where there is no such list."""
    found = said.get(name) if isinstance(said, dict) else None
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def part(said: Any, name: str) -> dict[str, Any]:
    """An object in an answer; {} where there is none."""
    found = said.get(name) if isinstance(said, dict) else None
    return found if isinstance(found, dict) else {}


def segment(value: str) -> str:
    """Somebody's id as one part of a path."""
    return quote(value, safe="")


def basic(user: str, password: str) -> str:
    """The value of an Authorization header."""
    return "Basic " + b64encode(f"{user}:{password}".encode()).decode()
