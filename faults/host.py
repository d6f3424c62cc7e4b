"""A program of the product that is forked from a parent which has imported everything, and forked again when it dies.

    python -m faults.host --failpoint after_claim --kills 100 --tallies FOLDER handoff_project.worker
    python -m faults.host --clock 7200 gunicorn handoff_project.wsgi

So that a hundred deaths take seconds: what takes long at a start is the imports.
"""

from __future__ import annotations

import argparse
import os
import runpy
import signal
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import FrameType

import django

from faults import clocks
from faults.failpoints import FAILPOINTS, Tally, Trap, install, poison
from handoff_project.celery import app
from handoff_project.warming import warm

PROGRAMS = ("handoff_project.worker", "celery", "gunicorn")
# A child that dies at once, for whatever reason, must not fork this machine to a halt.
SHORTEST_LIFE = 0.05


def main(arguments: list[str]) -> int:
    options = parsed(arguments)
    django.setup()
    # Tasks and URLs, which a worker or a web process would import in its first second.
    app.loader.import_default_modules()
    warm()
    return supervise(lambda: live(options))


def parsed(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m faults.host", description=__doc__)
    parser.add_argument("--failpoint", choices=sorted(FAILPOINTS), action="append", default=[])
    parser.add_argument("--kills", type=int, default=1, help="of each failpoint; then it lets live")
    parser.add_argument("--most", type=int, default=5, help="dies at the first to the so many-th reach of each life")
    parser.add_argument("--tallies", type=Path, default=Path(), help="the folder where deaths are counted")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--clock", type=float, default=0, help="seconds by which the clock is wrong")
    parser.add_argument("--clock-file", type=Path, help="a file that says by how many seconds, at any moment")
    parser.add_argument("--poison", default="", help="dies over the summary of a conversation that begins so")
    parser.add_argument("program", choices=PROGRAMS)
    parser.add_argument("arguments", nargs=argparse.REMAINDER)
    return parser.parse_args(arguments)


def live(options: argparse.Namespace) -> None:
    """The child's life."""
    if options.clock:
        clocks.shift(timedelta(seconds=options.clock))
    if options.clock_file:
        clocks.follow(options.clock_file)
    for name in options.failpoint:
        install(Trap(name, options.kills, Tally(options.tallies / name), options.seed, options.most))
    if options.poison:
        poison(options.poison)
    sys.argv = [options.program, *options.arguments]
    runpy.run_module(options.program, run_name="__main__", alter_sys=True)


def supervise(live: Callable[[], None]) -> int:
    """Fork until told to end. A child that ends by itself, and well, ends us too."""
    while True:
        began = time.monotonic()
        child = os.fork()
        if child == 0:
            run_and_exit(live)
        ending = pass_on(child)
        _, status = os.waitpid(child, 0)
        code = os.waitstatus_to_exitcode(status)
        if ending or code == 0:
            return max(code, 0)
        print(f"The child ended with {code}: another one begins.", file=sys.stderr, flush=True)
        time.sleep(max(0.0, SHORTEST_LIFE - (time.monotonic() - began)))


def pass_on(child: int) -> list[int]:
    """Signals to end go on to the child; which ones came."""
    came: list[int] = []

    def tell(number: int, frame: FrameType | None) -> None:
        came.append(number)
        os.kill(child, number)

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT):
        signal.signal(number, tell)
    return came


def run_and_exit(live: Callable[[], None]) -> None:
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    code = 1
    try:
        live()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(bool(end.code))
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        # Never back into the parent's loop.
        os._exit(code)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
