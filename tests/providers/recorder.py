"""A `send` that goes nowhere: it answers as told, and remembers what it was asked to send."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from handoff.providers.base import ProviderError, Reply


@dataclass
class Sent:
    method: str
    url: str
    json: Mapping[str, Any] | None
    headers: Mapping[str, str]


@dataclass
class Recorder:
    """Answers by "METHOD /path"; a list is used up from its beginning, an exception is raised."""

    answers: dict[str, Any] = field(default_factory=dict)
    sent: list[Sent] = field(default_factory=list)

    def __call__(
        self,
        method: str,
        url: str,
        *,
        json: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        self.sent.append(Sent(method, url, json, headers or {}))
        path = "/" + url.removeprefix("https://").partition("/")[2]
        answer = self.answers.get(f"{method} {path}", ProviderError("not found", permanent=True, status=404))
        if isinstance(answer, list):
            answer = answer.pop(0)
        if isinstance(answer, ProviderError):
            raise answer
        return Reply(200, answer)

    @property
    def steps(self) -> list[str]:
        return [f"{sent.method} /{sent.url.removeprefix('https://').partition('/')[2]}" for sent in self.sent]

    def body(self, step: str) -> Mapping[str, Any]:
        """What the last request of this kind carried."""
        found = [sent.json for sent, name in zip(self.sent, self.steps, strict=True) if name == step]
        assert found, f"{step} was not sent: {self.steps}"
        return found[-1] or {}
