"""Whether a Brand's platform may tell of its own accord: switched on and off, and what proves it."""

from __future__ import annotations

import secrets

from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from agents import audit
from agents.models import Action, Brand
from handoff import notices
from handoff.models import NoticeSource
from handoff.providers.notices.base import NoticeForm


def offered(platform: str) -> NoticeForm | None:
    """How this platform's notices look, where it has any that are acted on."""
    form = notices.form_of(platform)
    return form if form and notices.is_offered(form) else None


def source_of(brand: Brand, platform: str) -> NoticeSource | None:
    return NoticeSource.objects.for_brand(brand).filter(platform=platform).first()


@sensitive_variables("secret")
@transaction.atomic
def switch_on(brand: Brand, platform: str) -> str:
    """The secret that was made here, to be shown this once; "" where the platform makes it. Twice changes nothing."""
    form = notices.form_of(platform)
    made_here = form is not None and not form.entered
    secret = secrets.token_urlsafe(32) if made_here else ""
    source, is_new = NoticeSource.objects.get_or_create(brand=brand, platform=platform, defaults={"secret": secret})
    if is_new and made_here:
        audit.record(Action.WEBHOOK_SECRET_MADE, brand, source, provider=platform)
    elif is_new:
        _record_switch(source)
    return secret if is_new else ""


@sensitive_variables("secret")
@transaction.atomic
def renew_secret(source: NoticeSource) -> str:
    """The old one proves nothing from now on."""
    secret = secrets.token_urlsafe(32)
    _save(source, secret)
    audit.record(Action.WEBHOOK_SECRET_MADE, source.brand, source, provider=source.platform)
    return secret


@sensitive_variables("secret")
@transaction.atomic
def enter_secret(source: NoticeSource, secret: str) -> None:
    _save(source, secret)
    changed = ["webhook_secret"]
    audit.record(Action.PROVIDER_SECRET_CHANGED, source.brand, source, provider=source.platform, changed=changed)


@transaction.atomic
def switch_off(source: NoticeSource) -> None:
    """Its address is nobody's from now on, and a new one will be another."""
    _record_switch(source)
    source.delete()


@sensitive_variables("secret")
def _save(source: NoticeSource, secret: str) -> None:
    source.secret = secret
    source.save(update_fields=["secret"])


def _record_switch(source: NoticeSource) -> None:
    audit.record(Action.PROVIDER_CHANGED, source.brand, source, provider=source.platform, changed=["webhook"])
