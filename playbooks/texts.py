"""A playbook's text as it comes from people and programs: its line ends, and how long it may be. Pure."""

from __future__ import annotations

MOST_BYTES = 200_000


def plain(text: str) -> str:
    """Forms and other systems end lines as they like; what is stored ends them with \\n."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def too_long(text: str) -> str:
    """What to tell the author, or nothing."""
    # A lone half of a surrogate pair has no UTF-8; it must not be the size that fails.
    size = len(text.encode("utf-8", "surrogatepass"))
    if size <= MOST_BYTES:
        return ""
    return (
        f"This playbook is too long: it has {size:,} bytes, and the most is {MOST_BYTES:,}. "
        "Shorten it, or split it into several playbooks."
    )
