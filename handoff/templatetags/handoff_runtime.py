"""Whether a draft can be tried here at all."""

from __future__ import annotations

from django import template
from django.conf import settings

from handoff.runtime_door import MISSING, is_runtime_address

register = template.Library()


@register.simple_tag
def missing_runtime() -> str:
    """What is missing and how to mend it; "" where nothing is."""
    return "" if is_runtime_address(settings.RUNTIME_URL) else MISSING
