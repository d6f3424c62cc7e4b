"""What a page or a mail about a fault may show: where it happened, and nothing that the code held at that moment."""

from __future__ import annotations

import re
from types import FrameType, TracebackType
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.views.debug import SafeExceptionReporterFilter


class NoLocals(SafeExceptionReporterFilter):
    """Developers (DEBUG) see local variables, except those that are marked as sensitive. Nobody else sees any."""

    # Addresses of services have passwords in them.
    hidden_settings = re.compile(rf"{SafeExceptionReporterFilter.hidden_settings.pattern}|URL|LOCATION", re.IGNORECASE)

    def is_active(self, request: HttpRequest | None) -> bool:
        """Also with DEBUG: a screen is shared more easily than a log."""
        return True

    def get_traceback_frame_variables(
        self, request: HttpRequest | None, tb_frame: FrameType | TracebackType
    ) -> list[tuple[str, Any]]:
        if not settings.DEBUG:
            return []
        found: list[tuple[str, Any]] = list(super().get_traceback_frame_variables(request, tb_frame))
        return found
