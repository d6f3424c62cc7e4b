"""How the sentences read once they are filled in: with the Brand's own contacts, and a team that is back tomorrow."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from handoff import sentences
from handoff.days import zone_named
from handoff.models import SupportProvider
from handoff.sentences import Kind, Wording

_NINE = time(9)


def examples(wording: Wording, provider: SupportProvider, now: datetime) -> dict[Kind, list[str]]:
    contacts = provider.contacts()
    opens = _tomorrow_at_nine(now, provider.timezone)
    stuck, asked = (sentences.offer(wording, stuck, ()) for stuck in (True, False))
    return {
        Kind.OFFER: list(dict.fromkeys([stuck, asked])),
        Kind.HAND_OFF: [sentences.hand_off(wording)],
        Kind.DECLINED: [sentences.declined(wording)],
        Kind.GOES_ON: [sentences.goes_on(wording)],
        Kind.CLOSED: [sentences.closed(wording, now, opens, provider.timezone, contacts)],
        Kind.NO_HUMANS: [sentences.no_humans(wording, contacts)],
        Kind.FAILED: [sentences.failed(wording, contacts)],
    }


def ours(language: str, provider: SupportProvider, now: datetime) -> dict[Kind, str]:
    """What stands where the merchant writes nothing: of the offers all, since they are told in turn."""
    wording = Wording(language)
    offers = dict.fromkeys([*sentences.offers(wording, stuck=True), *sentences.offers(wording, stuck=False)])
    read = examples(wording, provider, now)
    return {kind: "\n".join(said) for kind, said in read.items()} | {Kind.OFFER: "\n".join(offers)}


def _tomorrow_at_nine(now: datetime, zone: str) -> datetime:
    place = zone_named(zone)
    tomorrow = now.astimezone(place).date() + timedelta(days=1)
    return datetime.combine(tomorrow, _NINE, place)
