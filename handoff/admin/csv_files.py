"""A list as a file for spreadsheets, sent while it is read. No cell of it is ever run as a formula."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from django.http import StreamingHttpResponse
from django.utils.text import slugify

# Without this mark, spreadsheets take the file for one in an older encoding.
BOM = "\ufeff"
# What a spreadsheet takes for the beginning of a formula, also in the wide forms of East Asian keyboards. Where numbers
# are written with a decimal comma, it takes a semicolon for the end of a cell.
_FORMULA = re.compile("(^|;)(?= *[=+@\t\r\n＝＋－＠-])")


def streamed(
    what: str, brand_name: str, today: date, columns: Sequence[str], rows: Iterable[Sequence[str]]
) -> StreamingHttpResponse:
    name = f"{what}-{slugify(brand_name)[:60] or 'brand'}-{today.isoformat()}.csv"
    response = StreamingHttpResponse(_lines(columns, rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def defused(cell: str) -> str:
    """What could be run as a formula is shown as it was written."""
    return _FORMULA.sub(r"\1'", cell)


def _lines(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield BOM + writer.writerow(columns)
    for row in rows:
        yield writer.writerow([defused(cell) for cell in row])


class _Line:
    """Hands each line back as it is written."""

    def write(self, line: str) -> str:
        return line
