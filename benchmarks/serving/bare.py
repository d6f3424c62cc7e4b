"""The least that a view can do, as anybody would write it with Django REST framework and the ORM.

Behind the same middleware, on the same server, and the last three with the product's own check of the key. Nothing is
validated, counted, limited or decided, and no right is looked at: they are what the product's doors are held against.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from agents.models import Agent, ApiKey, Conversation, Message
from benchmarks.serving.models import BareTranscript
from handoff.api.authentication import ApiKeyAuthentication


@csrf_exempt
def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse(b"{}", content_type="application/json")


class EmptyDoor(APIView):
    def post(self, request: Request) -> Response:
        return Response({})


class KeyDoor(APIView):
    authentication_classes = [ApiKeyAuthentication]

    def brand_id(self, request: Request) -> UUID:
        assert isinstance(request.auth, ApiKey)
        return request.auth.brand_id

    def told(self, request: Request) -> dict[str, Any]:
        assert isinstance(request.data, dict)
        return request.data


class ReadDoor(KeyDoor):
    """Check the key, parse the body, read one row."""

    def post(self, request: Request) -> Response:
        agent = Agent.objects.get(pk=self.told(request)["agent"], brand=self.brand_id(request))
        return Response({"id": agent.pk, "name": agent.name, "enabled": agent.handoff_enabled})


class InsertDoor(KeyDoor):
    """Check the key, parse the body, and keep it as it came: one row of JSON, in a transaction."""

    def post(self, request: Request) -> Response:
        with transaction.atomic():
            kept = BareTranscript.objects.create(brand_id=self.brand_id(request), body=self.told(request))
        return Response({"id": kept.pk}, status=201)


class InsertRowsDoor(KeyDoor):
    """The same, with the transcript stored as the product stores it: a conversation, and a row for each turn."""

    def post(self, request: Request) -> Response:
        told = self.told(request)
        with transaction.atomic():
            conversation = Conversation.objects.create(
                brand_id=self.brand_id(request),
                agent_id=told["agent"],
                external_id=told["conversation"],
                customer=told["customer"],
                turn_count=len(told["transcript"]),
            )
            Message.objects.bulk_create(
                Message(conversation=conversation, position=position, role=turn["role"], text=turn["text"])
                for position, turn in enumerate(told["transcript"])
            )
        return Response({"id": conversation.pk}, status=201)
