"""How well promises are found in replies that were written for it, by kind.

python -m tests.promise_figures
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handoff.promises import PromiseKind, promises_in
from tests.promise_texts import SEEN, UNSEEN

KINDS = {"h": PromiseKind.HUMAN, "t": PromiseKind.TRANSFER, "c": PromiseKind.CALL_BACK, "w": PromiseKind.TIME}


@dataclass
class Score:
    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)

    def count(self, expected: bool, found: bool) -> None:
        self.right += expected and found
        self.wrong += found and not expected
        self.missed += expected and not found


def kinds_in(reply: str) -> set[PromiseKind]:
    return {promise.kind for promise in promises_in(reply)}


def score(cases: Sequence[tuple[str, str]]) -> dict[PromiseKind, Score]:
    scores = {kind: Score() for kind in PromiseKind}
    for letters, reply in cases:
        expected, found = {KINDS[letter] for letter in letters}, kinds_in(reply)
        for kind, scored in scores.items():
            scored.count(kind in expected, kind in found)
    return scores


def score_of_any(cases: Sequence[tuple[str, str]]) -> Score:
    scored = Score()
    for letters, reply in cases:
        scored.count(bool(letters), bool(promises_in(reply)))
    return scored


def main() -> None:
    for name, cases in (("seen", SEEN), ("unseen", UNSEEN)):
        print(f"{name}: {len(cases)} replies, {sum(bool(letters) for letters, _ in cases)} of them with a promise")
        for kind, scored in [*score(cases).items(), ("any", score_of_any(cases))]:
            print(f"  {kind:10} precision {scored.precision:.3f}, recall {scored.recall:.3f}", end=" ")
            print(f"({scored.right} right, {scored.wrong} wrong, {scored.missed} missed)")


if __name__ == "__main__":
    main()
