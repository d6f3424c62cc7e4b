"""What was sent to whom is written down before it leaves; never a word of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now

from agents.models import Conversation
from agents.transcripts import Turn
from handoff import redaction
from handoff.disclosed import TRANSCRIPT, Sent, sent_in
from handoff.llm import DEFAULT_BASE_URL
from handoff.models import Disclosure, Handoff, Recipient
from handoff.plain_text import visible
from handoff.prompt import turns_told
from handoff.providers.base import HandoffContext
from handoff.redaction.answers import masked_answers, without_answers
from handoff.redaction.marks import MARKS


def masked_in(turns: Sequence[Turn]) -> dict[str, int]:
    """How many secrets of each kind the turns hold, none of which leaves."""
    return dict(
        masked_answers(turns) + Counter(redaction.masked(visible(turn.text) for turn in without_answers(turns)))
    )


class Attempt:
    """What one attempt sends to a platform: a row for each host, which grows with each further request."""

    def __init__(self, handoff: Handoff, context: HandoffContext, masked: Mapping[str, int]) -> None:
        self._handoff, self._context, self._masked = handoff, context, masked
        self._noted: dict[str, Disclosure] = {}

    def sent_in(self, url: str, body: Mapping[str, Any] | None) -> Sent:
        return sent_in(self._context, url, body)

    def note(self, url: str, sent: Sent) -> None:
        host = urlsplit(url).hostname or ""
        row = self._noted.get(host)
        if row is None and sent.kinds:
            self._noted[host] = _of_platform(self._handoff, Recipient.PLATFORM, host, sent, self._masked)
        elif row is not None:
            _grow(row, sent)


def note_launch(handoff: Handoff, context: HandoffContext, options: Mapping[str, Any]) -> None:
    """What the customer's browser carries to the platform. The same launch, fetched again, is told once."""
    sent = sent_in(context, "", options)
    if not sent.kinds:
        return
    row = Disclosure.objects.filter(handoff=handoff, recipient=Recipient.BROWSER).first()
    if row is None:
        turns = handoff.conversation.transcript(handoff.turn_count)
        _of_platform(handoff, Recipient.BROWSER, "", sent, masked_in(turns))
    else:
        _grow(row, sent)


def note_model(brand_id: UUID, conversation_id: int | None, turns: Sequence[Turn]) -> bool:
    """False where the conversation's words were deleted meanwhile: then nothing may leave."""
    with transaction.atomic():
        if conversation_id is not None and not has_its_texts(conversation_id):
            return False
        Disclosure.objects.create(
            brand_id=brand_id,
            conversation_id=conversation_id,
            recipient=Recipient.MODEL,
            name=settings.OPENAI_MODEL[:100],
            host=urlsplit(settings.OPENAI_BASE_URL or DEFAULT_BASE_URL).hostname or "",
            kinds=[TRANSCRIPT],
            turns=turns_told(turns),
            masked=dict(Counter(masked_in(turns)) + _bare_marks(turns)),
            at=Now(),
        )
    return True


def _bare_marks(turns: Sequence[Turn]) -> Counter[str]:
    """Of bare answers that were taken out already, a whole turn each."""
    return Counter(kind for turn in turns for kind, mark in MARKS.items() if turn.text == mark)


def has_its_texts(conversation_id: int) -> bool:
    """Held until the transaction ends: nobody purges or erases it meanwhile."""
    rows = Conversation.objects.filter(pk=conversation_id, texts_removed_at=None)
    return rows.select_for_update(no_key=True).values_list("pk", flat=True).first() is not None


def _of_platform(
    handoff: Handoff, recipient: Recipient, host: str, sent: Sent, masked: Mapping[str, int]
) -> Disclosure:
    return Disclosure.objects.create(
        brand_id=handoff.brand_id,
        conversation_id=handoff.conversation_id,
        handoff=handoff,
        recipient=recipient,
        name=handoff.provider,
        host=host[:255],
        kinds=sorted(sent.kinds),
        turns=sent.turns,
        masked=dict(masked),
        at=Now(),
    )


def _grow(row: Disclosure, sent: Sent) -> None:
    kinds, turns = sorted(sent.kinds.union(row.kinds)), max(sent.turns, row.turns)
    if (kinds, turns) != (row.kinds, row.turns):
        row.kinds, row.turns = kinds, turns
        Disclosure.objects.filter(pk=row.pk).update(kinds=kinds, turns=turns)
