"""Passes over due and abandoned handoffs, done here and now: beside workers, for cron, or for a day without Redis."""

from __future__ import annotations

import logging
import signal
import threading
from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import DatabaseError, OperationalError, connection

from handoff import delivery, heartbeats, sweeping
from handoff.alarms import alarm_mail
from handoff.log_safety import without_text

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "One pass over due and abandoned handoffs; needs neither Redis nor a worker."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--forever", action="store_true", help="Pass after pass, until SIGTERM.")

    def handle(self, *args: Any, forever: bool, **options: Any) -> None:
        if forever:
            self._keep_sweeping()
        else:
            self._pass()

    def _keep_sweeping(self) -> None:
        """A delivery in hand is finished before it stops; a database that is away is waited for."""
        stop = threading.Event()
        signal.signal(signal.SIGTERM, lambda number, frame: stop.set())
        while not stop.is_set():
            try:
                self._pass(stop)
            except DatabaseError as error:
                logger.error("A pass of the sweeper failed", exc_info=without_text(error))
            connection.close()
            stop.wait(settings.SWEEP_SECONDS)

    def _pass(self, stop: threading.Event | None = None) -> None:
        heartbeats.note(heartbeats.SWEEPER)
        ended = sweeping.tidy()
        tried = self._deliver_all(stop or threading.Event())
        for alarm_id in list(sweeping.alarms_to_mail()):
            alarm_mail.send(alarm_id)
        if tried or ended or stop is None:
            self.stdout.write(f"{tried} delivered or tried, {ended} ended.")

    def _deliver_all(self, stop: threading.Event) -> int:
        """Each once: what fails, or has no place among its Brand's deliveries, is left for the next pass."""
        tried: set[UUID] = set()
        while fresh := [handoff_id for handoff_id in sweeping.due() if handoff_id not in tried]:
            for handoff_id in fresh:
                if stop.is_set():
                    return len(tried)
                self._deliver(handoff_id)
                tried.add(handoff_id)
        return len(tried)

    def _deliver(self, handoff_id: UUID) -> None:
        """One that somebody else holds locked stops none of the others; a database that is away stops the pass."""
        try:
            delivery.deliver(handoff_id)
        except OperationalError as error:
            connection.ensure_connection()
            logger.warning("%s is left for the next pass", handoff_id, exc_info=without_text(error))
