"""What must be right before customers meet it: run by `manage.py check --deploy`."""

from __future__ import annotations

import math
import re
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
NOT_A_TIME_OR_PRICE = "handoff.E006"
BAD_NUMBER = "handoff.E007"
BAD_LOG_FORMAT = "handoff.E008"
NOT_A_RATE = "handoff.E020"
OPENAI_OVER_HTTP = "handoff.W001"
GUESSABLE = "handoff.W002"
NO_SECOND_STEP = "handoff.W010"
NO_REDIS = "handoff.I001"

BUDGETS = ("OPENAI_SUMMARY_BUDGET_SECONDS", "OPENAI_OPINION_BUDGET_SECONDS")
PRICES = ("OPENAI_INPUT_PRICE", "OPENAI_OUTPUT_PRICE")
LEAST = {
    "HANDOFF_OPEN_DEADLINE_SECONDS": 1,
    "HANDOFF_SILENCE_SECONDS": 1,
    "HANDOFF_BRAND_CONCURRENCY": 1,
    "HANDOFF_BRAND_BACKLOG": 1,
    "CELERY_WORKER_CONCURRENCY": 1,
    "DB_POOL_SIZE": 0,
    "METRICS_PORT": 0,
    "DRAIN_SECONDS": 0,
    "LIMIT_PAGE_BYTES": 1024,
    "SESSION_IDLE_SECONDS": 60,
    "SESSION_COOKIE_AGE": 60,
    "LOCK_OUT_AFTER": 1,
    "LOCK_OUT_NETWORK_AFTER": 1,
    "LOCK_OUT_SECONDS": 1,
}
RATES = (
    "API_THROTTLE",
    "STOREFRONT_THROTTLE",
    "LIMIT_BRAND",
    "LIMIT_TOKEN",
    "LIMIT_ADDRESS",
    "LIMIT_GUESSES",
    "LIMIT_STARTS_CONVERSATION",
    "LIMIT_STARTS_CUSTOMER",
    "LIMIT_STARTS_BRAND",
    "LIMIT_NOTICES",
    "LIMIT_UNPROVEN_NOTICES",
)
RATE = re.compile(r"[1-9][0-9]{0,8}/(s|m|h|d)[a-z]{0,8}", re.ASCII)
LOG_FORMATS = ("plain", "json")
SHORTEST_TOKEN = 16

Apps = Sequence[AppConfig] | None


def register_checks() -> None:
    for check in (encryption_keys, runtime_url, times_and_prices, whole_numbers, rates, log_format):
        register(check, Tags.security)
    for check in (stand_in_url, local_keys, openai_base_url, metrics_token, second_step, redis):
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


def times_and_prices(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    """`nan` and `inf` are numbers to Python: a budget of either never ends, or ends every request."""
    wrong = [name for name in BUDGETS if not (math.isfinite(value := getattr(settings, name)) and value > 0)]
    wrong += [name for name in PRICES if not (math.isfinite(value := getattr(settings, name)) and value >= 0)]
    hint = "Budgets are seconds above 0, prices are US dollars for a million tokens."
    return [Error(f"{name} is no such number.", hint=hint, id=NOT_A_TIME_OR_PRICE) for name in wrong]


def whole_numbers(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    return [
        Error(f"{name} is below {least}.", hint="Set it to a larger number, or leave it out.", id=BAD_NUMBER)
        for name, least in LEAST.items()
        if getattr(settings, name) < least
    ]


def rates(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    wrong = [name for name in RATES if not RATE.fullmatch(getattr(settings, name))]
    hint = "Write a whole number of at least 1 and a period, such as 600/min, 5/s, 20/hour or 1000/day."
    return [Error(f"{name} is no rate.", hint=hint, id=NOT_A_RATE) for name in wrong]


def log_format(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    if settings.LOG_FORMAT in LOG_FORMATS:
        return []
    return [Error("LOG_FORMAT is unknown.", hint=f"Set it to {' or '.join(LOG_FORMATS)}.", id=BAD_LOG_FORMAT)]


def metrics_token(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    if not settings.METRICS_TOKEN or len(settings.METRICS_TOKEN) >= SHORTEST_TOKEN:
        return []
    hint = f"It is all that guards /metrics: use at least {SHORTEST_TOKEN} random characters."
    return [Warning("METRICS_TOKEN is short.", hint=hint, id=GUESSABLE)]


def second_step(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    if settings.TWO_FACTOR_REQUIRED:
        return []
    hint = "Leave TWO_FACTOR_REQUIRED out: who learns a password would read the conversations of customers."
    return [Warning("People log in with a password alone.", hint=hint, id=NO_SECOND_STEP)]


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
