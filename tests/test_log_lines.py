"""What reaches the log: one line for each event, with the request's id, and nothing that a customer said."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils.module_loading import import_string
from pytest_django import Settings

from handoff import delivery, request_ids, summaries, tasks
from handoff.models import Handoff
from handoff_project.log_lines import LONGEST, JsonLines, PlainLines
from handoff_project.logs import HideBeatStack, HideTaskErrors, logging_config
from tests.runtime import Shop

CANARIES = ("canary@example.com", "+49 30 99887766", "4111 1111 1111 1111", "CanaryWord", "Canary Person")
FORMATS = ("plain", "json")


def record(message: str, *args: object, exc_info: object = None) -> logging.LogRecord:
    return logging.LogRecord("handoff.x", logging.INFO, "x.py", 1, message, args, exc_info)  # type: ignore[arg-type]


@contextmanager
def written(log_format: str) -> Iterator[Callable[[], str]]:
    """What the product's own handler writes, from every logger and at every level."""
    made = logging_config("DEBUG", log_format, with_texts=False)
    stream, root = StringIO(), logging.getLogger()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(import_string(made["formatters"]["lines"]["()"])(with_texts=False))
    for name in made["handlers"]["console"]["filters"]:
        handler.addFilter(import_string(made["filters"][name]["()"])())
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield stream.getvalue
    finally:
        root.removeHandler(handler)
        root.setLevel(before)


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029"])
@pytest.mark.parametrize("formatter", [PlainLines(with_texts=False), JsonLines(with_texts=False)])
def test_no_value_begins_a_line_of_its_own(formatter: logging.Formatter, end: str) -> None:
    line = formatter.format(record("asked for %s", f"x{end}2026-01-01 ERROR handoff forged"))
    assert len(line.splitlines()) == 1


@pytest.mark.parametrize(
    "mark", ["\x1b[31m", "\x07", "\x00", "\u202e", "\u2066", "\u200f", "\u200b", "\ufeff", "\ud800"]
)
@pytest.mark.parametrize("formatter", [PlainLines(with_texts=False), JsonLines(with_texts=False)])
def test_no_value_colours_the_terminal_or_turns_the_text_around(formatter: logging.Formatter, mark: str) -> None:
    assert mark[0] not in formatter.format(record("asked for %s", f"a{mark}b"))


def test_a_huge_value_is_clipped() -> None:
    line = PlainLines(with_texts=False).format(record("%s", "x" * 1_000_000))
    assert len(line) < LONGEST + 200
    assert "1000000 characters" in line


def test_json_is_one_object_with_these_fields_alone() -> None:
    event = record("started %s", "h-1")
    event.data = {"args": "CanaryWord"}
    with request_ids.bound("r-1"):
        told = json.loads(JsonLines(with_texts=False).format(event))
    assert set(told) == {"at", "level", "logger", "message", "request_id"}
    assert (told["message"], told["request_id"], told["level"]) == ("started h-1", "r-1", "INFO")


def test_moments_are_told_in_utc() -> None:
    at_noon = record("noon")
    at_noon.created, at_noon.msecs = 1_772_452_800, 0
    assert json.loads(JsonLines(with_texts=False).format(at_noon))["at"].startswith("2026-03-02T12:00:00")
    assert PlainLines(with_texts=False).format(at_noon).startswith("2026-03-02 12:00:00")


@pytest.mark.parametrize("formatter", [PlainLines(with_texts=False), JsonLines(with_texts=False)])
def test_a_traceback_tells_where_and_not_what(formatter: logging.Formatter) -> None:
    text = formatter.format(record("failed", exc_info=an_error("CanaryWord\nforged")))
    assert "test_log_lines.py" in text
    assert "ValueError" in text
    assert "OperationalError" in text
    assert "CanaryWord" not in text
    assert all(line.startswith("  | ") for line in text.splitlines()[1:])


def test_a_developer_sees_the_text_as_well() -> None:
    assert "CanaryWord" in PlainLines(with_texts=True).format(record("failed", exc_info=an_error("CanaryWord")))


def an_error(text: str) -> object:
    """One raised while another was dealt with."""
    secret = text
    try:
        try:
            raise ValueError(secret)
        except ValueError as error:
            raise OperationalError(secret) from error
    except OperationalError:
        return sys.exc_info()


def test_celery_names_an_exception_without_its_text() -> None:
    event = logging.LogRecord("celery.app.trace", logging.ERROR, "x", 1, "Task %(name)s: %(exc)s", (), None)
    event.args = {"name": "handoff.deliver", "exc": "ValueError('CanaryWord')"}
    assert HideTaskErrors().filter(event)
    assert event.getMessage() == "Task handoff.deliver: ValueError"


def test_beat_says_in_a_few_words_that_the_broker_is_away() -> None:
    event = logging.LogRecord("celery.beat", logging.ERROR, "x", 1, "Message Error: %s\n%s", ("x", ["stack"]), None)
    event.exc_info = an_error("CanaryWord")  # type: ignore[assignment]
    assert HideBeatStack().filter(event)
    assert PlainLines(with_texts=False).format(event).endswith("Beat could not send a sweep: OperationalError")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("log_format", FORMATS)
def test_nothing_that_a_customer_said_or_is_reaches_a_log(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, log_format: str
) -> None:
    """Through decision, start, launch, receipts and a delivery that fails in the worst way."""
    settings.STAND_IN_URL = "http://127.0.0.1:1"
    shop = Shop(kind="gorgias")
    said = [("customer", f"I am {CANARIES[4]}, {CANARIES[0]}, {CANARIES[1]}, card {CANARIES[2]}. {CANARIES[3]}!")]
    customer = {"email": CANARIES[0], "name": CANARIES[4], "phone": CANARIES[1]}
    with written(log_format) as log:
        shop.decide(*said, ("customer", "I want a human."), customer=customer)
        answer = shop.start(*said, ("customer", "I want a human."), customer=customer).json()
        launch = answer["launch"]["token"] if isinstance(answer.get("launch"), dict) else answer["launch_token"]
        Client().get(f"/storefront/v1/launches/{launch}/")
        shop.runtime.send(shop.path("handoffs/"), f'{{"transcript": [{{"text": "{CANARIES[3]}'.encode())
        handoff = Handoff.objects.get()
        delivery.deliver(handoff.pk)
        monkeypatch.setattr(summaries, "summary_for", broken)
        Handoff.objects.update(next_due=handoff.started_at)
        delivery.deliver(handoff.pk)
        tasks.prepare_summary.apply(args=(0,))
        told = log()
    assert "handoff" in told
    assert not [canary for canary in (*CANARIES, launch) if canary in told]
    assert all(is_an_event(line, log_format) for line in told.splitlines())


def broken(handoff: Handoff) -> None:
    raise OperationalError(" ".join(CANARIES))


def is_an_event(line: str, log_format: str) -> bool:
    return line.startswith("{") if log_format == "json" else line.startswith(("2", "  | "))
