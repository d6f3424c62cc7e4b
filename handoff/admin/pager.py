"""Long lists in pages: the rows of the page that is asked for, and what the addresses of the others keep."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

ON_A_PAGE = 50


def page_of_rows(request: HttpRequest, rows: QuerySet[Any]) -> Page[Any]:
    return Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))


def query_of(request: HttpRequest) -> str:
    """The filters, for the next page's address and the export's."""
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()
