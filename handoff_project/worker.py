"""A worker: `python -m handoff_project.worker`. As `celery worker` starts one, in less memory.

That command loads all others with it, and a prompt for terminals: 6 MB in each worker.
"""

from __future__ import annotations

import argparse
import sys

from celery.utils.nodenames import default_nodename, host_format

from handoff_project.celery import app

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


def main(arguments: list[str]) -> int:
    """Until SIGTERM, at which it finishes what it has in hand."""
    options = parsed(arguments)
    # As which it starts itself anew at SIGHUP: by its file, our celery.py would be found in place of the library.
    sys.argv = ["-m", "handoff_project.worker", *arguments]
    worker = app.Worker(
        hostname=host_format(default_nodename(options.hostname)),
        queues=options.queues,
        concurrency=options.concurrency,
        loglevel=options.loglevel,
        # Workers need not know of each other: what is to be done stands in the database.
        without_mingle=True,
        without_gossip=True,
    )
    worker.start()
    return int(worker.exitcode or 0)


def parsed(arguments: list[str]) -> argparse.Namespace:
    """Under the names that `celery worker` has for them."""
    parser = argparse.ArgumentParser(prog="python -m handoff_project.worker")
    parser.add_argument("--queues", "-Q", help="with commas between them; else all")
    parser.add_argument("--concurrency", "-c", type=int, help="threads; else WORKER_THREADS")
    parser.add_argument("--hostname", "-n", help="its name, such as worker1@%%h; %%h is this machine's")
    parser.add_argument("--loglevel", "-l", default="WARNING", choices=LEVELS)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
