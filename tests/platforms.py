"""The platforms whose API takes the context: their settings, what their widget does, what their team gets to read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import httpx2

from tests.stand_ins import StandIns

EMAIL = "handoff@example.com"
SECRET = "stand-in-token-0123456789"
REF_FIELD = "_c_5e4e5f3954e68b2a475c05b7"

Options = Mapping[str, Any]
Log = Mapping[str, Any]


@dataclass(frozen=True)
class Platform:
    """`begin` is what the customer's browser does with the launch; `notes` what is there for the team alone to read."""

    slug: str
    host: str
    settings: Mapping[str, str]
    secrets: Mapping[str, str]
    begin: Callable[[StandIns, Options], None]
    notes: Callable[[Log], Iterator[str]]

    def notes_with(self, stand_ins: StandIns, ref: str) -> list[str]:
        return [note for note in self.notes(stand_ins.log()) if ref in note]


def _begin(stand_ins: StandIns, slug: str, first: Mapping[str, Any]) -> None:
    httpx2.post(f"{stand_ins.url}/widget/{slug}/chats", json=dict(first), trust_env=False).raise_for_status()


def _begin_zendesk(stand_ins: StandIns, options: Options) -> None:
    """The customer writes something, and with it go the fields and tags."""
    _begin(stand_ins, "zendesk", {"body": "Hello?", "fields": options.get("fields", []), "tags": options["tags"]})


def _begin_gorgias(stand_ins: StandIns, options: Options) -> None:
    _begin(stand_ins, "gorgias", {"body": options["message"], "email": options.get("email", "")})


def _begin_sprinklr(stand_ins: StandIns, options: Options) -> None:
    messages = [{"from": "customer", "body": options["message"]}]
    _begin(stand_ins, "sprinklr", {"messages": messages, "context": options["context"]})


def _nothing_to_do(stand_ins: StandIns, options: Options) -> None:
    """The context does not follow the chat here."""


def _zendesk_notes(log: Log) -> Iterator[str]:
    comments = (comment for chat in log["zendesk"]["chats"] for comment in chat["comments"])
    return (comment["html_body"] for comment in comments if not comment["public"])


def _gorgias_notes(log: Log) -> Iterator[str]:
    messages = (message for ticket in log["gorgias"]["tickets"] for message in ticket["messages"])
    return (message["body_html"] for message in messages if message["channel"] == "internal-note")


def _gladly_notes(log: Log) -> Iterator[str]:
    return (f"{item['content']['title']} {item['content']['body']}" for item in log["gladly"]["items"])


def _intercom_notes(log: Log) -> Iterator[str]:
    parts = (part for one in log["intercom"]["conversations"] for part in one["parts"])
    return (part["body"] for part in parts if part["part_type"] == "note")


def _sprinklr_notes(log: Log) -> Iterator[str]:
    return (comment["text"] for case in log["sprinklr"]["cases"] for comment in case["comments"])


PLATFORMS = (
    Platform(
        "zendesk",
        "acme.zendesk.com",
        {"subdomain": "acme", "email": EMAIL},
        {"api_token": SECRET},
        _begin_zendesk,
        _zendesk_notes,
    ),
    Platform(
        "gorgias",
        "acme.gorgias.com",
        {"subdomain": "acme", "email": EMAIL},
        {"api_key": SECRET},
        _begin_gorgias,
        _gorgias_notes,
    ),
    Platform(
        "gladly",
        "acme.gladly.com",
        {"host": "acme.gladly.com", "email": EMAIL},
        {"api_token": SECRET},
        _nothing_to_do,
        _gladly_notes,
    ),
    Platform("intercom", "api.intercom.io", {}, {"access_token": SECRET}, _nothing_to_do, _intercom_notes),
    Platform(
        "sprinklr",
        "api3.sprinklr.com",
        {"ref_field_id": REF_FIELD},
        {"api_key": SECRET, "access_token": SECRET},
        _begin_sprinklr,
        _sprinklr_notes,
    ),
)
