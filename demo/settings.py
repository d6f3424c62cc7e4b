"""Settings of the demo shop's own process: no database, no session, nothing of the product's."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent

SECRET_KEY = secrets.token_urlsafe(48)  # nothing signed here outlives the process
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
ROOT_URLCONF = "demo.urls"
INSTALLED_APPS: list[str] = []
MIDDLEWARE = ["django.middleware.common.CommonMiddleware", "demo.policy.ContentPolicy"]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [BASE_DIR / "templates"]}]
USE_TZ = True
# What an Agent is told may be long.
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
APPEND_SLASH = False
STATIC_DIR = BASE_DIR / "static"
WIDGETS_DIR = BASE_DIR / "standins" / "widgets"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # A platform's refusals are its answers, and no news.
    "loggers": {"django.server": {"level": "ERROR"}, "django.request": {"level": "ERROR"}},
}

# The product as the shop sees it: an address and a key.
API_URL = os.environ.get("DEMO_API_URL", "http://127.0.0.1:8000")
API_KEY = os.environ.get("DEMO_API_KEY", "")
OPENAI_API_KEY = os.environ.get("OPENAI_API_KEY", "")
OPENAI_BASE_URL = os.environ.get("OPENAI_BASE_URL", "")
OPENAI_MODEL = os.environ.get("OPENAI_MODEL", "") or "gpt-5-mini"
