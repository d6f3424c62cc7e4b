"""`manage rundemo`: the product with its worker, and the demo shop beside it. `dev.py run` calls it."""

from __future__ import annotations

import signal
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler, get_internal_wsgi_application

from demo import seed
from demo.child import ROOT, demo_process
from handoff_project import embedded

HOST = "127.0.0.1"
URLS = "demo.product_urls"
NO_STAND_IN = (
    "STAND_IN_URL is not set, so a handoff would go to the real platforms. Start the demo with: python3 dev.py run"
)
WORKER = [
    sys.executable,
    "-m",
    "celery",
    "-A",
    "handoff_project",
    "worker",
    "--concurrency",
    "8",
    "--without-mingle",
    "--without-gossip",
    "--beat",  # which sweeps
    "--scheduler",
    "celery.beat:Scheduler",
    "--loglevel",
    "WARNING",
]


class Command(BaseCommand):
    help = "Serve the product and the demo shop on this machine, on two neighbouring ports."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="The demo shop takes the next one.")

    def handle(self, *args: Any, port: int, **options: Any) -> None:
        if not settings.STAND_IN_URL:
            raise CommandError(NO_STAND_IN)
        seeded = seed.seed(port + 1)
        settings.ROOT_URLCONF = URLS
        signal.signal(signal.SIGTERM, interrupt)
        try:
            self._serve(port, seeded)
        except KeyboardInterrupt:
            self.stdout.write("\nStopped.")
        except (OSError, RuntimeError) as error:
            raise CommandError(f"The demo did not start. Are the ports {port} and {port + 1} free? {error}") from error

    def _serve(self, port: int, seeded: seed.Seeded) -> None:
        server = ThreadedWSGIServer((HOST, port), WSGIRequestHandler)
        server.set_app(get_internal_wsgi_application())
        with ExitStack() as stack:
            stack.callback(server.server_close)
            shop = stack.enter_context(
                demo_process(port + 1, f"http://{HOST}:{port}", seeded.api_key, notices=seeded.notices)
            )
            settings.RUNTIME_URL = settings.RUNTIME_URL or shop
            if settings.EMBEDDED_WORKER:
                embedded.start()
            else:
                stack.enter_context(separate_worker())
            self._tell(f"http://{HOST}:{port}", shop, seeded.api_key)
            server.serve_forever()

    def _tell(self, api: str, shop: str, key: str) -> None:
        rows = [
            ("Demo shop", f"{shop}/"),
            ("Admin", f"{api}/admin/"),
            ("Login", f"{seed.USERNAME}, password {seed.PASSWORD}"),
            ("API docs", f"{api}/api/docs/"),
            ("API key", key),
        ]
        self.stdout.write("\nHandoff is running. Stop it with Ctrl-C.\n")
        for name, value in rows:
            self.stdout.write(f"{name}: {value}")
        self.stdout.flush()


@contextmanager
def separate_worker() -> Iterator[None]:
    with subprocess.Popen(WORKER, cwd=ROOT) as worker:
        try:
            yield
        finally:
            worker.terminate()


def interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
