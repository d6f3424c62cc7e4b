"""python -m devtools.letters: makes handoff/letters, what our ten languages need of py3langid's model.

The model knows 97 languages and takes 70 MB in each process. For whatever is written in Latin letters, the part of it
tells the very same figures: kept are our languages, and the states that such a text can reach.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from py3langid.langid import MODEL_DIR, MODEL_FILE  # type: ignore[import-untyped]
from py3langid.modelio import load_model, save_model  # type: ignore[import-untyped]

from handoff.languages import LANGUAGES, LETTERS

Numbers = NDArray[np.int64]
# The first bytes of letters that no Latin text holds, in UTF-8. E2 is punctuation, EF and F0 are of emoji. Of Chinese
# and Japanese the signs themselves tell, and no model is asked.
_OTHER_SCRIPTS = (*range(0xC6, 0xE2), *range(0xE3, 0xEE))
_LATIN = np.setdiff1d(np.arange(256), _OTHER_SCRIPTS)
_START = 0


@dataclass(frozen=True, slots=True)
class Model:
    """As py3langid keeps it: features to weights, and an automaton whose states find features, byte by byte."""

    weights: NDArray[Any]
    priors: NDArray[Any]
    languages: list[str]
    rows: Numbers
    row_of_state: Numbers
    feature_of_state: Numbers

    @classmethod
    def read(cls, path: Path) -> Self:
        weights, priors, languages, rows, row_of_state, features = load_model(path)
        table = np.asarray(rows, dtype=np.int64).reshape(-1, 256)
        return cls(weights, priors, languages, table, np.asarray(row_of_state, dtype=np.int64), np.asarray(features))

    def write(self, path: Path) -> None:
        rows = self.rows.ravel()
        save_model(
            path, (self.weights, self.priors, self.languages, rows, self.row_of_state, self.feature_of_state.tolist())
        )

    def only(self, languages: set[str]) -> Model:
        columns = np.array([n for n, language in enumerate(self.languages) if language in languages])
        states = self._reached()
        found = self.feature_of_state[states]
        features, rows = np.unique(found[found >= 0]), np.unique(self.row_of_state[states])
        table = _renumbered(self.rows[rows], states)
        table[:, _OTHER_SCRIPTS] = _START
        return Model(
            weights=self.weights[np.ix_(features, columns)],
            priors=self.priors[columns],
            languages=[self.languages[n] for n in columns],
            rows=table,
            row_of_state=_renumbered(self.row_of_state[states], rows),
            feature_of_state=np.where(found < 0, -1, _renumbered(found, features)),
        )

    def _reached(self) -> Numbers:
        """The states that a Latin text can reach."""
        reached = new = np.array([_START])
        while new.size:
            new = np.setdiff1d(self.rows[self.row_of_state[new]][:, _LATIN], reached)
            reached = np.union1d(reached, new)
        return reached


def _renumbered(numbers: Numbers, kept: Numbers) -> Numbers:
    """Each as its place among those kept."""
    return np.searchsorted(kept, numbers)


def made() -> Model:
    return Model.read(MODEL_DIR / MODEL_FILE).only(set(LANGUAGES))


def main() -> None:
    made().write(LETTERS)
    LETTERS.with_name("LICENSE").write_text(licence())


def licence() -> str:
    told = distribution("py3langid").read_text("licenses/LICENSE")
    if not told:
        raise LookupError("py3langid keeps its licence elsewhere now")
    return told


if __name__ == "__main__":
    main()
