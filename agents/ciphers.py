"""Texts encrypted at rest: AES-256-GCM under keys of their own, which can be rotated.

A stored token tells its form: `g1:` and base64 of nonce, ciphertext and tag. Tokens of an earlier release, which are
Fernet's and tell none, are still read.
"""

from __future__ import annotations

import base64
import binascii
import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

FORM = "g1:"
KEY_BYTES = 32
NONCE_BYTES = 12  # what NIST SP 800-38D recommends for GCM
TAG_BYTES = 16


def encrypt(plain: str) -> str:
    nonce = os.urandom(NONCE_BYTES)
    sealed = _cipher(settings.FIELD_ENCRYPTION_KEYS[0]).encrypt(nonce, plain.encode(), FORM.encode())
    return FORM + base64.urlsafe_b64encode(nonce + sealed).decode()


def decrypt(token: str) -> str | None:
    """The text; None where the token is none of ours, or no configured key fits it any more."""
    opened = (_opened(token, key) for key in settings.FIELD_ENCRYPTION_KEYS)
    return next((plain.decode() for plain in opened if plain is not None), None)


def is_current(token: str) -> bool:
    """Whether the token has today's form and its first key opens it; `rotate_secrets` renews the others."""
    return token.startswith(FORM) and _opened(token, settings.FIELD_ENCRYPTION_KEYS[0]) is not None


def _opened(token: str, key: str) -> bytes | None:
    try:
        return _sealed_open(token, key) if token.startswith(FORM) else Fernet(key).decrypt(token)
    except (InvalidTag, InvalidToken, binascii.Error, ValueError):
        return None


def _sealed_open(token: str, key: str) -> bytes:
    raw = base64.b64decode(token.removeprefix(FORM), altchars=b"-_", validate=True)
    if len(raw) < NONCE_BYTES + TAG_BYTES:
        raise ValueError("too short for a token")
    return _cipher(key).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], FORM.encode())


@lru_cache(maxsize=8)
def _cipher(key: str) -> AESGCM:
    """A key of its own for this form, drawn from the configured one: that may still open Fernet tokens."""
    configured = base64.urlsafe_b64decode(key)
    if len(configured) != KEY_BYTES:
        # A word that somebody thought up would do for HKDF, and protect nothing.
        raise ValueError("A key of FIELD_ENCRYPTION_KEYS does not have 32 bytes.")
    return AESGCM(HKDF(SHA256(), length=KEY_BYTES, salt=None, info=b"handoff g1").derive(configured))
