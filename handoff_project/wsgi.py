"""What a web server serves."""

from __future__ import annotations

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import resolve

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handoff_project.settings")
application = get_wsgi_application()
resolve("/")  # imports every page
# What is there by now stays: to look through it again and again for what nobody needs took each request some 5 %.
gc.collect()
gc.freeze()
