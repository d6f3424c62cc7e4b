"""The handoff as a tool that a model may call, in the forms that the APIs of models take. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from playbooks.instructions import TOOL_NAME, DirectiveReference

DESCRIPTION = (
    "Ask whether this conversation may move to the human support team now. "
    "Only the answer to this call says that it may."
)
DIRECTIVE = "The directive of the instructions that was reached; null where none was."
DIALECT = "https://json-schema.org/draft/2020-12/schema"

Json = dict[str, Any]


def parameters(references: Iterable[DirectiveReference]) -> Json:
    """JSON Schema of the arguments. Only directives that exist can be named."""
    ids = [reference.id for reference in references]
    directive: Json = {"type": ["string", "null"], "description": DIRECTIVE}
    if ids:
        directive["enum"] = [*ids, None]
    return {
        "type": "object",
        "properties": {"directive": directive},
        "required": ["directive"],
        "additionalProperties": False,
    }


def for_responses(references: Iterable[DirectiveReference]) -> Json:
    """As OpenAI's Responses API takes it: flat."""
    return {"type": "function", **_function(references)}


def for_chat_completions(references: Iterable[DirectiveReference]) -> Json:
    """As OpenAI's Chat Completions API takes it, and those that follow it: nested."""
    return {"type": "function", "function": _function(references)}


def as_json_schema(references: Iterable[DirectiveReference]) -> Json:
    """The arguments alone, for everything else."""
    return {"$schema": DIALECT, "title": TOOL_NAME, "description": DESCRIPTION, **parameters(references)}


def all_forms(references: Iterable[DirectiveReference]) -> Mapping[str, Json]:
    told = tuple(references)
    return {
        "responses": for_responses(told),
        "chat_completions": for_chat_completions(told),
        "json_schema": as_json_schema(told),
    }


def _function(references: Iterable[DirectiveReference]) -> Json:
    return {"name": TOOL_NAME, "description": DESCRIPTION, "parameters": parameters(references), "strict": True}
