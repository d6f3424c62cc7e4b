"""Our part of py3langid's model: the same figures, of the package that is installed, in a fourth of the memory."""

from __future__ import annotations

import dataclasses
import tracemalloc
from pathlib import Path

import numpy as np
import pytest
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from devtools import letters
from handoff.languages import LANGUAGES, LETTERS
from tests.short_texts import HELD_BACK, TEXTS, texts

MOST_MB = 20
BESIDE_LETTERS = (
    "WHERE IS IT??",
    "12 € — “très” cher… 😀✌️",
    "Cena: 12,50 zł / szt. ½",
    "naïve café №5 ™",
    "ｆｕｌｌ",
    "",
    "\n",
)


@pytest.fixture(scope="module")
def whole() -> LanguageIdentifier:
    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    model.set_languages(list(LANGUAGES))
    return model


def test_what_is_written_in_latin_letters_gets_the_very_figures_of_the_whole_model(whole: LanguageIdentifier) -> None:
    ours = LanguageIdentifier.from_modelpath(LETTERS, norm_probs=True)
    latin = [text for table in (TEXTS, HELD_BACK) for code, text in texts(table) if code not in ("ja", "zh")]
    assert len(latin) > 200
    for text in (*latin, *BESIDE_LETTERS):
        assert ours.rank(text) == whole.rank(text)


def test_the_file_is_what_the_installed_package_makes(tmp_path: Path) -> None:
    made = tmp_path / "model.npz.xz"
    letters.made().write(made)
    for new, kept in zip(fields(made), fields(LETTERS), strict=True):
        assert np.array_equal(new, kept), "Make it again: python -m devtools.letters"


def test_the_licence_beside_it_is_the_package_s() -> None:
    assert LETTERS.with_name("LICENSE").read_text() == letters.licence()


def test_it_takes_little_memory() -> None:
    tracemalloc.start()
    try:
        kept = LanguageIdentifier.from_modelpath(LETTERS, norm_probs=True)
        assert tracemalloc.get_traced_memory()[0] < MOST_MB * 1_000_000, kept
    finally:
        tracemalloc.stop()


def fields(path: Path) -> list[object]:
    model = letters.Model.read(path)
    return [getattr(model, field.name) for field in dataclasses.fields(model)]
