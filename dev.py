#!/usr/bin/env python3
"""Set up, run and test Handoff: python3 dev.py --help. Works on a bare Python; the rest is in devtools/."""

import sys

# Told in words that any Python understands, before anything newer is imported.
if sys.version_info < (3, 11):  # noqa: UP036
    raise SystemExit("Handoff needs Python 3.11 or newer; this is " + sys.version.split()[0] + ".")
if sys.platform == "win32":
    raise SystemExit("dev.py runs on Linux and macOS. On Windows, use it inside WSL.")

from devtools.commands import main

if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
