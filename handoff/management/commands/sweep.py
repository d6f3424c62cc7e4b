"""One pass over due and abandoned handoffs, done here and now: for cron, or for a day without Redis."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from handoff import delivery, sweeping
from handoff.alarms import alarm_mail


class Command(BaseCommand):
    help = "One pass over due and abandoned handoffs; needs neither Redis nor a worker."

    def handle(self, *args: Any, **options: Any) -> None:
        ended = sweeping.tidy()
        due = list(sweeping.due())
        for handoff_id in due:
            delivery.deliver(handoff_id)
        for alarm_id in list(sweeping.alarms_to_mail()):
            alarm_mail.send(alarm_id)
        self.stdout.write(f"{len(due)} delivered or tried, {ended} ended.")
