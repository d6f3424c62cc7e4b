"""`python -m tests.fuzz_playbooks [--count N] [--seed N]`: atheris looks for a playbook that breaks our reading.

It watches which branches a text reaches, and goes on from the texts that reached new ones. The last line printed is one
JSON object. A text that breaks a promise is printed and ends the run with an error.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time

import atheris

with atheris.instrument_imports(include=["playbooks"]):
    from tests import hostile_playbooks
    from tests.hostile_playbooks import PIECES

LONGEST = 600
MENDS_EVERY = 10
PROGRESS_EVERY = 10_000


class Campaign:
    """Counts what the fuzzer tries, and stops it after so many."""

    def __init__(self, count: int, seed: int) -> None:
        self.wanted, self.seed = count, seed
        self.tried, self.slowest, self.begun = 0, 0.0, time.monotonic()

    def try_one(self, data: bytes) -> None:
        text = text_of(data)
        try:
            self.slowest = max(self.slowest, hostile_playbooks.check(text))
            if self.tried % MENDS_EVERY == 0:
                hostile_playbooks.check_mends(text)
        except BaseException:
            print(f"After {self.tried:,} playbooks, this one: {text!r}", file=sys.stderr)
            raise
        self.tried += 1
        if self.tried % PROGRESS_EVERY == 0:
            print(f"{self.tried:,} playbooks", file=sys.stderr, flush=True)
        if self.tried >= self.wanted:
            self.end()

    def end(self) -> None:
        """The fuzzer's own end prints nothing of ours, and leaves the process without unwinding."""
        seconds = round(time.monotonic() - self.begun, 1)
        figures = {"playbooks": self.tried, "seed": self.seed, "seconds": seconds, "slowest_ms": self.slowest * 1_000}
        print(json.dumps(figures), flush=True)
        os._exit(0)


def text_of(data: bytes) -> str:
    """Bytes as pieces: what is behind the last piece of the list is a letter of its own."""
    provider = atheris.FuzzedDataProvider(data)
    pieces: list[str] = []
    while provider.remaining_bytes() > 0:
        number = provider.ConsumeIntInRange(0, 255)
        pieces.append(PIECES[number] if number < len(PIECES) else provider.ConsumeUnicode(2))
    return "".join(pieces)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz_playbooks", description=__doc__)
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    campaign = Campaign(options.count, options.seed)
    # A bad text is printed; the file that the fuzzer writes as well has no place in the working tree.
    files = f"-artifact_prefix={tempfile.gettempdir()}/"
    fuzzer = ["fuzz_playbooks", f"-seed={options.seed}", f"-max_len={LONGEST}", files, "-verbosity=0", "-runs=-1"]
    atheris.Setup(fuzzer, campaign.try_one)
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
