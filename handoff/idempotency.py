"""Idempotency-Key: the same request under the same key is answered the same, and is done once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from agents import scopes
from agents.models import ApiKey
from handoff.models import IdempotentAnswer


class KeyReused(Exception):
    """The key came with another request before."""


class InProgress(Exception):
    """The same request is being answered at this moment."""


class _AnsweredMeanwhile(Exception):
    """Another request with this key was quicker: what this one did must not stay."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: dict[str, Any]


def answer_once(api_key: ApiKey, key: str, digest: str, produce: Callable[[], Answer]) -> Answer:
    """The kept answer, else a new one, kept in the same transaction. What `produce` raises is not kept."""
    kept = _kept(api_key, key, digest)
    if kept:
        return kept
    try:
        with transaction.atomic():
            answer = produce()
            _keep(api_key, key, digest, answer)
            return answer
    except _AnsweredMeanwhile:
        kept = _kept(api_key, key, digest)
        if kept is None:
            raise InProgress from None
        return kept


def forget_before(moment: datetime) -> int:
    """Drop the answers that no runtime repeats any more; how many they were."""
    return sum(_forget_of(brand_id, moment) for brand_id in _with_answers_before(moment))


@scopes.across_brands("whose answers are old")
def _with_answers_before(moment: datetime) -> list[UUID]:
    old = IdempotentAnswer.objects.filter(created_at__lt=moment).order_by()
    return list(old.values_list("api_key__brand", flat=True).distinct())


def _forget_of(brand_id: UUID, moment: datetime) -> int:
    with scopes.brand(brand_id):
        return IdempotentAnswer.objects.filter(api_key__brand=brand_id, created_at__lt=moment).delete()[0]


def _kept(api_key: ApiKey, key: str, digest: str) -> Answer | None:
    row = IdempotentAnswer.objects.filter(api_key=api_key, key=key).first()
    if row is None:
        return None
    # What the request means, and no secret.
    if row.request_digest != digest:  # nosemgrep: secret-compared-with-equals
        raise KeyReused
    return Answer(row.status, row.body)


def _keep(api_key: ApiKey, key: str, digest: str, answer: Answer) -> None:
    try:
        IdempotentAnswer.objects.create(
            api_key=api_key,
            key=key,
            request_digest=digest,
            handoff_id=answer.body["id"],
            status=answer.status,
            body=answer.body,
        )
    except IntegrityError:
        raise _AnsweredMeanwhile from None
