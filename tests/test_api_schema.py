from __future__ import annotations

import io

import pytest
import yaml
from django.core.management import call_command
from django.test import Client

from agents import keys
from handoff.api import examples, inputs, outputs, playbook_checks

OPERATIONS = {
    ("get", "/api/v1/agents/"),
    ("get", "/api/v1/agents/{agent}/"),
    ("get", "/api/v1/agents/{agent}/instructions/"),
    ("get", "/api/v1/agents/{agent}/availability/"),
    ("post", "/api/v1/agents/{agent}/decisions/"),
    ("post", "/api/v1/agents/{agent}/handoffs/"),
    ("post", "/api/v1/agents/{agent}/playbooks/check/"),
    ("post", "/api/v1/agents/{agent}/replies/check/"),
    ("post", "/api/v1/decisions/{decision}/accept/"),
    ("post", "/api/v1/decisions/{decision}/decline/"),
    ("get", "/api/v1/handoffs/{handoff}/"),
    ("post", "/api/v1/handoffs/{handoff}/return/"),
    ("get", "/storefront/v1/launches/{token}/"),
    ("post", "/storefront/v1/launches/{token}/receipts/"),
}


@pytest.fixture(scope="module")
def schema():
    written = io.StringIO()
    call_command("spectacular", validate=True, fail_on_warn=True, stdout=written)
    return yaml.safe_load(written.getvalue())


def test_the_schema_is_valid_and_complete(schema):
    paths = schema["paths"]
    assert {
        (method, path) for path, methods in paths.items() if "/api/schema" not in path for method in methods
    } == OPERATIONS


def test_runtimes_need_a_key_and_browsers_none(schema):
    assert schema["components"]["securitySchemes"]["ApiKey"]["name"] == "Authorization"
    for path, methods in schema["paths"].items():
        for operation in methods.values():
            needed = [scope for way in operation.get("security", []) for scope in way.get("ApiKey", [])]
            assert (len(needed) == 1 and needed[0] in keys.SCOPES) == path.startswith("/api/v1/")


def test_every_error_is_described_as_a_problem(schema):
    for methods in schema["paths"].values():
        for operation in methods.values():
            errors = {status: answer for status, answer in operation["responses"].items() if status >= "400"}
            assert {"400", "429", "500", "503"} <= set(errors)
            for answer in errors.values():
                assert answer["content"] == {
                    "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
                }


def test_the_shapes_are_fixed(schema):
    shapes = schema["components"]["schemas"]
    assert shapes["RoleEnum"]["enum"] == ["customer", "agent", "human", "user", "assistant"]
    assert shapes["Turn"]["properties"]["text"]["maxLength"] == 20_000
    assert shapes["ConsultationRequest"]["properties"]["transcript"]["maxItems"] == 1000
    assert set(shapes["Customer"]["properties"]) == {"id", "email", "name", "phone", "locale", "timezone", "page_url"}
    assert shapes["ConsultationRequest"]["examples"]


@pytest.mark.parametrize(
    ("model", "given"),
    [
        (inputs.Consultation, examples.CONSULTATION),
        *((inputs.Receipt, receipt) for receipt in examples.RECEIPTS),
        (playbook_checks.PlaybookText, examples.PLAYBOOK_TEXT),
        (outputs.Decision, examples.DECISION),
        (outputs.StartedHandoff, examples.STARTED),
        (outputs.Problem, examples.PROBLEM),
        *((outputs.Launch, launch) for launch in examples.LAUNCHES),
    ],
)
def test_the_examples_are_true_to_the_shapes(model, given):
    assert set(given) <= set(model.model_fields)
    model.model_validate(given)


def test_the_schema_and_its_page_are_served_without_the_internet():
    assert Client().get("/api/schema/").status_code == 200
    page = Client().get("/api/docs/").content.decode()
    assert "drf_spectacular_sidecar" in page
    assert "https://" not in page
