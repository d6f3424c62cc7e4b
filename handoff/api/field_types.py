"""The types of what runtimes and browsers may send. Texts are made storable, never lost."""

from __future__ import annotations

import re
from datetime import UTC
from functools import cache, lru_cache
from typing import Annotated, Any
from zoneinfo import available_timezones

from annotated_types import MaxLen
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    Field,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
)
from pydantic_core import PydanticKnownError

from agents import transcripts
from handoff.api import shapes

YEARS = range(1970, 2200)
MAX_ID = 200

_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_URL = re.compile(r"https?://\S+", re.IGNORECASE)
_BLANKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")


def _storable(value: Any) -> Any:
    return transcripts.storable(value) if isinstance(value, str) else value


def _one_line(value: Any) -> Any:
    return _storable(_BLANKS.sub(" ", value).strip()) if isinstance(value, str) else value


def _id(value: Any) -> Any:
    """Blanks around it count for nothing but its length."""
    return value.strip() if isinstance(value, str) and len(value) <= MAX_ID else value


def _visible(text: str) -> str:
    """Two ids must never look the same, or become the same when stored."""
    if not text.isprintable():
        raise ValueError("Use visible characters only.")
    return text


def _require_string(value: Any) -> Any:
    if value is not None and not isinstance(value, str):
        raise ValueError("Send an ISO 8601 time with its offset, such as 2026-11-22T10:00:00+01:00.")
    return value


def _email(text: str) -> str:
    if text and not _EMAIL.fullmatch(text):
        raise ValueError("This is not an e-mail address.")
    return text


def _page(text: str) -> str:
    if text and not _URL.fullmatch(text):
        raise ValueError("Send an address that begins with https:// or http://.")
    return text


@lru_cache(maxsize=1)
def _timezones() -> frozenset[str]:
    return frozenset(available_timezones())


def _timezone(text: str) -> str:
    if text and text not in _timezones():
        raise ValueError("Unknown time zone. Use a name of the IANA database, such as Europe/Berlin.")
    return text


def _in_utc(value: AwareDatetime) -> AwareDatetime:
    """Not every offset that Python knows can be stored, nor every year."""
    if value.year not in YEARS:
        raise ValueError(f"Send a time between {YEARS[0]} and {YEARS[-1]}.")
    return value.astimezone(UTC)


Text = Annotated[str, BeforeValidator(_storable)]
Line = Annotated[str, BeforeValidator(_one_line)]
Email = Annotated[Line, AfterValidator(_email), WithJsonSchema(shapes.EMAIL)]
PageUrl = Annotated[Line, AfterValidator(_page), WithJsonSchema(shapes.PAGE_URL)]
TimeZone = Annotated[Line, AfterValidator(_timezone), WithJsonSchema(shapes.TIME_ZONE)]
ConversationId = Annotated[
    str,
    Field(min_length=1, max_length=MAX_ID),
    AfterValidator(_visible),
    BeforeValidator(_id),
    WithJsonSchema(shapes.VISIBLE_TEXT),
]
Moment = Annotated[AwareDatetime, AfterValidator(_in_utc), BeforeValidator(_require_string)]


class AsSent(BaseModel):
    """A text's length is that of what was sent, as the schema has it: blanks that are taken away count too."""

    @field_validator("*", mode="before")
    @classmethod
    def _within_its_length(cls, value: Any, info: ValidationInfo) -> Any:
        most = _max_length(cls, str(info.field_name)) if isinstance(value, str) else None
        if most is not None and len(value) > most:
            raise PydanticKnownError("string_too_long", {"max_length": most})
        return value


@cache
def _max_length(model: type[BaseModel], field: str) -> int | None:
    return next((limit.max_length for limit in model.model_fields[field].metadata if isinstance(limit, MaxLen)), None)
