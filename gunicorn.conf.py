"""How gunicorn serves the product: it reads this file where it is started, and its command line overrules it."""

from __future__ import annotations

from handoff_project import draining, warming

# Proxies keep an idle connection for a minute. Whoever closes it first breaks off the request that comes just then.
keepalive = 75
# From SIGTERM on, with DRAIN_SECONDS in it; then what still runs is killed. Supervisors kill after 60.
graceful_timeout = 45
# Nobody gives commands by it, and in a container its folder is read-only.
control_socket_disable = True


def post_worker_init(worker: draining.Worker) -> None:
    """In each process, before it takes requests."""
    warming.warm()
    draining.prepare(worker)
