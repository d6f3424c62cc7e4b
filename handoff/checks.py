"""What must be right before customers meet it: run by `manage.py check --deploy`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from cryptography.fernet import Fernet
from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, Tags, Warning, register

from handoff.runtime_door import is_runtime_address

STAND_IN = "handoff.E001"
NO_ENCRYPTION_KEYS = "handoff.E002"
BAD_ENCRYPTION_KEY = "handoff.E003"
LOCAL_KEYS = "handoff.E004"
BAD_RUNTIME_URL = "handoff.E005"
OPENAI_OVER_HTTP = "handoff.W001"
NO_REDIS = "handoff.I001"

Apps = Sequence[AppConfig] | None


def register_checks() -> None:
    for check in (encryption_keys, runtime_url):
        register(check, Tags.security)
    for check in (stand_in_url, local_keys, openai_base_url, redis):
        register(check, Tags.security, deploy=True)


def encryption_keys(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    """Also without --deploy: with a key that is none, no provider's secret can be saved or read."""
    if not settings.FIELD_ENCRYPTION_KEYS:
        return [Error("FIELD_ENCRYPTION_KEYS is empty.", hint=_NEW_KEY, id=NO_ENCRYPTION_KEYS)]
    numbers = [n for n, key in enumerate(settings.FIELD_ENCRYPTION_KEYS, start=1) if not _is_fernet_key(key)]
    return [
        Error(f"FIELD_ENCRYPTION_KEYS: key {number} is not a Fernet key.", hint=_NEW_KEY, id=BAD_ENCRYPTION_KEY)
        for number in numbers
    ]


def stand_in_url(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    if not settings.STAND_IN_URL:
        return []
    hint = "Unset it: with it no handoff reaches a real support platform."
    return [Error("STAND_IN_URL is set.", hint=hint, id=STAND_IN)]


def runtime_url(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    if not settings.RUNTIME_URL or is_runtime_address(settings.RUNTIME_URL):
        return []
    hint = "Set it to where the demo's runtime is, such as http://127.0.0.1:8001, or leave it out."
    return [Error("RUNTIME_URL is no address.", hint=hint, id=BAD_RUNTIME_URL)]


def local_keys(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    if not settings.LOCAL_KEYS_IN_USE:
        return []
    hint = "Set both SECRET_KEY and FIELD_ENCRYPTION_KEYS: what was made for this machine is lost with its disk."
    return [Error("Keys that were made for this machine alone are in use.", hint=hint, id=LOCAL_KEYS)]


def openai_base_url(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    url = settings.OPENAI_BASE_URL
    if not url or urlsplit(url).scheme == "https":
        return []
    hint = "Customers' words and the OpenAI key travel there: use an address that begins with https."
    return [Warning("OPENAI_BASE_URL is not https.", hint=hint, id=OPENAI_OVER_HTTP)]


def redis(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    if not settings.EMBEDDED_WORKER:
        return []
    hint = "Fine for one server process. Set REDIS_URL to run several, and the worker on its own."
    return [Info("No REDIS_URL: the worker runs inside the web process.", hint=hint, id=NO_REDIS)]


_NEW_KEY = "Make one with: python -c 'from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())'"


def _is_fernet_key(key: str) -> bool:
    try:
        Fernet(key)
    except (ValueError, TypeError):
        return False
    return True
