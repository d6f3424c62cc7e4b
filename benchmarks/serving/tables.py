"""The tables of the bare views, and what is brought back between two rounds."""

from __future__ import annotations

from benchmarks.serving.installation import Installation
from faults.machine import APP_ROLE

MADE = f"""
CREATE TABLE bare_key (id bigserial PRIMARY KEY, prefix varchar(12) UNIQUE, secret_hash varchar(64), brand_id uuid);
CREATE TABLE bare_agent (id uuid PRIMARY KEY, brand_id uuid, name text, enabled boolean, settings jsonb);
CREATE TABLE bare_transcript (id bigserial PRIMARY KEY, brand_id uuid, body jsonb, made_at timestamptz DEFAULT now());
INSERT INTO bare_key (prefix, secret_hash, brand_id) SELECT prefix, secret_hash, brand_id FROM agents_apikey;
INSERT INTO bare_agent SELECT id, brand_id, name, handoff_enabled, '{{}}' FROM agents_agent;
GRANT SELECT, INSERT ON bare_key, bare_agent, bare_transcript TO {APP_ROLE};
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {APP_ROLE};
"""
# Nobody works them off here: so that a start meets no backlog that a day of work would not have.
SETTLED = """
UPDATE handoff_handoff SET context_status = 'not_supported', next_due = NULL WHERE context_status = 'pending';
"""


def make_bare_tables(installation: Installation) -> None:
    with installation.owner() as connection:
        connection.execute(MADE)
        connection.execute("ANALYZE")


def settle(installation: Installation) -> None:
    """No handoff is due, and nothing waits in a queue."""
    with installation.owner() as connection:
        connection.execute(SETTLED)
    installation.forget_queues()
