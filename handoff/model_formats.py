"""OpenAI's two wire formats: how a model is asked to fill in a form, and what is read of its answer. Pure.

The SDK has a class for all that an answer may hold. Built, they would take 15 MB of each worker.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, Field

# These think before they write, by default for longer than the budget.
_REASONING_MODEL = re.compile(r"(o\d|gpt-5)(?!.*chat)")
# A text of any other phase is what the model says while it works.
_FINAL = (None, "final_answer")
# Of Chat Completions; a response says "incomplete" for both.
_CUT_SHORT = ("length", "content_filter")


@dataclass(frozen=True, slots=True)
class Question:
    """`schema` is the form's, as a server that holds a model to it takes it. `data` is a stranger's: no instruction."""

    model: str
    instructions: str
    data: str
    name: str
    schema: dict[str, object]
    max_output_tokens: int


@dataclass(frozen=True, slots=True)
class Answer:
    texts: tuple[str, ...]
    refused: bool
    incomplete: bool


@dataclass(frozen=True, slots=True)
class Format:
    """`read` raises ValueError."""

    path: str
    body: Callable[[Question], dict[str, object]]
    read: Callable[[bytes], Answer]


def _response_body(question: Question) -> dict[str, object]:
    form = {"type": "json_schema", "strict": True, "name": question.name, "schema": question.schema}
    return {
        "model": question.model,
        "instructions": question.instructions,
        "input": [{"role": "user", "content": question.data}],
        "text": {"format": form},
        "max_output_tokens": question.max_output_tokens,
        "store": False,
        **({"reasoning": {"effort": "low"}} if _REASONING_MODEL.match(question.model) else {}),
    }


class _Part(BaseModel):
    type: str
    text: str | None = None


class _Message(BaseModel):
    phase: str | None = None
    content: list[_Part] | None = None


class _Response(BaseModel):
    """Not each item of its output is a message."""

    status: object = None
    output: list[dict[str, Any]] | None = None


def _read_response(body: bytes) -> Answer:
    response = _Response.model_validate_json(body)
    items = response.output or []
    messages = [_Message.model_validate(item) for item in items if item.get("type") == "message"]
    parts = [(message.phase, part) for message in messages for part in message.content or []]
    return Answer(
        tuple(part.text or "" for phase, part in parts if part.type == "output_text" and phase in _FINAL),
        refused=any(part.type == "refusal" for _, part in parts),
        incomplete=response.status == "incomplete",
    )


def _completion_body(question: Question) -> dict[str, object]:
    form = {"name": question.name, "strict": True, "schema": question.schema}
    return {
        "model": question.model,
        "messages": [
            {"role": "system", "content": question.instructions},
            {"role": "user", "content": question.data},
        ],
        "response_format": {"type": "json_schema", "json_schema": form},
        "max_tokens": question.max_output_tokens,
        "stream": False,
    }


class _Said(BaseModel):
    content: str | None = None
    refusal: str | None = None


class _Choice(BaseModel):
    finish_reason: object = None
    message: _Said


class _Completion(BaseModel):
    choices: list[_Choice] = Field(min_length=1)


def _read_completion(body: bytes) -> Answer:
    choice = _Completion.model_validate_json(body).choices[0]
    said = choice.message
    return Answer(
        (said.content,) if said.content else (),
        refused=bool(said.refusal),
        incomplete=choice.finish_reason in _CUT_SHORT,
    )


RESPONSES = Format("/responses", _response_body, _read_response)
CHAT_COMPLETIONS = Format("/chat/completions", _completion_body, _read_completion)
