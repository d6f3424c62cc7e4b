"""Model fields for secrets, encrypted at rest with keys of their own."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import ExpressionWrapper, F
from django.db.models.expressions import Combinable

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


def sealed(path: str) -> Combinable:
    """The column of an EncryptedSecretsField as it is stored, for `SealedSecrets`."""
    return ExpressionWrapper(F(path), output_field=models.TextField())


class SealedSecrets(Mapping[str, str]):
    """A platform's, which are decrypted when somebody looks into them: most decisions never do."""

    def __init__(self, token: str, platform: str) -> None:
        self._token, self._platform = token, platform

    def __getitem__(self, name: str) -> str:
        return self._opened[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._opened)

    def __len__(self) -> int:
        return len(self._opened)

    @cached_property
    def _opened(self) -> dict[str, str]:
        return decrypt(self._token).get(self._platform, {}) if self._token else {}


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
