"""What a summary says: out of the transcript by code, and what of a model's words the transcript holds. Pure."""

from __future__ import annotations
