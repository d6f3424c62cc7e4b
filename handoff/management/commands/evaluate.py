"""`manage.py evaluate <what> FILE.jsonl`: how good the product is on given cases; the last line is one JSON object."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from handoff.evaluation import directives, hours, hours_cases
from handoff.evaluation.rows import BadRow, read_cases

Figures = dict[str, object]


def evaluate_hours(path: Path) -> Figures:
    cases = read_cases(path, hours_cases.case_of)
    return hours.figures([hours.measure(case) for case in tqdm(cases, unit=" cases")])


def evaluate_directives(path: Path) -> Figures:
    return directives.figures(tqdm(read_cases(path, directives.case_of), unit=" cases"))


MEASURES: dict[str, tuple[str, Callable[[Path], Figures]]] = {
    "hours": ("Opening hours: open or closed, the next opening and the next closing.", evaluate_hours),
    "directives": ("Playbooks: where each slash command of a text begins and ends.", evaluate_directives),
}


class Command(BaseCommand):
    help = "Measure the product on the cases of a file; the last line is one JSON object of figures."

    def add_arguments(self, parser: CommandParser) -> None:
        measures = parser.add_subparsers(dest="what", metavar="what", required=True)
        for name, (help_line, _) in MEASURES.items():
            measure = measures.add_parser(name, help=help_line, description=help_line)
            measure.add_argument("file", type=Path, help="One case in each line, as a JSON object.")

    def handle(self, *args: Any, **options: Any) -> None:
        _, evaluate = MEASURES[options["what"]]
        try:
            figures = evaluate(Path(options["file"]))
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be read: {error.strerror}.") from error
        except BadRow as error:
            raise CommandError(f"{options['file']}: {error}") from error
        self.stdout.write(json.dumps(figures))
