"""What is counted for Prometheus. The one room that knows its library: everybody else calls these functions.

No label names a Brand, a customer or a conversation: a scrape may be read by people who must not know them.
"""

from __future__ import annotations

from prometheus_client import Counter, Gauge, Histogram

_SECONDS = (0.1, 0.25, 0.5, 1, 2, 3, 5, 8, 13, 30, 60, 300, 1800, 7200, 86400)

_decisions = Counter("handoff_decisions", "Decisions, by verdict and reason.", ("verdict", "reason"))
_attempts = Counter("handoff_attempts", "Attempts to put the context before the human team.", ("platform", "outcome"))
_refusals = Counter("handoff_starts_refused", "Starts that were told to come back later.", ("reason",))
_chat_opened = Histogram("handoff_chat_opened_seconds", "From acceptance until the chat was open.", buckets=_SECONDS)
_context_delivered = Histogram(
    "handoff_context_delivered_seconds", "From acceptance until the human team had the context.", buckets=_SECONDS
)
_tokens = Counter("handoff_model_tokens", "Tokens of the model.", ("purpose", "direction"))
_model_answers = Counter("handoff_model_answers", "What the model answered.", ("outcome",))
_model_paused = Gauge(
    "handoff_model_paused",
    "1 while the model is not asked, since it failed several times in a row.",
    ("budget_seconds",),
    multiprocess_mode="mostrecent",
)


def decided(verdict: str, reason: str) -> None:
    _decisions.labels(verdict, reason).inc()


def refused(reason: str) -> None:
    """A start that was told to come back: a Brand's backlog is full."""
    _refusals.labels(reason).inc()


def attempted(platform: str, outcome: str) -> None:
    """`outcome` is a word of a short list: delivered, waits, browser, not_supported, retried, failed, unknown."""
    _attempts.labels(platform, outcome).inc()


def chat_opened(seconds: float) -> None:
    _chat_opened.observe(max(seconds, 0.0))


def context_delivered(seconds: float) -> None:
    _context_delivered.observe(max(seconds, 0.0))


def tokens(purpose: str, into: int, out: int) -> None:
    _tokens.labels(purpose, "input").inc(into)
    _tokens.labels(purpose, "output").inc(out)


def model_answered(outcome: str) -> None:
    """`answered`, or a word of LlmUnavailable."""
    _model_answers.labels(outcome).inc()


def model_paused(budget_seconds: float, *, paused: bool) -> None:
    """Each budget has a breaker of its own: the summaries' and the second opinions'."""
    _model_paused.labels(budget_seconds).set(paused)
