"""A model field for secrets: JSON, encrypted at rest with keys of its own."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models

# {platform: {name: value}}
Values = dict[str, dict[str, str]]


@lru_cache(maxsize=4)
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    """The first key encrypts; each of them decrypts, so that keys can be rotated."""
    return MultiFernet([Fernet(key) for key in keys])


def encrypt(value: Values) -> str:
    return _cipher(tuple(settings.FIELD_ENCRYPTION_KEYS)).encrypt(json.dumps(value).encode()).decode()


def decrypt(token: str) -> Values:
    """The stored secrets; none where no configured key fits any more (the merchant then enters them again)."""
    try:
        plain = _cipher(tuple(settings.FIELD_ENCRYPTION_KEYS)).decrypt(token.encode())
    except InvalidToken:
        return {}
    secrets: Values = json.loads(plain)
    return secrets


if TYPE_CHECKING:
    _TextOfValues = models.TextField[Values, Values]
else:
    _TextOfValues = models.TextField


class EncryptedSecretsField(_TextOfValues):
    """Values in Python, a Fernet token in the database. Has no lookups but `isnull`."""

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Values:
        return decrypt(value) if value else {}

    def to_python(self, value: Any) -> Values:
        return value if isinstance(value, dict) else {}

    def get_prep_value(self, value: Values | None) -> str:
        return encrypt(value) if value else ""

    def value_to_string(self, obj: models.Model) -> str:
        """Serialised rows (dumpdata) hold no secret."""
        return ""
