"""API keys as values: `<prefix>.<secret>`, and what they open. Only a hash of the secret is kept."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass

PREFIX_LENGTH = 12
# What a key may do, for people who choose.
SCOPES = {
    "read": "Read your Agents, their instructions and your hours; check playbooks",
    "decide": "Ask whether a handoff is right now; check replies",
    "handoff": "Start handoffs, follow them, and end them",
}
# The same in a list of keys.
BRIEFLY = {"read": "read", "decide": "ask for decisions", "handoff": "hand off"}
_KEY = re.compile(rf"([A-Za-z0-9]{{{PREFIX_LENGTH}}})\.([A-Za-z0-9_-]{{43}})")
_PREFIX_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789"


@dataclass(frozen=True, slots=True)
class Key:
    prefix: str
    secret: str

    def __str__(self) -> str:
        return f"{self.prefix}.{self.secret}"

    def __repr__(self) -> str:
        return f"Key({self.prefix}.…)"


def new_key() -> Key:
    prefix = "".join(secrets.choice(_PREFIX_ALPHABET) for _ in range(PREFIX_LENGTH))
    return Key(prefix, secrets.token_urlsafe(32))


def parse(text: str) -> Key | None:
    found = _KEY.fullmatch(text)
    return Key(*found.groups()) if found else None


def hash_of(secret: str) -> str:
    """SHA-256 is enough here: a secret of 256 random bits cannot be guessed, so a slow hash would add nothing."""
    return hashlib.sha256(secret.encode()).hexdigest()


def matches(secret: str, kept_hash: str) -> bool:
    """An empty hash matches nothing, and takes as long to say so."""
    return hmac.compare_digest(hash_of(secret), kept_hash or _NOBODYS)


def all_scopes() -> list[str]:
    return list(SCOPES)


# The hash of a secret that was thrown away.
_NOBODYS = hash_of(secrets.token_urlsafe(32))
