"""The demo shop, a process of its own: python -m demo --port 8001 --api http://127.0.0.1:8000 (key: DEMO_API_KEY)."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
from types import FrameType

from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application


def main() -> int:
    options = parse()
    os.environ["DJANGO_SETTINGS_MODULE"] = "demo.settings"
    os.environ["DEMO_API_URL"] = options.api.rstrip("/")
    server = ThreadedWSGIServer(("127.0.0.1", options.port), WSGIRequestHandler)
    server.set_app(get_wsgi_application())
    if options.ends_with_stdin:
        threading.Thread(target=end_with_stdin, daemon=True).start()
    signal.signal(signal.SIGTERM, leave)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        return 0
    return 0


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m demo", description="The demo shop and the stand-in platforms.")
    parser.add_argument("--port", type=int, default=8001)
    parser.add_argument("--api", default="http://127.0.0.1:8000", help="the address of the product")
    parser.add_argument("--ends-with-stdin", action="store_true", help="end when standard input is closed")
    return parser.parse_args()


def end_with_stdin() -> None:
    """The other end is held by the process that started this one: it closes however that one ends."""
    # Not sys.stdin's own reader: a thread that holds its lock makes Python end with a fatal error.
    while os.read(sys.stdin.fileno(), 1024):
        pass
    os._exit(0)


def leave(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    raise SystemExit(main())
