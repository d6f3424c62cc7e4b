"""Model fields for secrets, encrypted at rest with keys of their own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db import models

from agents import ciphers

# {platform: {name: value}}
Values = dict[str, dict[str, str]]


def encrypt(value: Values) -> str:
    return ciphers.encrypt(json.dumps(value))


def decrypt(token: str) -> Values:
    """The stored secrets; none where no configured key fits any more (the merchant then enters them again)."""
    plain = ciphers.decrypt(token)
    secrets: Values = json.loads(plain) if plain else {}
    return secrets


if TYPE_CHECKING:
    _TextOfValues = models.TextField[Values, Values]
    _Text = models.TextField[str, str]
else:
    _TextOfValues = _Text = models.TextField


class EncryptedSecretsField(_TextOfValues):
    """Values in Python, a token of `agents.ciphers` in the database. Has no lookups but `isnull`."""

    # `rotate_secrets` finds the column by this.
    holds_ciphers = True

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Values:
        return decrypt(value) if value else {}

    def to_python(self, value: Any) -> Values:
        return value if isinstance(value, dict) else {}

    def get_prep_value(self, value: Values | None) -> str:
        return encrypt(value) if value else ""

    def value_to_string(self, obj: models.Model) -> str:
        """Serialised rows (dumpdata) hold no secret."""
        return ""


class EncryptedTextField(_Text):
    """The same for one secret text; "" also where no configured key fits any more."""

    holds_ciphers = True

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str:
        return (ciphers.decrypt(value) if value else "") or ""

    def get_prep_value(self, value: str | None) -> str:
        return ciphers.encrypt(value) if value else ""

    def value_to_string(self, obj: models.Model) -> str:
        return ""
