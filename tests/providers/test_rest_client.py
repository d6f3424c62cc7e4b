from __future__ import annotations

from typing import Any

import pytest

from handoff.providers.base import ProviderError
from handoff.providers.rest.client import RestApi, basic, items, name_in, part, segment
from tests.providers.recorder import Recorder

BASE = "https://api.example/v1"


def api(answers: dict[str, Any]) -> RestApi:
    return RestApi(Recorder(answers), "Example", BASE, {})


@pytest.mark.parametrize("value", ["77", 77, "6899f8a4d948bc4ac3623331", "a-b_c.d:e", 10**40])
def test_an_id_is_a_short_word(value: object) -> None:
    assert api({}).id_in({"id": value}, "id") == str(value)


@pytest.mark.parametrize(
    "value", [None, "", "a b", "a/b", "a\x00", "é", "7\n", "9" * 101, int("9" * 200), True, 7.5, [7], {"id": 7}, b"7"]
)
def test_anything_else_is_no_id(value: object) -> None:
    with pytest.raises(ProviderError) as caught:
        api({}).id_in({"id": value}, "id")
    assert caught.value.ambiguous


@pytest.mark.parametrize("answer", [[], "words", None, 7, True])
def test_an_answer_of_another_shape_is_an_error_of_the_platform(answer: object) -> None:
    with pytest.raises(ProviderError):
        api({"GET /v1/things": [answer]}).read("/things")


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ({"name": "Acme"}, "Acme"),
        ({"name": "x" * 500}, "x" * 100),
        ({"name": "a\x00b"}, "a\ufffdb"),
        ({"name": {}}, ""),
        ({}, ""),
    ],
)
def test_a_name_can_be_kept_whatever_it_is(said: dict[str, Any], name: str) -> None:
    assert name_in(said, "name") == name


@pytest.mark.parametrize("said", [None, [], 7, {"a": None}, {"a": 7}, {"a": "x"}])
def test_what_is_not_there_is_empty(said: Any) -> None:
    assert items(said, "a") == []
    assert part(said, "a") == {}


def test_only_objects_are_items() -> None:
    assert items({"a": [{"id": 1}, None, 7, [], "x"]}, "a") == [{"id": 1}]


def test_an_id_is_one_part_of_a_path() -> None:
    assert segment("a/b ?#é") == "a%2Fb%20%3F%23%C3%A9"


def test_basic_authentication_takes_any_letters() -> None:
    assert basic("é@example.com", "k").startswith("Basic ")


def test_only_a_write_that_may_have_arrived_waits_before_it_is_looked_up() -> None:
    for refused, waits in ((ProviderError("lost", ambiguous=True), True), (ProviderError("no", status=500), False)):
        client = api({"POST /v1/things": refused})
        with pytest.raises(ProviderError) as caught:
            client.write("POST", "/things", {})
        assert bool(caught.value.retry_after) is waits
