"""The request's id: taken or made, told in the answer, kept with the handoff, taken up by whoever delivers."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from handoff import delivery, request_ids, summaries
from handoff.models import Handoff
from tests import builders
from tests.runtime import Shop


def answered_id(told: str | None) -> str:
    headers = {} if told is None else {"X-Request-ID": told}
    return str(Client().get("/healthz", headers=headers)["X-Request-ID"])


@pytest.mark.parametrize("told", ["a", "req-1.2_X", "0" * 64])
def test_the_callers_own_id_is_kept(told: str) -> None:
    assert answered_id(told) == told


@pytest.mark.parametrize("told", [None, "", "a b", "a\nb", "0" * 65, "é", "<x>", "a;b", "\u202e"])
def test_what_may_not_stand_in_a_log_is_replaced(told: str | None) -> None:
    made = answered_id(told)
    assert made != told
    assert len(made) == 32


@pytest.mark.django_db
def test_below_the_login_it_is_always_our_own() -> None:
    """The audit log keeps it: nobody makes their entries look like those of another request."""
    for path in ("/admin/", "/admin/login/", "/admin/join/x/", "/admin/nothing/here"):
        answer = Client().get(path, headers={"X-Request-ID": "chosen"})
        assert re.fullmatch("[0-9a-f]{32}", str(answer["X-Request-ID"])), path


def test_each_request_has_its_own_and_leaves_none_behind() -> None:
    assert answered_id(None) != answered_id(None)
    assert request_ids.current() == ""


def test_one_inside_another_is_given_back() -> None:
    with request_ids.bound("outer"):
        with request_ids.bound("inner"):
            assert request_ids.current() == "inner"
        assert request_ids.current() == "outer"


@pytest.mark.django_db
def test_it_follows_the_handoff_into_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    shop, seen = Shop(), []

    def summary_for(handoff: Handoff) -> Any:
        seen.append(request_ids.current())
        raise RuntimeError

    monkeypatch.setattr(summaries, "summary_for", summary_for)
    body = builders.a_body("I want to talk to a human.")
    response = shop.runtime.post(shop.path("handoffs/"), body, x_request_id="from-the-runtime")
    assert (response.status_code, response["X-Request-ID"]) == (201, "from-the-runtime")
    handoff = Handoff.objects.get()
    assert handoff.request_id == "from-the-runtime"
    delivery.deliver(handoff.pk)
    assert seen == ["from-the-runtime"]
    assert request_ids.current() == ""
