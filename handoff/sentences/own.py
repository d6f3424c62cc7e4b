"""A merchant's own sentence, filled in. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

PLACEHOLDER = re.compile(r"\{([^{}\n]{0,40})\}")
# An address or a time ends no sentence: a mark does before white space alone, unless it is Chinese or Japanese.
_SENTENCE = re.compile(r"\s*[^\n]+?(?:[.!?…]+(?=\s|$)|[。！？]|(?=\n)|$)")


def filled(text: str, values: Mapping[str, str]) -> str:
    """A sentence with a placeholder for which there is nothing is left out; "" where that leaves none."""
    kept = (
        part for part in _SENTENCE.findall(text) if all(values.get(name, "-") for name in PLACEHOLDER.findall(part))
    )
    return PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), "".join(kept)).strip()
