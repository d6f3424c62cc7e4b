"""Celery's door: wake-ups that carry a row's id. Losing one loses nothing, since the sweeper finds the row."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from celery import shared_task
from django.conf import settings

from agents import audit, credentials, sightings
from agents.tasks import wake_what_was_lost
from agents.waking import untaken, wake
from handoff import delivery, heartbeats, summaries, sweeping
from handoff.alarms import alarm_mail
from handoff.privacy import purging
from handoff.trials import credential_check

# Less than the hour between two of them.
PURGES_APART = timedelta(minutes=50)


@shared_task(name="handoff.deliver")
def deliver(handoff_id: str) -> None:
    waiting = delivery.deliver(UUID(handoff_id))
    if waiting is not None:
        wake_delivery(waiting)


@shared_task(name="handoff.deliver_overdue")
def deliver_overdue(handoff_id: str) -> None:
    """What a sweep found. In a queue of its own, which shows whether the last pass was taken."""
    deliver(handoff_id)


@shared_task(name="handoff.prepare_summary")
def prepare_summary(conversation_id: int) -> None:
    summaries.prepare(conversation_id)


@shared_task(name="handoff.note_use_of_key")
def note_use_of_key(api_key_id: int) -> None:
    credentials.note_use(api_key_id)


@shared_task(name="handoff.note_sighting")
def note_sighting(origin: str) -> None:
    sightings.note(origin)


@shared_task(name="handoff.check_credentials")
def check_credentials(trial_id: str) -> None:
    credential_check.check(UUID(trial_id))


@shared_task(name="handoff.mail_alarm")
def mail_alarm(alarm_id: int) -> None:
    alarm_mail.send(alarm_id)


@shared_task(name="handoff.sweep")
def sweep() -> None:
    """Of those that gathered while no worker was there, one is enough. First what customers wait for."""
    if not heartbeats.begins(heartbeats.WORKER, timedelta(seconds=settings.SWEEP_SECONDS / 2)):
        return
    wake_overdue()
    sweeping.tidy()
    for trial_id in sweeping.due_checks():
        wake_credential_check(trial_id)
    for alarm_id in sweeping.alarms_to_mail():
        wake_alarm_mail(alarm_id)
    wake_what_was_lost()


@shared_task(name="handoff.purge")
def purge() -> None:
    """One at a time: Redis hands a task that takes long to another worker too."""
    if not heartbeats.begins(heartbeats.PURGE, PURGES_APART):
        return
    purging.purge_some()
    audit.purge_old()


def wake_delivery(handoff_id: UUID) -> None:
    wake(deliver, str(handoff_id))


def wake_overdue() -> None:
    """Each due handoff once. Nobody while some of the last pass still wait: their wake-ups would pile up."""
    if not untaken(deliver_overdue):
        for handoff_id in sweeping.due():
            wake(deliver_overdue, str(handoff_id))


def wake_credential_check(trial_id: UUID) -> None:
    wake(check_credentials, str(trial_id))


def wake_alarm_mail(alarm_id: int) -> None:
    wake(mail_alarm, alarm_id)


def wake_summary(conversation_id: int) -> None:
    wake(prepare_summary, conversation_id)


def wake_note_of_use(api_key_id: int) -> None:
    wake(note_use_of_key, api_key_id)


def wake_note_of_sighting(origin: str) -> None:
    wake(note_sighting, origin)
