"""E-mails that a page sends while the person waits, and the links in them."""

from __future__ import annotations

import logging

from django.conf import settings
from django.core.mail import send_mail
from django.http import HttpRequest
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)


def is_set_up() -> bool:
    return bool(settings.EMAIL_URL)


def origin_of(request: HttpRequest) -> str:
    return settings.PUBLIC_URL or request.build_absolute_uri("/").rstrip("/")


def send(to: str, template: str, **context: object) -> bool:
    """False where there is no e-mail, or the mail server did not take it. Names nobody in the log, and no link."""
    if not (is_set_up() and to):
        return False
    subject = " ".join(render_to_string(f"{template}_subject.txt", context).split())
    try:
        send_mail(subject, render_to_string(f"{template}_email.txt", context), None, [to])
    except (OSError, ValueError) as error:  # smtplib's errors are OSErrors; an impossible address is a ValueError
        logger.warning("An e-mail could not be sent: %s", type(error).__name__)
        return False
    return True
