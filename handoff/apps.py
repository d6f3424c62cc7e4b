from __future__ import annotations

from django.apps import AppConfig


class HandoffConfig(AppConfig):
    name = "handoff"
    verbose_name = "Handoffs"

    def ready(self) -> None:
        from handoff.checks import register_checks

        register_checks()
