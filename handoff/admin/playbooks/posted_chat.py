"""The conversation of "Try it" as the page posts it each time: the server keeps none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from django.core.exceptions import SuspiciousOperation
from pydantic import BaseModel, BeforeValidator, Field, ValidationError

from agents.transcripts import CUSTOMER, Turn, storable

MOST_TURNS = 100
MOST_CHARACTERS = 4_000

Text = Annotated[str, BeforeValidator(lambda value: storable(value) if isinstance(value, str) else value)]


@dataclass(frozen=True, slots=True)
class Chat:
    """`offers`: how many turns there were each time the customer was asked whether they want the team."""

    transcript: tuple[Turn, ...]
    offers: tuple[int, ...]


class _Said(BaseModel):
    role: Literal["customer", "agent"]
    text: Text = Field(max_length=MOST_CHARACTERS)


class _Posted(BaseModel):
    transcript: list[_Said] = Field(min_length=1, max_length=MOST_TURNS)
    offers: list[Annotated[int, Field(ge=0, le=MOST_TURNS)]] = Field(default=[], max_length=MOST_TURNS)


def chat_of(body: Mapping[str, Any]) -> Chat:
    try:
        posted = _Posted.model_validate(body)
    except ValidationError:
        raise SuspiciousOperation("transcript is no conversation.") from None
    if posted.transcript[-1].role != CUSTOMER:
        raise SuspiciousOperation("It is not the Agent's turn.")
    return Chat(tuple(Turn(said.role, said.text) for said in posted.transcript), tuple(posted.offers))
