"""python -m benchmarks [--json] [--only hours]: how fast and how big the product is.

Times are ratios of one run, medians of interleaved rounds. A target that is missed is said, and is no error.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from tqdm import tqdm

from benchmarks import cues, directives, hours, size
from benchmarks.measuring import NotRun, Result
from benchmarks.peers import suite as peers
from benchmarks.pictures import ratios
from benchmarks.serving import growth
from benchmarks.serving import suite as serving
from benchmarks.tables import table
from benchmarks.working import suite as working

SUITES = {
    suite.NAME: suite for suite in (hours, directives, cues, size, serving, growth.A_YEAR, working, growth.YEARS, peers)
}
# Where none is named: not what installs other systems from a registry, or needs tens of gigabytes.
USUAL = [name for name in SUITES if name not in (peers.NAME, growth.YEARS.NAME)]


def measured(names: list[str]) -> list[Result | NotRun]:
    suites = [SUITES[name] for name in names]
    with tqdm(total=sum(suite.count() for suite in suites), unit=" measures") as bar:
        return [result for suite in suites for result in suite.results(bar.update)]


def figures(results: list[Result | NotRun]) -> dict[str, object]:
    missed = [f"{result.measure}: {result.case}" for result in results if result.met is False]
    rows = [{**asdict(result), "met": result.met} for result in results]
    return {"results": rows, "targets": sum(result.met is not None for result in results), "missed": missed}


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    parser.add_argument("--picture", type=Path, help="an SVG file to write: the ratios and their targets")
    parser.add_argument("--only", choices=SUITES, action="append", help="this suite alone; may be repeated")
    options = parser.parse_args(arguments)
    results = measured(options.only or USUAL)
    if options.picture:
        options.picture.write_bytes(ratios(result for result in results if isinstance(result, Result)))
    print(json.dumps(figures(results)) if options.json else table(results))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
