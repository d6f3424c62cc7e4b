"""The check of a text while it is written: the same findings as on saving and in the API. Nothing is saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST

from agents.models import Agent, Brand
from handoff.admin.playbooks.posted_json import body_of, text_of, writing
from handoff.playbook_surroundings import surroundings_of
from playbooks import texts
from playbooks.linting import ERROR, Finding, lint


@require_POST
def check(request: HttpRequest) -> JsonResponse:
    access = writing(request)
    body = body_of(request)
    text = text_of(body)
    problem = texts.too_long(text)
    found = () if problem else findings_of(access.brand, text, agents_named(access.brand, body.get("agents")))
    answer = JsonResponse({"problem": problem, "findings": [asdict(finding) for finding in found]})
    answer["Cache-Control"] = "no-store"
    return answer


def findings_of(brand: Brand, text: str, agents: Sequence[Agent]) -> tuple[Finding, ...]:
    return lint(text, surroundings_of(brand, agents)) if text.strip() else ()


def errors_among(findings: Sequence[Finding]) -> list[Finding]:
    """Those that stop publishing."""
    return [finding for finding in findings if finding.severity == ERROR]


def agents_named(brand: Brand, ids: Any) -> list[Agent]:
    """This Brand's, of whatever was posted as ids."""
    known = [pk for value in ids if (pk := _uuid(value))] if isinstance(ids, list) else []
    return list(Agent.objects.for_brand(brand).filter(pk__in=known[:500]))


def _uuid(value: Any) -> UUID | None:
    try:
        return UUID(value) if isinstance(value, str) else None
    except ValueError:
        return None
