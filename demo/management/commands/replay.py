"""`manage replay FILE.jsonl`: what would have happened, had these conversations come to this product."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import httpx2
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone
from tqdm import tqdm

from agents.models import Agent
from agents.purging import deletions_allowed
from demo import replay
from demo.child import demo_process, free_port
from demo.replay import PastConversation, Report

NO_API = "http://127.0.0.1:9"


class Command(BaseCommand):
    help = "Run past conversations through decision, handoff, summary and delivery to a stand-in platform."
    # An empty database is filled first, see _ensure_tables.
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help='JSON Lines: {"id", "turns": [{"role", "text"}]}')
        parser.add_argument("--keep", action="store_true", help="Keep the Brand of this run, to look at in the admin.")

    def handle(self, *args: Any, file: Path, keep: bool, **options: Any) -> None:
        conversations = self._read(file)
        self._ensure_tables()
        agent = replay.brand_for_replay(f"Replay of {timezone.now():%Y-%m-%d %H:%M:%S}")
        try:
            report = self._replay(agent, conversations)
        finally:
            if not keep:
                with deletions_allowed():
                    agent.brand.delete()
        self._tell(report)

    def _read(self, file: Path) -> list[PastConversation]:
        try:
            return replay.read_conversations(file)
        except (OSError, replay.BadRow) as error:
            raise CommandError(str(error)) from error

    def _ensure_tables(self) -> None:
        if not connection.introspection.table_names():
            call_command("migrate", verbosity=0)

    def _replay(self, agent: Agent, conversations: list[PastConversation]) -> Report:
        """Deliver to a platform of this run's own: nothing reaches a real one."""
        report = Report()
        with demo_process(free_port(), NO_API) as url:
            settings.STAND_IN_URL = f"{url}/stand-in"
            progress = tqdm(total=len(conversations), unit=" conversations", file=self.stderr)
            for _ in replay.replay(agent, conversations, report):
                progress.update()
            progress.close()
            replay.account(agent, report, httpx2.get(f"{url}/stand-in/log.json", trust_env=False).json())
        return report

    def _tell(self, report: Report) -> None:
        for reason, count in report.by_reason.most_common():
            self.stdout.write(f"{count:6} {reason}")
        for status, count in report.contexts.most_common():
            self.stdout.write(f"{count:6} context {status}")
        self.stdout.write(json.dumps(report.figures()))
