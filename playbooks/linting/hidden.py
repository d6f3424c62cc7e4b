"""Text that no author sees and a model reads: pasted from a page, it could tell the Agent anything. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from playbooks.linting.finding import WARNING, Finding
from playbooks.linting.reading import Reading

RULE = "hidden_text"

# A flag such as Scotland's is spelt with tag characters too, behind a black flag.
_FLAG = "\U0001f3f4[\U000e0020-\U000e007e]{1,6}\U000e007f"
# Tag characters; what turns the order of reading round; and zero-width characters in a row, which spell a code.
_HIDDEN = re.compile(
    f"{_FLAG}|(?P<hidden>[\U000e0000-\U000e007f]+|[\u202d\u202e]+|[\u200b\u2060-\u2064\ufeff]{{2,}}"
    "|[\ufe00-\ufe0f\U000e0100-\U000e01ef]{2,})"
)


def findings(reading: Reading) -> Iterator[Finding]:
    for match in _HIDDEN.finditer(reading.text):
        if match["hidden"]:
            yield Finding(
                RULE,
                WARNING,
                match.start(),
                match.end(),
                "Here stand characters that nobody sees, and that the Agent reads all the same.",
                "Remove them: they often come with a text that was copied from elsewhere.",
                "",
            )
