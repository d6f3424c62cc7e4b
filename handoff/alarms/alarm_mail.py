"""The one e-mail about an alarm, to each admin of the Brand. At most once: a worker that dies meanwhile sends none."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Exists, OuterRef
from django.db.models.functions import Now
from django.template.loader import render_to_string

from agents import owned, scopes
from agents.models import Brand, BrandQuerySet, Membership, Role
from handoff.alarms import alarm_state
from handoff.models import Alarm

logger = logging.getLogger(__name__)

TRIED_FOR = timedelta(hours=1)
TRIED_AGAIN_AFTER = timedelta(minutes=5)
# A platform that comes and goes raises many alarms.
BETWEEN_TWO = timedelta(hours=1)
_TEMPLATE = "handoff/mail/alarm.txt"


@scopes.across_brands("alarms to be mailed")
def due(limit: int) -> Iterable[int]:
    """Open alarms that nobody was told of yet; none where no e-mail can be sent."""
    if not settings.EMAIL_URL:
        return []
    return list(_waiting().order_by("mail_due_at").values_list("pk", flat=True)[:limit])


@owned.works_for_owner_of(Alarm)
def send(alarm_id: int) -> None:
    """Nothing where it is not due, or another worker has it."""
    if not settings.EMAIL_URL or not _waiting().filter(pk=alarm_id).update(mailed_at=Now()):
        return
    alarm = Alarm.objects.select_related("brand").get(pk=alarm_id)
    addresses = recipients(alarm.brand)
    if addresses and not _sent_to_any(alarm, addresses):
        Alarm.objects.filter(pk=alarm_id).update(mailed_at=None, mail_due_at=Now() + TRIED_AGAIN_AFTER)


def recipients(brand: Brand) -> list[str]:
    """The Brand's own admins. Operators, who may see every Brand, are not meant."""
    admins = Membership.objects.for_brand(brand).filter(role=Role.ADMIN, user__is_active=True, user__is_staff=True)
    addresses = admins.exclude(user__email="").order_by("pk").values_list("user__email", flat=True)
    found: dict[str, str] = {}
    for address in addresses:
        found.setdefault(address.casefold(), address)
    return list(found.values())


def _waiting() -> BrandQuerySet[Alarm]:
    told_lately = Alarm.objects.filter(brand=OuterRef("brand"), mailed_at__gt=Now() - BETWEEN_TWO)
    fresh = Alarm.objects.filter(mailed_at=None, cleared_at=None, raised_at__gt=Now() - TRIED_FOR)
    return fresh.filter(~Exists(told_lately), mail_due_at__lte=Now())


def _sent_to_any(alarm: Alarm, addresses: list[str]) -> bool:
    """One address that is refused keeps nobody else from being told; whom it reached is not told twice."""
    shown = alarm_state.shown(alarm)
    text = render_to_string(_TEMPLATE, {"alarm": shown, "brand": alarm.brand.name}).strip() + "\n"
    try:
        with get_connection() as connection:
            sent = [_sent(connection, shown.words.headline, text, address) for address in addresses]
    except OSError as error:
        logger.warning("No e-mail about alarm %s: %s", alarm.pk, type(error).__name__)
        return False
    return any(sent)


def _sent(connection: BaseEmailBackend, subject: str, text: str, address: str) -> bool:
    try:
        return bool(EmailMessage(subject, text, to=[address], connection=connection).send())
    except (OSError, ValueError) as error:  # smtplib's errors are OSErrors; an impossible address is a ValueError
        logger.warning("An admin was not told of an alarm: %s", type(error).__name__)
        return False
