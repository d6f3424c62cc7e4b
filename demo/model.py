"""A real model as the shop's assistant, where the shop has a key; without one, the script."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from openai import OpenAI, OpenAIError

from demo.api import Json
from demo.assistant import Assistant, Reply, ScriptedAssistant
from demo.conversations import CUSTOMER, Line

logger = logging.getLogger("demo.model")

PERSONA = (
    "You are the AI shop assistant of Northwind Outfitters, an outdoor shop. Answer in one to three short sentences. "
    "Shipping: 2 to 4 working days, free from $75; express one day, $12. "
    "Returns: unused, 60 days, northwind.example/returns. "
    "Orders: the tracking link is in the confirmation e-mail; you cannot look up orders. Never invent facts. "
    "Never promise or mention a transfer to a person, unless you have the tool for it and the instructions call for it."
)


# Of another merchant's shop nothing is known but its playbooks.
DRAFT_PERSONA = (
    "You are the AI agent of an online shop and chat with a customer. Answer in one to three short sentences, "
    "by the instructions below. Where they say nothing, say that you don't know. Never invent facts. "
    "Never promise or mention a transfer to a person, unless you have the tool for it and the instructions call for it."
)


def assistant_for(key: str, url: str, model: str) -> Assistant:
    return ModelAssistant(client_for(key, url), model) if key else ScriptedAssistant()


def draft_assistant_for(key: str, url: str, model: str) -> Assistant:
    """For playbooks that are not published yet, of whatever shop."""
    script = ScriptedAssistant(knows=(), not_known="")
    return ModelAssistant(client_for(key, url), model, DRAFT_PERSONA, script) if key else script


def client_for(key: str, url: str) -> OpenAI:
    return OpenAI(api_key=key, base_url=url or None, timeout=20.0, max_retries=0)


class ModelAssistant:
    """A real model, with the compiled playbooks as its instructions and the handoff as its one tool."""

    def __init__(self, client: OpenAI, model: str, persona: str = PERSONA, script: Assistant | None = None) -> None:
        self._client = client
        self._model = model
        self._persona = persona
        self._script = script or ScriptedAssistant()

    def reply(self, turns: Sequence[Line], instructions: Json, may_hand_off: bool) -> Reply:
        try:
            return self._ask(turns, instructions, may_hand_off)
        except (OpenAIError, ValueError) as error:
            logger.warning("The model did not answer: %s", type(error).__name__)
            return replace(self._script.reply(turns, instructions, may_hand_off), model_failed=True)

    def _ask(self, turns: Sequence[Line], instructions: Json, may_hand_off: bool) -> Reply:
        options: dict[str, Any] = {"tools": [instructions["tool"]]} if may_hand_off and "tool" in instructions else {}
        answer = self._client.responses.create(
            model=self._model,
            instructions=f"{self._persona}\n\n{instructions.get('text', '')}",
            input=[{"role": "user" if turn.who == CUSTOMER else "assistant", "content": turn.text} for turn in turns],
            **options,
        )
        for item in answer.output:
            if item.type == "function_call":
                directive = directive_in(item.arguments)
                return Reply(answer.output_text, wants_handoff=True, directive=directive, by_model=True)
        if not answer.output_text:
            raise ValueError("an answer without words")
        return Reply(answer.output_text, by_model=True)


def directive_in(arguments: str) -> str:
    given = json.loads(arguments or "{}")
    if not isinstance(given, dict):
        raise ValueError("arguments that are no object")
    return str(given.get("directive") or "")
