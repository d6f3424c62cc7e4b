"""The platforms' stand-ins, mounted at `stand-in/`. What each address takes and gives: README.md."""

from __future__ import annotations

from django.urls import URLPattern, path, re_path

from demo.standins import control
from demo.standins.gladly import api as gladly
from demo.standins.gorgias import api as gorgias
from demo.standins.intercom import api as intercom
from demo.standins.intercom import widget as intercom_widget
from demo.standins.sprinklr import api as sprinklr
from demo.standins.zendesk import api as zendesk

# Merchants type their own sub-domain.
_BY_HOST = (
    (zendesk.HOST, zendesk.api),
    (gorgias.HOST, gorgias.api),
    (gladly.HOST, gladly.api),
    (sprinklr.HOST, sprinklr.api),
)

urlpatterns: list[URLPattern] = [
    path("log.json", control.log),
    path("reset.json", control.reset),
    path("faults.json", control.faults),
    path("limits.json", control.limits),
    path("counts.json", control.counts),
    path("weather.json", control.weather),
    path("inbox/<str:platform>/<str:id>/reply", control.reply),
    path("inbox/<str:platform>/<str:id>/end", control.end),
    path("widget/intercom/ping", intercom_widget.ping),
    path("widget/intercom/conversations", intercom_widget.conversations),
    path("widget/intercom/conversations/<str:id>", intercom_widget.conversation),
    path("widget/intercom/conversations/<str:id>/reply", intercom_widget.reply),
    *[url for widget in control.WIDGETS for url in widget.urls()],
    *[path(f"{host}/<path:path>", intercom.api, {"host": host}) for host in intercom.HOSTS],
    *[re_path(f"^(?P<host>{host})/(?P<path>.*)$", api) for host, api in _BY_HOST],
]
