"""The demo's pages and their files."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.static import serve

from demo import settings
from demo.platforms import PLATFORMS

PRODUCTS = (
    {"name": "Alder rain jacket", "price": "$179", "art": "jacket", "note": "3-layer, packs into its pocket"},
    {"name": "Cairn daypack 24", "price": "$89", "art": "pack", "note": "For the long way round"},
    {"name": "Tarn two-person tent", "price": "$349", "art": "tent", "note": "1.6 kg, up in four minutes"},
    {"name": "Ember camp mug", "price": "$18", "art": "mug", "note": "Enamel, takes the fire"},
    {"name": "Fell trail boots", "price": "$159", "art": "boots", "note": "Resoled for free, once"},
    {"name": "Drift sleeping bag", "price": "$219", "art": "bag", "note": "Warm to −6 °C"},
)


@require_safe
def shop(request: HttpRequest) -> HttpResponseBase:
    shown = {"api": settings.API_URL, "products": PRODUCTS, "platforms": PLATFORMS}
    return render(request, "demo/shop.html", shown)


@require_safe
def inbox(request: HttpRequest) -> HttpResponseBase:
    return render(request, "demo/inbox.html")


@require_safe
def static(request: HttpRequest, name: str) -> HttpResponseBase:
    return fresh(serve(request, f"demo/{name}", document_root=str(settings.STATIC_DIR)))


@require_safe
def widget(request: HttpRequest, name: str) -> HttpResponseBase:
    return fresh(serve(request, name, document_root=str(settings.WIDGETS_DIR)))


def fresh(response: HttpResponseBase) -> HttpResponseBase:
    response.headers["Cache-Control"] = "no-cache"
    return response
