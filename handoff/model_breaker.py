"""A model that is down costs its whole budget now and then, not with each question. Of this process alone."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from time import monotonic
from typing import TypeVar

from pydantic import BaseModel

from handoff import metrics
from handoff.breaker import Breaker
from handoff.llm import Answered, LanguageModel, LlmUnavailable

PAUSED = "paused"
F = TypeVar("F", bound=BaseModel)

# What tells of the server, and not of the question: an answer of any other kind shows that it is there.
_DOWN = frozenset({"timeout", "connection", "http_401", "http_403", "http_408", "http_429"})


class ModelBreaker:
    """The rule, with the clock of this process and a lock: its threads ask the same model."""

    def __init__(self) -> None:
        self._breaker = Breaker()
        self._lock = threading.Lock()

    @property
    def is_open(self) -> bool:
        return self._breaker.open_until is not None

    def admits(self, seconds: float) -> bool:
        """Whether to ask now. After a pause one question goes ahead; the others wait for as long as it may take."""
        with self._lock:
            now = monotonic()
            if not self._breaker.allows(now):
                return False
            self._breaker = self._breaker.probing(now, seconds)
            return True

    def note(self, *, down: bool) -> None:
        with self._lock:
            now = monotonic()
            self._breaker = self._breaker.after_failure(now) if down else self._breaker.after_success()


@dataclass(frozen=True, slots=True)
class GuardedModel:
    """A model, asked through its breaker."""

    model: LanguageModel
    breaker: ModelBreaker = field(compare=False, repr=False)

    def ask(self, instructions: str, data: str, form: type[F], max_output_tokens: int) -> Answered[F]:
        """As LanguageModel.ask; also raises LlmUnavailable where the model is left alone."""
        if not self.breaker.admits(self.model.budget_seconds):
            metrics.model_answered(PAUSED)
            raise LlmUnavailable(PAUSED)
        outcome = "answered"
        try:
            return self.model.ask(instructions, data, form, max_output_tokens)
        except LlmUnavailable as unavailable:
            outcome = str(unavailable)
            raise
        finally:
            self.breaker.note(down=is_down(outcome))
            metrics.model_answered(outcome)
            metrics.model_paused(self.model.budget_seconds, paused=self.breaker.is_open)


def is_down(outcome: str) -> bool:
    return outcome in _DOWN or outcome.startswith("http_5")


# A model that is too slow for a second opinion may be in time for a summary: each budget has its own.
_breakers: dict[tuple[str, str, float], ModelBreaker] = {}


def guarded(model: LanguageModel) -> GuardedModel:
    key = (model.base_url, model.model, model.budget_seconds)
    return GuardedModel(model, _breakers.setdefault(key, ModelBreaker()))
