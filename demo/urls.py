"""All addresses of the demo shop's process: the shop, the human agents' inbox, the stand-in platforms."""

from __future__ import annotations

from django.urls import include, path

from demo import chat_views, draft_views, inbox_views, pages, platform_views

urlpatterns = [
    path("", pages.shop),
    path("inbox/", pages.inbox),
    path("static/demo/<path:name>", pages.static),
    path("chat/agents/", platform_views.agents),
    path("platform/", platform_views.choose),
    path("chat/", chat_views.begin),
    path("chat/<str:key>/", chat_views.state),
    path("chat/<str:key>/messages/", chat_views.message),
    path("chat/<str:key>/accept/", chat_views.accept),
    path("chat/<str:key>/decline/", chat_views.decline),
    path("chat/<str:key>/not-opened/", chat_views.not_opened),
    path("chat/<str:key>/renew/", chat_views.renew),
    path("drafts/reply/", draft_views.reply),
    path("inbox/open.json", inbox_views.open_handoffs),
    path("inbox/return/", inbox_views.give_back),
    path("stand-in/widgets/<str:name>", pages.widget),
    path("stand-in/", include("demo.standins.urls")),
]
