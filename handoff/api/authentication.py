"""`Authorization: Api-Key <prefix>.<secret>`: which Brand's runtime is asking."""

from __future__ import annotations

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from agents import keys, scopes
from agents.models import ApiKey
from handoff.api import guessing
from handoff.api.problems import Problem

SCHEME = "Api-Key"


class Runtime:
    """Who holds a key: a program, never a person."""

    is_authenticated = True


class ApiKeyAuthentication(BaseAuthentication):
    def authenticate(self, request: Request) -> tuple[Runtime, ApiKey]:
        scheme, _, key = request.headers.get("Authorization", "").partition(" ")
        row = guessing.key_in(key.strip(), request) if scheme.lower() == SCHEME.lower() else None
        if row is None:
            raise Problem("invalid_key", headers={"WWW-Authenticate": self.authenticate_header(request)})
        scopes.work_for(row.brand_id)
        return Runtime(), row

    def authenticate_header(self, request: Request) -> str:
        return f'{SCHEME} realm="handoff"'


class ApiKeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = ApiKeyAuthentication
    name = "ApiKey"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        scopes = " ".join(f"`{scope}`: {meaning}." for scope, meaning in keys.SCOPES.items())
        return {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": f"`{SCHEME} <prefix>.<secret>`. Keys are made under Developer Settings > Storefront. "
            f"Each operation names the scope that the key must have, else it answers 403, `missing_scope`. {scopes}",
        }

    def get_security_requirement(self, auto_schema: AutoSchema) -> dict[str, list[str]]:
        """The door's own, so that what is described is what is asked for."""
        return {self.name: [getattr(auto_schema.view, "scope", "")]}
