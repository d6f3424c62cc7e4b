"""A real model as the shop's assistant, where the shop has a key; without one, the script."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
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


def assistant_for(key: str, url: str, model: str) -> Assistant:
    if not key:
        return ScriptedAssistant()
    return ModelAssistant(OpenAI(api_key=key, base_url=url or None, timeout=20.0, max_retries=0), model)


class ModelAssistant:
    """A real model, with the compiled playbooks as its instructions and the handoff as its one tool."""

    def __init__(self, client: OpenAI, model: str) -> None:
        self._client = client
        self._model = model
        self._script = ScriptedAssistant()

    def reply(self, turns: Sequence[Line], instructions: Json, may_hand_off: bool) -> Reply:
        try:
            return self._ask(turns, instructions, may_hand_off)
        except (OpenAIError, ValueError) as error:
            logger.warning("The model did not answer: %s", type(error).__name__)
            return self._script.reply(turns, instructions, may_hand_off)

    def _ask(self, turns: Sequence[Line], instructions: Json, may_hand_off: bool) -> Reply:
        options: dict[str, Any] = {"tools": [instructions["tool"]]} if may_hand_off and "tool" in instructions else {}
        answer = self._client.responses.create(
            model=self._model,
            instructions=f"{PERSONA}\n\n{instructions.get('text', '')}",
            input=[{"role": "user" if turn.who == CUSTOMER else "assistant", "content": turn.text} for turn in turns],
            **options,
        )
        for item in answer.output:
            if item.type == "function_call":
                return Reply(answer.output_text, wants_handoff=True, directive=directive_in(item.arguments))
        if not answer.output_text:
            raise ValueError("an answer without words")
        return Reply(answer.output_text)


def directive_in(arguments: str) -> str:
    given = json.loads(arguments or "{}")
    if not isinstance(given, dict):
        raise ValueError("arguments that are no object")
    return str(given.get("directive") or "")
