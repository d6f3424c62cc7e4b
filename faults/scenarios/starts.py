"""Starts that come at once, twice, with somebody else's key, or after the merchant has changed a setting."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from faults.scenarios.plays import Findings, Play, not_accepted
from faults.scenarios.rows import Started
from faults.scenarios.stage import Stage, new_name, wait_until
from faults.scenarios.wishes import Shop, Wish

AT_ONCE = 8
CONVERSATIONS, CONVERSATIONS_LONG = 10, 300
COUNT = (
    "SELECT count(*) FROM handoff_handoff h JOIN agents_conversation c ON c.id = h.conversation_id"
    " WHERE c.external_id = ANY(%s)"
)


def parallel(stage: Stage) -> Findings:
    """Eight identical ones at once, without a key and with the same key, for each of many conversations."""
    shop = stage.shops["parallel"]
    names = [new_name() for _ in range(CONVERSATIONS_LONG if stage.long else CONVERSATIONS)]
    starts: list[Started] = []
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for number, name in enumerate(names):
            key = name if number % 2 else ""
            starts += pool.map(lambda _, name=name, key=key: stage.start(shop, name, key), range(AT_ONCE))
    refused = [start.status for start in starts if not start.accepted and start.status not in (409, 503)]
    yield from (f"one was answered {status}" for status in refused)
    [(made,)] = stage.execute(COUNT, names)
    if made != len(names):
        yield f"{made} handoffs of {len(names)} conversations"
    if (told := len({start.id for start in starts if start.accepted})) != len(names):
        yield f"{told} ids were told for {len(names)} conversations"
    yield from stage.wrong(starts, within=60)


def keys(stage: Stage) -> Findings:
    """A key with another body is refused; another Brand's same key is another key."""
    shop, other, name = stage.shops["keys"], stage.shops["keys-other"], new_name()
    first, again = stage.start(shop, name, key=name), stage.start(shop, name, key=name)
    if again.id != first.id:
        yield "the same request under the same key was answered otherwise"
    changed = stage.start(shop, name, key=name, text="Something else.")
    if changed.status != 422:
        yield f"another body under the same key was answered {changed.status}"
    isolated = stage.start(other, name, key=name)
    if isolated.status != 201 or isolated.id == first.id:
        yield f"another Brand's same key was answered {isolated.status}"
    yield from stage.wrong([first, isolated])


def changed_before(stage: Stage) -> Findings:
    """The merchant switches the Agent's handoffs off between "may I?" and the start: nothing starts."""
    shop = stage.shops["switched-off"]
    yield from not_accepted([stage.start(shop)])
    stage.execute("UPDATE agents_agent SET handoff_enabled = false WHERE id = %s::uuid", shop.agent)
    late = stage.start(shop)
    if late.status != 409:
        yield f"a start after the switch was answered {late.status}"


def changed_after(stage: Stage) -> Findings:
    """The merchant changes the platform between start and delivery: never to another platform than was promised."""
    shop = stage.shops["changed"]
    stage.machine.stand_in.fail(host=shop.host, status=500, times=1)
    start = stage.start(shop)
    wait_until(lambda: stage.rows([start])[0].attempts > 0, 15, every=0.02)
    use(stage, shop, "intercom")
    [row] = stage.settled([start])
    if (row.status, row.reason) != ("failed", "provider_changed"):
        yield f"{row.status} ({row.reason}) after the platform was changed"
    if stage.notes()[row.ref]:
        yield "it was delivered all the same"


def use(stage: Stage, shop: Shop, platform: str) -> None:
    stage.execute("UPDATE handoff_supportprovider SET kind = %s WHERE brand_id = %s::uuid", platform, shop.brand)


PLAYS = (
    Play("parallel_starts", "F20", "One handoff for each conversation.", parallel, (Wish("parallel"),)),
    Play("reused_keys", "F20", "422; each Brand's keys are its own.", keys, (Wish("keys"), Wish("keys-other"))),
    Play("switched_off", "F22", "Decided anew at the start.", changed_before, (Wish("switched-off"),)),
    Play("platform_changed", "F22", "Given up with a reason, never sent elsewhere.", changed_after, (Wish("changed"),)),
)
