"""The check of a playbook's text for programs: the same findings, in the same words, as the editor shows."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, BaseModel, Field
from rest_framework.request import Request
from rest_framework.response import Response

from agents.models import Agent
from handoff.api import examples, openapi
from handoff.api.doors import RuntimeDoor
from handoff.api.field_types import Text
from handoff.api.outputs import as_json
from handoff.playbook_surroundings import surroundings_of
from playbooks import texts
from playbooks.linting import Finding, lint


def _not_too_long(text: str) -> str:
    if problem := texts.too_long(text):
        raise ValueError(problem)
    return text


class PlaybookText(BaseModel):
    """A playbook as it would be written in the admin."""

    model_config = examples.of(examples.PLAYBOOK_TEXT)

    text: Annotated[Text, AfterValidator(_not_too_long)] = Field(
        description="Line ends may be of any kind.", json_schema_extra={"maxLength": texts.MOST_BYTES}
    )

    def value(self) -> str:
        return texts.plain(self.text)


class PlaybookFinding(BaseModel):
    """Errors keep a playbook from being published, warnings don't."""

    rule: str = Field(examples=["misspelt_command"])
    severity: Literal["error", "warning"]
    start: int = Field(
        description="In code points of the text with its line ends as \\n; 0 to 0 where it is about none."
    )
    end: int
    message: str
    mend: str = Field(description="How to put it right.")
    replacement: str | None = Field(description="Put in place of `start` to `end`, it puts it right.")

    @classmethod
    def of(cls, finding: Finding) -> Self:
        return cls.model_validate(asdict(finding))


class PlaybookFindings(BaseModel):
    findings: list[PlaybookFinding] = Field(description="In the order of the text.")


class PlaybookCheckDoor(RuntimeDoor):
    scope = "read"

    @openapi.describe(
        "check_playbook",
        "Check a playbook's text",
        PlaybookFindings,
        openapi.BAD_BODY,
        openapi.NOT_FOUND,
        request=PlaybookText,
    )
    def post(self, request: Request, agent: UUID) -> Response:
        row = Agent.objects.for_brand(self.brand).get(pk=agent)
        text = PlaybookText.model_validate(request.data).value()
        found = lint(text, surroundings_of(self.brand, [row]))
        return Response(as_json(PlaybookFindings(findings=[PlaybookFinding.of(finding) for finding in found])))
