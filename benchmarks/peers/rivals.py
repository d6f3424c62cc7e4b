"""What is asked of a peer, and whether it kept what it was told: the same ten turns that the product keeps."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import psycopg

from benchmarks.serving import load
from benchmarks.serving.contenders import Contender, Turn
from benchmarks.serving.installation import Installation
from benchmarks.serving.rounds import Serving
from faults.processes import Program

# As many as of the product: a percentile of more requests is another one.
REQUESTS = 100


class Forgotten(RuntimeError):
    """It answered well, and did not keep what it was told."""


@dataclass(frozen=True, slots=True)
class Running:
    """A peer's server. It leaves nothing behind that would have to be done between rounds."""

    web_url: str
    web: Program
    postgres: Program

    def settle(self) -> None:
        pass


@dataclass(frozen=True, slots=True)
class Rival:
    """`kept`: SQL for all the text that is kept of one conversation."""

    server: Serving
    contender: Contender
    database_url: str
    kept: str

    def check(self, turns: Sequence[Turn]) -> None:
        """Raises Forgotten where one of them can't be found again."""
        name = uuid.uuid4().hex
        load.sent(self.contender.plan(self.server.web_url, iter([name]), clients=1, requests=1))
        with psycopg.connect(self.database_url) as connection:
            row = connection.execute(self.kept.encode(), [name]).fetchone()
        if lost := missing(str(row[0]) if row else "", turns):
            raise Forgotten(f"{self.contender.name} did not keep {lost[0]!r}")


def missing(kept: str, turns: Sequence[Turn]) -> list[str]:
    return [turn["text"] for turn in turns if turn["text"] not in kept]


def as_text(turns: Sequence[Turn]) -> str:
    """For whoever takes one text only."""
    return "\n\n".join(f"{turn['role']}: {turn['text']}" for turn in turns)


def database(installation: Installation, name: str) -> str:
    """A new one on the product's own PostgreSQL. Its address."""
    with installation.owner() as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return urlsplit(installation.owner_url)._replace(path=f"/{name}").geturl()
