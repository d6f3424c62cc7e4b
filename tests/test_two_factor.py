"""Codes from a phone and recovery codes, as values."""

from __future__ import annotations

import math
import re

import pytest

from agents import two_factor
from agents.two_factor import STEP_SECONDS, code_at, new_recovery_codes, new_seed, plain, step_at, step_of

SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NOW = 1_700_000_000.0
STEP = step_at(NOW)


def test_the_codes_are_those_of_rfc_6238() -> None:
    """Its appendix B, the last six digits of those for SHA-1."""
    seed = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    said = {59: "287082", 1111111109: "081804", 1111111111: "050471", 1234567890: "005924", 2000000000: "279037"}
    assert {seconds: code_at(seed, step_at(seconds)) for seconds in said} == said


@pytest.mark.parametrize(("late", "taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_phone_may_be_one_step_off(late: int, taken: bool) -> None:
    assert step_of(code_at(SEED, STEP + late), SEED, NOW, 0) == (STEP + late if taken else None)


@pytest.mark.parametrize(("after", "taken"), [(STEP - 1, True), (STEP, False), (STEP + 1, False)])
def test_only_a_later_code_than_the_last_is_taken(after: int, taken: bool) -> None:
    assert (step_of(code_at(SEED, STEP), SEED, NOW, after) is not None) is taken


@pytest.mark.parametrize(
    "typed", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "\x00" * 6, "\ud800", "9" * 60, "-1", "000 00"]
)
def test_what_is_no_code_is_none(typed: str) -> None:
    assert step_of(typed, SEED, NOW, 0) is None


def test_a_code_may_be_typed_in_two_groups() -> None:
    code = code_at(SEED, STEP)
    assert step_of(f" {code[:3]} {code[3:]} ", SEED, NOW, 0) == STEP


@pytest.mark.parametrize("seconds", [0.0, 29.9, -1e9, float(STEP_SECONDS)])
def test_an_odd_clock_is_no_fault(seconds: float) -> None:
    assert step_of("000000", SEED, seconds, 0) in (None, 1)


def test_seeds_and_codes_are_long_enough_not_to_be_guessed() -> None:
    seeds = {new_seed() for _ in range(50)}
    assert len(seeds) == 50
    assert {len(seed) * 5 for seed in seeds} == {160}
    codes = new_recovery_codes()
    letters = set(plain("".join(code for _ in range(200) for code in new_recovery_codes())))
    assert len(set(codes)) == 10
    assert {math.log2(len(letters)) * len(plain(code)) for code in codes} == {140.0}
    assert not letters & set("O0I1")


def test_recovery_codes_are_grouped_and_read_however_they_are_typed() -> None:
    [code, *_] = new_recovery_codes()
    assert re.fullmatch(r"([A-Z2-9]{4}-){6}[A-Z2-9]{4}", code)
    typed = f" {code.lower().replace('-', ' ')} "
    assert plain(typed) == plain(code)
    assert two_factor.looks_like_recovery_code(typed)
    assert not two_factor.looks_like_recovery_code("123456")


def test_the_phone_is_told_the_name_the_seed_and_the_product() -> None:
    address = two_factor.address_for_phone(SEED, "ann@example.com")
    assert address.startswith("otpauth://totp/Handoff:ann%40example.com?")
    assert f"secret={SEED}" in address
    assert two_factor.in_groups(SEED).replace(" ", "") == SEED
