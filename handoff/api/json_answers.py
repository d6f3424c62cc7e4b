"""Answers as JSON: as Django REST framework's own renderer has them, in a fraction of its time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from rest_framework.renderers import JSONRenderer
from rest_framework.utils.encoders import JSONEncoder

_OTHERS = JSONEncoder()
_AS_IN_DJANGO = orjson.OPT_UTC_Z | orjson.OPT_NON_STR_KEYS


class JsonAnswer(JSONRenderer):
    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Mapping[str, Any] | None = None
    ) -> bytes:
        """Nothing of an answer's form is the caller's to choose, such as an indent."""
        return b"" if data is None else orjson.dumps(data, default=_OTHERS.default, option=_AS_IN_DJANGO)
