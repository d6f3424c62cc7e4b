"""The language model has a bad day: the brief takes its place within the budget, and the context arrives."""

from __future__ import annotations

import json
from contextlib import ExitStack

from faults.scenarios.model_server import BAD, serving, writes
from faults.scenarios.plays import Findings, Play, not_accepted
from faults.scenarios.stage import Stage
from faults.scenarios.wishes import Wish

BUDGET = 2.0
# The budget, and what a delivery takes beside it on a machine that has a lot to do.
DELIVERED_WITHIN = BUDGET + 8.0
NOTHING = {"text": "", "turns": []}
GOOD = {
    "wants": {"text": "The parcel, which has not come.", "turns": [1]},
    "tried": [],
    "mood": "unknown",
    "mood_turns": [],
    "next_step": NOTHING,
}
SOURCES = "SELECT source FROM handoff_summary WHERE handoff_id = ANY(%s::uuid[])"


def bad_days(stage: Stage) -> Findings:
    """Many more than the breaker takes: the model is left alone meanwhile, and asked again later."""
    shops = {name: stage.shops[f"model-{number}"] for number, name in enumerate(("good", *BAD))}
    with ExitStack() as cleanup:
        model = cleanup.enter_context(serving(writes(json.dumps(GOOD))))
        for worker in ("worker1", "worker2"):
            cleanup.enter_context(stage.hosting(worker, **settings_for(model.url)))
        starts = {"good": stage.start(shops["good"])}
        yield from stage.wrong(list(starts.values()))
        for name, answer in BAD.items():
            model.answer = answer
            starts[name] = stage.start(shops[name])
            yield from (f"{name}: {finding}" for finding in stage.wrong([starts[name]], DELIVERED_WITHIN))
        if not model.asked:
            yield "the model was never asked"
    yield from not_accepted(list(starts.values()))
    for name, start in starts.items():
        [(source,)] = stage.execute(SOURCES, [start.id]) or [("none",)]
        if source != ("ai" if name == "good" else "brief"):
            yield f"{name}: the summary is {source}"


def settings_for(url: str) -> dict[str, str]:
    key = "sk-of-nobody"
    return {"OPENAI_API_KEY": key, "OPENAI_BASE_URL": url, "OPENAI_SUMMARY_BUDGET_SECONDS": str(BUDGET)}


PLAYS = (
    Play(
        "model_bad_days",
        "F18",
        "The brief within the budget; delivered.",
        bad_days,
        tuple(Wish(f"model-{number}") for number in range(len(BAD) + 1)),
    ),
)
