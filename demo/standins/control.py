"""The inbox's, the tests' and the replay's doors: all that is held, faults, limits, a fresh start, a person's reply."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponseBase

from demo.standins import counts as counting
from demo.standins import throttle
from demo.standins import weather as forecast
from demo.standins.chats import Chats
from demo.standins.doors import answer, body_of, door, held
from demo.standins.faults import ordered
from demo.standins.gladly import rows as gladly_rows
from demo.standins.gladly.widget import widget as gladly
from demo.standins.gorgias import rows as gorgias_rows
from demo.standins.gorgias.widget import widget as gorgias
from demo.standins.intercom import rows as intercom_rows
from demo.standins.notices import tell_closed
from demo.standins.shopify_inbox import rows as shopify_inbox_rows
from demo.standins.shopify_inbox.widget import widget as shopify_inbox
from demo.standins.sprinklr import rows as sprinklr_rows
from demo.standins.sprinklr.widget import widget as sprinklr
from demo.standins.store import Row, Table, now, store
from demo.standins.zendesk import rows as zendesk_rows
from demo.standins.zendesk.widget import widget as zendesk

WIDGETS: tuple[Chats, ...] = (zendesk, gorgias, gladly, sprinklr, shopify_inbox)

_REPLIES: dict[str, tuple[Table, Callable[[Row, str], None]]] = {
    "intercom": (intercom_rows.conversations, intercom_rows.reply),
    **{widget.slug: (widget.rows, widget.reply) for widget in WIDGETS},
}


@door("GET")
def log(request: HttpRequest) -> HttpResponseBase:
    return answer(
        {
            "intercom": intercom_rows.team_sees(),
            "zendesk": zendesk_rows.team_sees(),
            "gorgias": gorgias_rows.team_sees(),
            "gladly": gladly_rows.team_sees(),
            "sprinklr": sprinklr_rows.team_sees(),
            "shopify_inbox": shopify_inbox_rows.team_sees(),
            "requests": {"count": store.request_count, "last": store.requests},
        }
    )


@door("POST")
def reset(request: HttpRequest) -> HttpResponseBase:
    store.reset()
    forecast.order({})
    return answer({"ok": True})


@door("POST", "DELETE")
def faults(request: HttpRequest) -> HttpResponseBase:
    if request.method == "DELETE":
        store.faults.clear()
    else:
        store.faults.append(ordered(body_of(request)))
    return answer({"ok": True})


@door("GET")
def counts(request: HttpRequest) -> HttpResponseBase:
    return answer(counting.counts())


@door("POST")
def weather(request: HttpRequest) -> HttpResponseBase:
    forecast.order(body_of(request))
    return answer({"ok": True})


@door("POST")
def limits(request: HttpRequest) -> HttpResponseBase:
    said = body_of(request)
    throttle.switch(on=not said.pop("unlimited", False))
    for slug, limit in said.items():
        throttle.order(slug, int(limit["most"]), float(limit["seconds"]))
    return answer({"ok": True})


@door("POST")
def reply(request: HttpRequest, platform: str, id: str) -> HttpResponseBase:
    rows, replied = _replies_of(platform)
    replied(held(rows, id), str(body_of(request)["body"]))
    return answer({"ok": True})


@door("POST")
def end(request: HttpRequest, platform: str, id: str) -> HttpResponseBase:
    """The human agent closes the conversation."""
    rows, _ = _replies_of(platform)
    row = held(rows, id)
    row["ended_at"] = now()
    tell_closed(platform, row)
    return answer({"ok": True})


def _replies_of(platform: str) -> tuple[Table, Callable[[Row, str], None]]:
    if platform not in _REPLIES:
        raise Http404
    return _REPLIES[platform]
