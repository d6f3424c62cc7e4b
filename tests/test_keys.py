from __future__ import annotations

import pytest

from agents import keys


def test_a_new_key_reads_back_as_itself() -> None:
    key = keys.new_key()
    assert keys.parse(str(key)) == key
    assert len(key.prefix) == keys.PREFIX_LENGTH


def test_two_keys_are_never_the_same() -> None:
    made = {str(keys.new_key()) for _ in range(50)}
    assert len(made) == 50


@pytest.mark.parametrize(
    "text",
    [
        "",
        ".",
        "short.secret",
        "a" * 12 + "." + "b" * 42,
        "a" * 12 + "." + "b" * 44,
        "a" * 12 + "b" * 43,
        "é" * 12 + "." + "b" * 43,
    ],
)
def test_what_is_no_key_is_not_read_as_one(text: str) -> None:
    assert keys.parse(text) is None


def test_a_key_with_something_before_or_after_it_is_refused() -> None:
    key = str(keys.new_key())
    assert keys.parse(f"{key}\n") is None
    assert keys.parse(f" {key}") is None


def test_only_the_right_secret_matches_the_kept_hash() -> None:
    key, other = keys.new_key(), keys.new_key()
    kept = keys.hash_of(key.secret)
    assert key.secret not in kept
    assert keys.matches(key.secret, kept)
    assert not keys.matches(other.secret, kept)


def test_the_secret_stays_out_of_the_repr() -> None:
    key = keys.new_key()
    assert key.secret not in repr(key)
    assert key.prefix in repr(key)
