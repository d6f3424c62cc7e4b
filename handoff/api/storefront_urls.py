"""Included at storefront/v1/: for customers' browsers."""

from __future__ import annotations

from django.urls import path, re_path

from handoff.api import modules
from handoff.api.doors import NothingHere
from handoff.api.storefront import LaunchDoor, ReceiptsDoor

urlpatterns = [
    path("handoff.js", modules.sdk, name="storefront-sdk"),
    path("sdk/<slug:name>.js", modules.sdk_part, name="storefront-sdk-part"),
    path("providers/<slug:name>.js", modules.provider_module, name="storefront-provider"),
    path("launches/<str:token>/", LaunchDoor.as_view(), name="storefront-launch"),
    path("launches/<str:token>/receipts/", ReceiptsDoor.as_view(), name="storefront-receipts"),
    re_path("", NothingHere.as_view()),
]
