"""The least that a view can do: nothing; check a key and read one row; check a key and keep the transcript.

They are what the product's own doors are held against. Nothing is validated, and no right is looked at.
"""

from __future__ import annotations

import json
from typing import Any

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from agents import keys

KEY_BY_PREFIX = "SELECT id, secret_hash, brand_id FROM bare_key WHERE prefix = %s"
ROW_BY_ID = "SELECT id, name, enabled, settings FROM bare_agent WHERE id = %s AND brand_id = %s"
KEEP = "INSERT INTO bare_transcript (brand_id, body) VALUES (%s, %s) RETURNING id"


class NoKey(Exception):
    """Not the benchmark's: it always brings one."""


@csrf_exempt
def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse(b"{}", content_type="application/json")


class EmptyDoor(APIView):
    authentication_classes = []
    permission_classes = []

    def post(self, request: Request) -> Response:
        return Response({})


@csrf_exempt
def read(request: HttpRequest) -> JsonResponse:
    """Check the key, read the body, read one row."""
    brand_id = _brand_of(request)
    body = json.loads(request.body)
    with connection.cursor() as cursor:
        cursor.execute(ROW_BY_ID, [body["agent"], brand_id])
        pk, name, enabled, _ = cursor.fetchone()
    return JsonResponse({"id": pk, "name": name, "enabled": enabled})


@csrf_exempt
def insert(request: HttpRequest) -> JsonResponse:
    """Check the key, and keep the body as it came, in a transaction."""
    brand_id = _brand_of(request)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(KEEP, [brand_id, request.body.decode()])
        (pk,) = cursor.fetchone()
    return JsonResponse({"id": pk}, status=201)


def _brand_of(request: HttpRequest) -> Any:
    key = keys.parse(request.headers.get("Authorization", "").removeprefix("Api-Key "))
    with connection.cursor() as cursor:
        cursor.execute(KEY_BY_PREFIX, [key.prefix if key else ""])
        row = cursor.fetchone()
    if not key or not row or not keys.matches(key.secret, row[1]):
        raise NoKey
    return row[2]
