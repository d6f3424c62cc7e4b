"""The time of the week that an author chooses: the next one to come, on the clocks of the Brand's zone."""

from __future__ import annotations

import json
import subprocess

from devtools import node
from devtools.environment import ROOT, Environment

SCRIPT = """
import { nextTime } from "MODULE";
const cases = JSON.parse(process.argv[1]);
console.log(JSON.stringify(cases.map(([now, zone, day, time]) => nextTime(day, time, zone, new Date(now)))));
""".replace("MODULE", (ROOT / "static/playbooks/moment.js").as_uri())
# Now, zone, weekday (Sunday is 0), time, and the moment that is meant. 28 November 2026 is a Saturday.
CASES = (
    ("2026-11-28T10:30:00Z", "UTC", 1, "10:00", "2026-11-30T10:00"),
    ("2026-11-28T10:30:00Z", "UTC", 6, "10:31", "2026-11-28T10:31"),
    ("2026-11-28T10:30:00Z", "UTC", 6, "10:30", "2026-11-28T10:30"),
    ("2026-11-28T10:30:00Z", "UTC", 6, "10:29", "2026-12-05T10:29"),
    ("2026-11-28T10:30:00Z", "UTC", 5, "10:00", "2026-12-04T10:00"),
    # Already Sunday there, still Saturday there.
    ("2026-11-28T10:30:00Z", "Pacific/Kiritimati", 0, "01:00", "2026-11-29T01:00"),
    ("2026-11-29T03:00:00Z", "America/New_York", 6, "23:00", "2026-11-28T23:00"),
    ("2026-11-28T23:30:00Z", "Europe/Berlin", 0, "00:00", "2026-12-06T00:00"),
    ("2026-12-31T23:30:00Z", "UTC", 5, "00:00", "2027-01-01T00:00"),
    ("2026-11-28T10:30:00Z", "Nowhere/Land", 1, "10:00", "2026-11-30T10:00"),
)


def test_the_next_such_time_is_meant() -> None:
    environment = Environment()
    node.set_up(environment)
    asked = json.dumps([case[:4] for case in CASES])
    run = [str(environment.folder / "bin" / "node"), "--input-type=module", "--eval", SCRIPT, asked]
    done = subprocess.run(run, capture_output=True, text=True, check=True, timeout=60)
    assert json.loads(done.stdout) == [case[4] for case in CASES]
