"""All settings, from the environment. Without any, everything runs on this machine: SQLite, no Redis, no OpenAI key."""

from __future__ import annotations

import contextlib
import zoneinfo
from datetime import timedelta
from pathlib import Path
from typing import Any

import environ

from handoff_project import queues
from handoff_project.admin_look import UNFOLD as UNFOLD
from handoff_project.databases import with_options
from handoff_project.local_keys import local_encryption_key, local_secret_key
from handoff_project.logs import logging_config

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEBUG = env.bool("DEBUG", default=False)
# Whatever tells of a fault tells no local variable: they hold secrets and customers' words.
DEFAULT_EXCEPTION_REPORTER_FILTER = "handoff_project.error_reports.NoLocals"
# What this machine keeps for itself: the SQLite file, local keys, collected static files.
LOCAL_DIR = Path(env.str("LOCAL_DIR", default=str(BASE_DIR / "var")))

# Secrets
SECRET_KEY = env.str("SECRET_KEY", default="") or local_secret_key(LOCAL_DIR)
# Earlier ones, which sign nothing any more and still prove what they signed: until sessions and links have run out.
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", default=[])
# The first key encrypts, each of them decrypts.
FIELD_ENCRYPTION_KEYS: list[str] = env.list("FIELD_ENCRYPTION_KEYS", default=[]) or [local_encryption_key(LOCAL_DIR)]
LOCAL_KEYS_IN_USE = not (env.str("SECRET_KEY", default="") and env.list("FIELD_ENCRYPTION_KEYS", default=[]))

# Web
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# On plain HTTP only the local machine is served; everywhere else a proxy ends TLS.
HTTPS = env.bool("HTTPS", default="SECRET_KEY" in env.ENVIRON and not DEBUG)
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|metrics)$"]
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
# A browser sends these back to this host alone, and nobody can set them from a neighbouring one.
_COOKIE_PREFIX = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{_COOKIE_PREFIX}sessionid"
CSRF_COOKIE_NAME = f"{_COOKIE_PREFIX}csrftoken"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
# Not in a cookie of their own.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
# Whoever is logged in logs in again after so long, and after so long without a page.
SESSION_COOKIE_AGE = env.int("SESSION_COOKIE_AGE", default=8 * 60 * 60)
SESSION_IDLE_SECONDS = env.int("SESSION_IDLE_SECONDS", default=60 * 60)
X_FRAME_OPTIONS = "DENY"
ROOT_URLCONF = "handoff_project.urls"
WSGI_APPLICATION = "handoff_project.wsgi.application"

INSTALLED_APPS = [
    "unfold",
    "unfold.contrib.forms",
    "handoff_project.admin_app.AdminConfig",
    "django.forms",  # for its templates alone
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "axes",
    "django_prose_editor",  # for its static files alone
    "agents",
    "playbooks",
    "handoff",
    "demo",
]

MIDDLEWARE = [
    "handoff_project.middleware.RequestIdMiddleware",  # first: whatever is logged below it has the id
    "handoff_project.middleware.ScopeMiddleware",
    "handoff_project.browser_headers.BrowserHeadersMiddleware",  # on whatever those below answer
    "handoff_project.http_rules.MethodMiddleware",
    "handoff_project.bodies.BodyLimitMiddleware",  # before anything reads
    "handoff_project.http_rules.HttpsMiddleware",  # before the next one, which redirects
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",  # above all that answers
    "handoff_project.middleware.ProbesMiddleware",  # before whatever looks at the Host
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "handoff_project.middleware.ActingMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "agents.gate.AdminGate",
]

# A form's widgets have their templates where pages have them: one of Django's own is replaced.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Database. A pool of connections for each process; 0 for none, as behind a pooler of one's own.
DB_POOL_SIZE = env.int("DB_POOL_SIZE", default=12)
DATABASES = {
    "default": with_options(
        env.db_url("DATABASE_URL", default=f"sqlite:///{LOCAL_DIR / 'handoff.sqlite3'}"), DB_POOL_SIZE, LOCAL_DIR
    )
}
# The role that the product works as where it logs in as another one that may take it, as the tests do.
DATABASE_ROLE = env.str("DATABASE_ROLE", default="")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The audit log: whoever runs this site says how long, since an admin of a Brand may not shorten what is told of admins.
RETENTION_AUDIT_DAYS = env.int("RETENTION_AUDIT_DAYS", default=400)

# Accounts
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "agents.password_guesses.HardToGuess"},
]
AUTHENTICATION_BACKENDS = ["agents.lock_out.LockOut", "django.contrib.auth.backends.ModelBackend"]
# A link to set a new password works for so long.
PASSWORD_RESET_TIMEOUT = 60 * 60
# A code from a phone, beside the password. Without HTTPS there is only this machine.
TWO_FACTOR_REQUIRED = env.bool("TWO_FACTOR_REQUIRED", default=HTTPS)
# So many wrong tries lock a person out, and all who try from one network; for so long.
LOCK_OUT_AFTER = env.int("LOCK_OUT_AFTER", default=10)
LOCK_OUT_NETWORK_AFTER = env.int("LOCK_OUT_NETWORK_AFTER", default=100)
LOCK_OUT_SECONDS = env.int("LOCK_OUT_SECONDS", default=15 * 60)
AXES_FAILURE_LIMIT = LOCK_OUT_AFTER
AXES_COOLOFF_TIME = timedelta(seconds=LOCK_OUT_SECONDS)
AXES_RESET_ON_SUCCESS = True
AXES_HANDLER = "agents.attempts.Handler"
AXES_CLIENT_IP_CALLABLE = "agents.attempts.address_counted"
AXES_USERNAME_CALLABLE = "agents.attempts.name_of"
AXES_LOCKOUT_PARAMETERS = "agents.attempts.counted_by"
AXES_CLIENT_STR_CALLABLE = "agents.attempts.in_log"
# Its rows are of all Brands, and say nothing to people.
AXES_ENABLE_ADMIN = False
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
# The login form itself says who is locked out: axes' middleware would answer with a page of its own.
SILENCED_SYSTEM_CHECKS = ["axes.W002"]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"

# E-mail: such as smtp+tls://user:password@mail.example.com:587. Without it none is sent, and pages show links to copy.
EMAIL_URL = env.str("EMAIL_URL", default="")
_EMAIL = env.email_url("EMAIL_URL", default="dummymail://")
EMAIL_BACKEND = _EMAIL["EMAIL_BACKEND"]
EMAIL_HOST = _EMAIL["EMAIL_HOST"]
EMAIL_PORT = _EMAIL["EMAIL_PORT"] or 25
EMAIL_HOST_USER = _EMAIL["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = _EMAIL["EMAIL_HOST_PASSWORD"]
EMAIL_FILE_PATH = _EMAIL.get("EMAIL_FILE_PATH") or None
EMAIL_USE_TLS = _EMAIL.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = _EMAIL.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", default="Handoff <handoff@localhost>")
# Where people reach this admin, for links in e-mails that no page sends.
PUBLIC_URL = env.str("PUBLIC_URL", default="").rstrip("/")
# A shop to try a handoff in, where there is one (`dev.py run` starts it).
DEMO_SHOP_URL = env.str("DEMO_SHOP_URL", default="")

# The demo's runtime, by which authors try a draft (`rundemo` sets it to its own).
RUNTIME_URL = env.str("RUNTIME_URL", default="")

# Language and time. Time zones are those of the pinned tzdata package: a system's own may be years old.
zoneinfo.reset_tzpath(to=())
LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"
USE_TZ = True

# Static files
STATIC_URL = "static/"
STATIC_ROOT = LOCAL_DIR / "static"
# WhiteNoise warns of a folder that isn't there, as it is before the first collectstatic; a read-only disk may stay so.
with contextlib.suppress(OSError):
    STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = True
# The admin's files are for the admin alone: handoff.js has a door of its own.
WHITENOISE_ALLOW_ALL_ORIGINS = False

# Redis and Celery: with no broker named, a worker thread inside the web process does the work.
REDIS_URL = env.str("REDIS_URL", default="")
CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default="") or REDIS_URL or "memory://localhost/"
EMBEDDED_WORKER = CELERY_BROKER_URL.startswith("memory:")
SWEEP_SECONDS = 2
CELERY_BROKER_TRANSPORT_OPTIONS = queues.transport_options(CELERY_BROKER_URL)
# Read in three places, of which the shortest wins.
CELERY_RESULT_BACKEND_TRANSPORT_OPTIONS = {"visibility_timeout": queues.VISIBILITY_SECONDS}
CELERY_VISIBILITY_TIMEOUT = queues.VISIBILITY_SECONDS
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A worker looks for its broker for ever.
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_TASK_QUEUES = queues.QUEUES
CELERY_TASK_DEFAULT_QUEUE = queues.UPKEEP
CELERY_TASK_ROUTES = queues.ROUTES
# A publish that finds no broker gives up at once: the sweeper finds the row.
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
# Tasks wait for the network: threads, and one process of them.
CELERY_WORKER_POOL = "threads"
CELERY_WORKER_CONCURRENCY = env.int("WORKER_THREADS", default=32)
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
# A thread can't be ended from outside: celery would only complain that it can't. The attempt goes on, and whoever gets
# its message meanwhile finds the row claimed.
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False
# For SIGQUIT. On SIGTERM a worker finishes what it has in hand, which takes no longer than one attempt.
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 15
# Nobody asks a worker anything over Redis: its heartbeat is a row.
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULE = queues.beat_schedule(SWEEP_SECONDS)
REDIS_CACHE = {
    "BACKEND": "agents.counting_cache.CountingRedisCache",
    "LOCATION": REDIS_URL,
    "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
}
# Room for so many counters. What is over is dropped: with Django's 300 anybody could make others' limits be forgotten.
LOCAL_CACHE = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 100_000}}
CACHES: dict[str, dict[str, Any]] = {"default": REDIS_CACHE if REDIS_URL else LOCAL_CACHE}

# The API
API_THROTTLE = env.str("API_THROTTLE", default="1200/min")
STOREFRONT_THROTTLE = env.str("STOREFRONT_THROTTLE", default="240/min")
# What platforms tell: proven notices of one Brand's platform; and those that prove nothing, of one address.
LIMIT_NOTICES = env.str("LIMIT_NOTICES", default="1200/min")
LIMIT_UNPROVEN_NOTICES = env.str("LIMIT_UNPROVEN_NOTICES", default="60/min")
# All keys of a Brand together; one handoff's token; one address (of IPv6, one /64) with all its tokens; wrong keys.
LIMIT_BRAND = env.str("LIMIT_BRAND", default="6000/min")
LIMIT_TOKEN = env.str("LIMIT_TOKEN", default="480/min")
LIMIT_ADDRESS = env.str("LIMIT_ADDRESS", default="2400/min")
LIMIT_GUESSES = env.str("LIMIT_GUESSES", default="60/min")
# Handoffs that begin: people's attention, and the model's, is what is scarce.
LIMIT_STARTS_CONVERSATION = env.str("LIMIT_STARTS_CONVERSATION", default="20/hour")
LIMIT_STARTS_CUSTOMER = env.str("LIMIT_STARTS_CUSTOMER", default="30/hour")
LIMIT_STARTS_BRAND = env.str("LIMIT_STARTS_BRAND", default="600/min")
# Bodies: of the API and the storefront; of a page, which may bring a file.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
LIMIT_PAGE_BYTES = env.int("LIMIT_PAGE_BYTES", default=3 * 1024 * 1024)
# A thousand closures on one page, of up to seven fields each.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 8000
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "Handoff",
    "DESCRIPTION": "Moves a customer from a merchant's AI agent to the merchant's human support team.",
    "VERSION": "1",
    # 3.0 has no null among its types.
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENFORCE_NON_BLANK_FIELDS": True,
    "ENUM_NAME_OVERRIDES": {"ContextWay": ["api", "browser_fields", "visible_message", "prefilled", "none"]},
}

# The handoff
# Of one Brand's contexts so many are delivered at once, by all workers together; and so many may wait for their turn.
HANDOFF_BRAND_CONCURRENCY = env.int("HANDOFF_BRAND_CONCURRENCY", default=8)
HANDOFF_BRAND_BACKLOG = env.int("HANDOFF_BRAND_BACKLOG", default=2000)
HANDOFF_OPEN_DEADLINE_SECONDS = env.int("HANDOFF_OPEN_DEADLINE_SECONDS", default=15 * 60)
HANDOFF_SILENCE_SECONDS = env.int("HANDOFF_SILENCE_SECONDS", default=24 * 60 * 60)
# Loopback platforms for the demo and the tests: every request to a platform goes there. Refused by `check --deploy`.
STAND_IN_URL = env.str("STAND_IN_URL", default="")

# The language model: summaries, and second opinions where a merchant wants them
OPENAI_API_KEY = env.str("OPENAI_API_KEY", default="")
OPENAI_BASE_URL = env.str("OPENAI_BASE_URL", default="")
OPENAI_MODEL = env.str("OPENAI_MODEL", default="gpt-4.1-mini")
OPENAI_SUMMARY_BUDGET_SECONDS = env.float("OPENAI_SUMMARY_BUDGET_SECONDS", default=8.0)
# A decision waits for a second opinion.
OPENAI_OPINION_BUDGET_SECONDS = env.float("OPENAI_OPINION_BUDGET_SECONDS", default=2.0)
# What a million tokens cost, in US dollars: Brands have a budget for the day. These are of the default model.
OPENAI_INPUT_PRICE = env.float("OPENAI_INPUT_PRICE", default=0.40)
OPENAI_OUTPUT_PRICE = env.float("OPENAI_OUTPUT_PRICE", default=1.60)

# Logs: plain lines, or with LOG_FORMAT=json an object on each line
LOG_FORMAT = env.str("LOG_FORMAT", default="plain")
LOGGING = logging_config(env.str("LOG_LEVEL", default="INFO"), LOG_FORMAT, with_texts=DEBUG)

# How long a web process that is asked to end goes on serving, not ready: as long as a load balancer takes to notice.
DRAIN_SECONDS = env.int("DRAIN_SECONDS", default=0)

# Metrics for Prometheus: /metrics answers to whoever has the token, and to nobody without one
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
# Where a worker on another machine than the web server tells its own: to whoever reaches this address, with no token.
METRICS_PORT = env.int("METRICS_PORT", default=0)
METRICS_HOST = env.str("METRICS_HOST", default="127.0.0.1")
