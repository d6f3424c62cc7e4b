"""What a page or a mail about a fault may show: where it happened, and nothing that the code held at that moment."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import FrameType, TracebackType
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.views.debug import SafeExceptionReporterFilter


class NoLocals(SafeExceptionReporterFilter):
    """Developers (DEBUG) see variables and what was posted, except what is marked as sensitive. Nobody else does."""

    # Addresses of services have passwords in them.
    hidden_settings = re.compile(rf"{SafeExceptionReporterFilter.hidden_settings.pattern}|URL|LOCATION", re.IGNORECASE)

    def is_active(self, request: HttpRequest | None) -> bool:
        """Also with DEBUG: a screen is shared more easily than a log."""
        return True

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, Any]:
        posted: Mapping[str, Any] = super().get_post_parameters(request)
        return dict(posted) if settings.DEBUG else dict.fromkeys(posted, self.cleansed_substitute)

    def get_traceback_frame_variables(self, request: HttpRequest | None, tb_frame: FrameType | TracebackType) -> Any:
        return super().get_traceback_frame_variables(request, tb_frame) if settings.DEBUG else []
