"""What the adapter sends, and what the stand-in answers, held against Intercom's own description of its API (MIT).

The file is big and stays outside of the project: beside it, in ../shared/specs/.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx2
import jsonschema
import pytest
import yaml

from handoff.providers.base import Customer, ProviderError, Reply
from handoff.providers.http import door
from handoff.providers.intercom import Intercom
from tests.providers.contract import CONTEXT
from tests.stand_ins import StandIns

DESCRIPTION = Path(__file__).resolve().parents[3] / "shared" / "specs" / "intercom-2.16.yaml"
Exchange = tuple[str, str, Mapping[str, Any] | None, int, Any]

pytestmark = pytest.mark.skipif(not DESCRIPTION.is_file(), reason=f"Intercom's description is not at {DESCRIPTION}")


@pytest.fixture(scope="module")
def description() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load(DESCRIPTION.read_text(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    _nullable_as_null(loaded)
    return loaded


def _nullable_as_null(node: Any) -> None:
    """OpenAPI's `nullable` in the words of JSON Schema; examples that are no schemas do no harm."""
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        _nullable_as_null(child)
    if isinstance(node, dict) and node.get("nullable") is True and isinstance(node.get("type"), str):
        node["type"] = [node["type"], "null"]


def operation(description: Mapping[str, Any], method: str, path: str) -> Mapping[str, Any]:
    """The most literal of the paths that match."""
    matching = [
        template for template in description["paths"] if re.fullmatch(re.sub(r"\{[^}]+\}", "[^/]+", template), path)
    ]
    assert matching, f"{path} is not described"
    found: Mapping[str, Any] = description["paths"][min(matching, key=lambda template: template.count("{"))]
    return found[method.lower()]  # type: ignore[no-any-return]


def check(description: Mapping[str, Any], schema: Mapping[str, Any], value: object) -> None:
    jsonschema.Draft4Validator({**schema, "components": description["components"]}).validate(value)


def check_exchange(description: Mapping[str, Any], exchange: Exchange) -> None:
    method, path, sent, status, answer = exchange
    described = operation(description, method, path)
    if sent is not None:
        check(description, described["requestBody"]["content"]["application/json"]["schema"], sent)
    if str(status) in described["responses"]:
        check(description, described["responses"][str(status)]["content"]["application/json"]["schema"], answer)
    else:
        assert status in (404, 409), f"{method} {path} never answers {status}"


def exchanges(platform: StandIns, *contexts: Any) -> list[Exchange]:
    """Every request of these deliveries with its answer, refusals too."""
    seen: list[Exchange] = []
    through = door(platform.url)

    def send(
        method: str, url: str, *, json: Mapping[str, Any] | None = None, headers: Mapping[str, str] | None = None
    ) -> Reply:
        path = "/" + url.removeprefix("https://").partition("/")[2]
        try:
            reply = through(method, url, json=json, headers=headers)
        except ProviderError as error:
            seen.append((method, path, json, error.status or 0, None))
            raise
        seen.append((method, path, json, reply.status, reply.json))
        return reply

    for context in contexts:
        Intercom({}, {"access_token": "stand-in-token-0123456789"}).deliver(context, send)
    return seen


def test_requests_and_answers_are_as_described(stand_in_server: StandIns, description: dict[str, Any]) -> None:
    stand_in_server.reset()
    seen = exchanges(
        stand_in_server,
        CONTEXT,
        replace(CONTEXT, attempt=2),
        replace(CONTEXT, customer=Customer(email="ben@example.com"), ref="H7Q2K9ABCE"),
    )
    assert len(seen) > 10
    for method, path, sent, status, answer in seen:
        if status != 404:
            check_exchange(description, (method, path, sent, status, answer))
    assert {status for *_, status, _ in seen} == {200, 404}


def test_refusals_are_error_lists(stand_in_server: StandIns, description: dict[str, Any]) -> None:
    schema = description["components"]["schemas"]["error"]
    for authorization in ("", "Bearer stand-in-token"):
        refused = httpx2.get(
            f"{stand_in_server.url}/api.intercom.io/contacts/find_by_external_id/nobody",
            headers={"Authorization": authorization},
            trust_env=False,
        )
        assert refused.status_code in (401, 404)
        check(description, schema, refused.json())


def test_the_check_sees_a_planted_fault(description: dict[str, Any]) -> None:
    for broken in ({"body": "x"}, {"from": {"type": "robot", "id": "c" * 24}, "body": "x"}, {"from": {"type": "user"}}):
        with pytest.raises(jsonschema.ValidationError):
            check_exchange(description, ("POST", "/conversations", json.loads(json.dumps(broken)), 200, {}))
