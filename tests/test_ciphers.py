"""Texts encrypted at rest: rotation, damage, and tokens of an earlier release."""

from __future__ import annotations

import base64

import pytest
from cryptography.fernet import Fernet

from agents import ciphers

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


@pytest.fixture(autouse=True)
def keys(settings):
    settings.FIELD_ENCRYPTION_KEYS = [OLD]
    return settings


@pytest.mark.parametrize("text", ["", "a", "ключ 🔑", "x" * 10_000, "\x00\n"])
def test_what_goes_in_comes_out(text):
    assert ciphers.decrypt(ciphers.encrypt(text)) == text


def test_the_same_text_never_gives_the_same_token():
    assert len({ciphers.encrypt("a secret") for _ in range(100)}) == 100


def test_a_token_shows_nothing_of_its_text():
    token = ciphers.encrypt("canary-canary")
    assert token.startswith("g1:")
    assert b"canary" not in base64.urlsafe_b64decode(token.removeprefix("g1:"))


def test_a_new_first_key_reads_what_the_old_one_wrote(keys):
    token = ciphers.encrypt("a secret")
    keys.FIELD_ENCRYPTION_KEYS = [NEW, OLD]
    assert ciphers.decrypt(token) == "a secret"
    assert not ciphers.is_current(token)
    assert ciphers.is_current(ciphers.encrypt("a secret"))


def test_without_its_key_a_token_is_no_text(keys):
    token = ciphers.encrypt("a secret")
    keys.FIELD_ENCRYPTION_KEYS = [NEW]
    assert ciphers.decrypt(token) is None


def test_a_token_of_an_earlier_release_is_read_and_not_current():
    token = Fernet(OLD).encrypt(b"a secret").decode()
    assert ciphers.decrypt(token) == "a secret"
    assert not ciphers.is_current(token)


@pytest.mark.parametrize("token", ["", "g1:", "g1:AAAA", "g1:!!!!", "nonsense", "g1:" + "A" * 64, "ü", "g1:ü"])
def test_what_is_no_token_is_no_text(token):
    assert ciphers.decrypt(token) is None


def test_each_changed_byte_is_noticed():
    raw = base64.urlsafe_b64decode(ciphers.encrypt("a secret").removeprefix("g1:"))
    for place in range(len(raw)):
        changed = raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :]
        assert ciphers.decrypt("g1:" + base64.urlsafe_b64encode(changed).decode()) is None
