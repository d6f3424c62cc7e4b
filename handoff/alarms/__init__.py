"""What is broken and takes a person to mend: noticed, told on the pages, and mailed."""

from __future__ import annotations
