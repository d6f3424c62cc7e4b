"""Whose a row is, by its key alone."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from agents import owned
from agents.models import Brand, Conversation
from handoff.models import Handoff
from tests.builders import a_brand
from tests.every_row import Rows

pytestmark = pytest.mark.django_db


def test_each_table_tells_whose_each_of_its_rows_is() -> None:
    for name in ("ann", "bob"):
        rows = Rows(a_brand(), User.objects.create_user(name))
        brand = rows.of(Brand).pk
        told = {model: owned.owner_of(model, rows.of(model).pk) for model in owned.models() if owned.path_of(model)}
        assert set(told.values()) == {brand}, told


def test_a_key_may_be_a_text() -> None:
    rows = Rows(a_brand(), User.objects.create_user("ann"))
    for model in (Handoff, Conversation):
        assert owned.owner_of(model, str(rows.of(model).pk)) == rows.of(Brand).pk


def test_a_row_that_is_gone_is_nobodys() -> None:
    assert owned.owner_of(Handoff, uuid4()) is owned.owner_of(Conversation, 4711) is None


@pytest.mark.parametrize("key", ["x' OR 1=1 --", "", "\x00"])
def test_what_is_no_key_is_an_error(key: object) -> None:
    for model in (Handoff, Conversation):
        with pytest.raises(ValidationError):
            owned.owner_of(model, key)
