"""The platforms' door: POST /webhooks/v1/<platform>/<the Brand's address>/. Proved first, then read."""

from __future__ import annotations

from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from rest_framework.request import Request
from rest_framework.response import Response

from handoff import notices
from handoff.api import notice_limits
from handoff.api.body import read_json
from handoff.api.doors import Door
from handoff.api.notice_limits import UnprovenThrottle
from handoff.api.problems import Problem
from handoff.providers.notices.base import Said

# Far more than any platform sends with a closed conversation.
MOST_BYTES = 256 * 1024


class NoticeDoor(Door):
    """Whatever a proven notice says, the platform is answered 200: asking for it again would not change it."""

    schema = None
    throttle_classes = [UnprovenThrottle]

    @sensitive_variables("raw")
    def post(self, request: Request, platform: str, address: str) -> Response:
        raw, now = _raw_body(request), timezone.now()
        try:
            source = notices.proven_source(platform, address, request.headers, raw, now)
            notice_limits.require_room(source.pk, request)
            is_new = notices.hear(source, request.headers, raw, _object(raw), now)
        except notices.UnknownAddress:
            UnprovenThrottle().count_unknown(request)
            raise
        except notices.Unproven:
            UnprovenThrottle().count(request)
            raise
        return Response({"heard": True, "repeated": not is_new})


def _raw_body(request: Request) -> bytes:
    """The signature is over these very bytes. What says that it is longer is not read at all."""
    try:
        announced = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        announced = 0
    raw: bytes = request._request.read(MOST_BYTES + 1) if announced <= MOST_BYTES else b""
    if announced > MOST_BYTES or len(raw) > MOST_BYTES:
        raise Problem("too_large", "Send at most 256 KiB.")
    return raw


def _object(raw: bytes) -> Said:
    said = read_json(raw)
    if not isinstance(said, dict):
        raise Problem("invalid_json")
    return said
