#!/usr/bin/env python
"""Django's command line for this project."""

from __future__ import annotations

import os
import sys

from django.core.management import execute_from_command_line

from agents import scopes

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handoff_project.settings")
    with scopes.maintenance("a command"):
        execute_from_command_line(sys.argv)
