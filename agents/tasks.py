"""Celery's door to what people wait for, beside their handoffs. A message is a wake-up and carries a row's id alone."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from agents import resetting, upkeep
from agents.waking import wake

PASS_LIMIT = 200


@shared_task(name="agents.send_password_link")
def send_password_link(ask_id: int) -> None:
    resetting.answer(ask_id)


@shared_task(name="agents.tidy")
def tidy() -> None:
    upkeep.tidy(timezone.now())


def wake_password_link(ask_id: int) -> None:
    wake(send_password_link, ask_id)


def wake_waiting_password_links() -> None:
    for ask_id in resetting.waiting(timezone.now(), PASS_LIMIT):
        wake_password_link(ask_id)
