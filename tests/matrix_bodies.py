"""What is posted: forms and JSON with B's ids in every field that any row or message has, plain and nested."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db import models

from agents.models import Agent
from tests.matrix_given import ID, ID_OF
from tests.matrix_rows import ours
from tests.two_brands import TwoBrands

Fields = tuple[tuple[str, str], ...]


def an_action() -> Fields:
    chosen = {"action": "delete_selected", "_selected_action": ID, "post": "yes", "select_across": "1", "index": "0"}
    return tuple(chosen.items())


def bodies(brands: TwoBrands) -> list[dict[str, Any]]:
    """What runtimes, browsers and the playbook's page post: valid, but for the ids."""
    said = {"role": "customer", "text": "I want to talk to a human, please."}
    text = {"text": "Help. /Handoff to support", "reply": "Hello", "event": "opened"}
    valid = {"conversation": "mine", "transcript": [said], **text}
    own, agent = str(brands.a.rows[Agent].pk), ID_OF.format("Agent")
    handoff, decision = {"id": ID_OF.format("Handoff"), "brand": {"id": ID}}, {"id": ID_OF.format("DecisionRecord")}
    playbook, customer = ID_OF.format("Playbook"), dict.fromkeys(("id", "name", "brand"), ID)
    return [
        {**marks(), **valid, "trigger": None, "directive": None, "customer": customer},
        {**valid, "conversation": ID, "brand": ID, "brand_id": ID, "id": handoff["id"]},
        {**valid, "trigger": "playbook", "directive": ID_OF.format("PlaybookVersion")},
        {**valid, "handoff": handoff, "decision": decision, "agent": agent, "agents": [agent], "playbook": playbook},
        {**valid, "agent": own, "agents": [own, agent], "transcript": [{**said, "conversation": ID}]},
    ]


@cache
def marks() -> dict[str, str]:
    """The name of each field of every table, and of what is posted, with the mark of the row that it means."""
    found = dict.fromkeys(("of_brand", "object_id", "next", "brand_id", "row", "on"), ID)
    for model in ours():
        found[str(model._meta.model_name)] = ID_OF.format(model.__name__)
        for f in model._meta.concrete_fields:
            meant = ID_OF.format(f.related_model.__name__) if isinstance(f, models.ForeignKey) else ID
            found |= {f.name: meant, f.attname: meant}
    return found | {
        "agents": ID_OF.format("Agent"),
        "user": ID_OF.format("User"),
        "decision": ID_OF.format("DecisionRecord"),
    }
