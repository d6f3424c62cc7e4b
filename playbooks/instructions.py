"""Published playbooks, compiled into what an LLM is told. Pure: texts in, instructions out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from playbooks import directives

TOOL_NAME = "handoff_to_support"


@dataclass(frozen=True, slots=True)
class PublishedPlaybook:
    version_id: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class DirectiveReference:
    """A directive that a runtime can name: `<version id>.<n-th directive of the text>`."""

    id: str
    playbook: str
    command: str


@dataclass(frozen=True, slots=True)
class Instructions:
    text: str
    directives: tuple[DirectiveReference, ...]


def compile_playbooks(playbooks: Iterable[PublishedPlaybook]) -> Instructions:
    """One text for the system prompt; each directive in it carries the id that the runtime names when it is reached."""
    parts: list[str] = []
    references: list[DirectiveReference] = []
    for playbook in playbooks:
        text, found = _with_ids(playbook)
        parts.append(f"# {playbook.name}\n\n{text.strip()}")
        references.extend(found)
    return Instructions("\n\n".join(parts), tuple(references))


def _with_ids(playbook: PublishedPlaybook) -> tuple[str, list[DirectiveReference]]:
    pieces: list[str] = []
    references: list[DirectiveReference] = []
    position = 0
    for number, directive in enumerate(directives.find(playbook.text), start=1):
        reference = DirectiveReference(f"{playbook.version_id}.{number}", playbook.name, directive.command.slug)
        pieces += [playbook.text[position : directive.start], f"[call {TOOL_NAME} with directive={reference.id}]"]
        references.append(reference)
        position = directive.end
    return "".join([*pieces, playbook.text[position:]]), references


def tool_definition(references: Iterable[DirectiveReference]) -> dict[str, object]:
    """The handoff as a function tool, in the JSON Schema form that chat-completion APIs take."""
    ids = [reference.id for reference in references]
    directive: dict[str, object] = {
        "type": ["string", "null"],
        "description": "The directive of the instructions that was reached; null where none was.",
    }
    if ids:
        directive["enum"] = [*ids, None]
    return {
        "type": "function",
        "name": TOOL_NAME,
        "description": "Ask whether this conversation may move to the human support team now.",
        "parameters": {
            "type": "object",
            "properties": {"directive": directive},
            "required": ["directive"],
            "additionalProperties": False,
        },
    }
