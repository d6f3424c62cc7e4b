"""Celery's door to what people wait for, beside their handoffs. A message is a wake-up and carries a row's id alone."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from agents import resetting, upkeep, wrong_tries
from agents.waking import wake

PASS_LIMIT = 200


@shared_task(name="agents.send_password_link")
def send_password_link(ask_id: int) -> None:
    resetting.answer(ask_id)


@shared_task(name="agents.tell_of_wrong_try")
def tell_of_wrong_try(try_id: int) -> None:
    wrong_tries.tell(try_id)


@shared_task(name="agents.tidy")
def tidy() -> None:
    upkeep.tidy(timezone.now())


def wake_password_link(ask_id: int) -> None:
    wake(send_password_link, ask_id)


def wake_telling(try_id: int) -> None:
    wake(tell_of_wrong_try, try_id)


def wake_what_was_lost() -> None:
    now = timezone.now()
    for ask_id in resetting.waiting(now, PASS_LIMIT):
        wake_password_link(ask_id)
    for try_id in wrong_tries.waiting(now, PASS_LIMIT):
        wake_telling(try_id)
