"""`manage.py evaluate <what> FILE.jsonl`: how good the product is on given cases; the last line is one JSON object."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from handoff.evaluation import directives, hours, hours_cases, human_request, offer_reply, stuck, summary, transfer
from handoff.evaluation.rows import BadRow, read_cases

Figures = dict[str, object]
Options = Mapping[str, Any]
Case = TypeVar("Case")


@dataclass(frozen=True, slots=True)
class Measure:
    """`evaluate` gets the file, and the options that `add_options` declares beside it."""

    help: str
    evaluate: Callable[[Path, Options], Figures]
    add_options: Callable[[CommandParser], object] = lambda parser: None


def of_cases(
    case_of: Callable[[Mapping[str, Any]], Case], figures: Callable[[Iterable[Case]], Figures]
) -> Callable[[Path, Options], Figures]:
    return lambda path, options: figures(tqdm(read_cases(path, case_of), unit=" cases"))


def evaluate_hours(path: Path, options: Options) -> Figures:
    cases = read_cases(path, hours_cases.case_of)
    return hours.figures([hours.measure(case) for case in tqdm(cases, unit=" cases")])


def evaluate_summary(path: Path, options: Options) -> Figures:
    return summary.figures(tqdm(read_cases(path, summary.case_of), unit=" cases"), options["write"])


def with_write(parser: CommandParser) -> None:
    parser.add_argument("--write", type=Path, metavar="OUT.jsonl", help="Where each case's summary is to be written.")


MEASURES: dict[str, Measure] = {
    "hours": Measure("Opening hours: open or closed, the next opening and the next closing.", evaluate_hours),
    "directives": Measure(
        "Playbooks: where each slash command of a text begins and ends.",
        of_cases(directives.case_of, directives.figures),
    ),
    "human_request": Measure(
        "Messages: whether the customer asks for a human.", of_cases(human_request.case_of, human_request.figures)
    ),
    "offer_reply": Measure(
        "Answers to an offer: accepted, declined, or neither.", of_cases(offer_reply.case_of, offer_reply.figures)
    ),
    "stuck": Measure(
        "Conversations: whether a human should be offered or called.", of_cases(stuck.case_of, stuck.figures)
    ),
    "transfer": Measure(
        "Conversations, as for stuck, against the transfers of a policy that is not the customer's wish.",
        of_cases(transfer.case_of, transfer.figures),
    ),
    "summary": Measure(
        "Conversations that people summarised: what the summary written without AI keeps, and what it invents.",
        evaluate_summary,
        with_write,
    ),
}


class Command(BaseCommand):
    help = "Measure the product on the cases of a file; the last line is one JSON object of figures."

    def add_arguments(self, parser: CommandParser) -> None:
        measures = parser.add_subparsers(dest="what", metavar="what", required=True)
        for name, measure in MEASURES.items():
            command = measures.add_parser(name, help=measure.help, description=measure.help)
            command.add_argument("file", type=Path, help="One case in each line, as a JSON object.")
            measure.add_options(command)

    def handle(self, *args: Any, **options: Any) -> None:
        measure = MEASURES[options["what"]]
        try:
            figures = measure.evaluate(Path(options["file"]), options)
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be read: {error.strerror}.") from error
        except BadRow as error:
            raise CommandError(f"{options['file']}: {error}") from error
        self.stdout.write(json.dumps(figures))
