from __future__ import annotations

from uuid import uuid4

import pytest

from handoff.places import place_of


def test_a_brand_has_so_many_places_and_each_is_given_back() -> None:
    brand, other = uuid4(), uuid4()
    with place_of(brand, 1) as first, place_of(brand, 1) as second, place_of(other, 1) as third:
        assert (first, second, third) == (True, False, True)
    with place_of(brand, 1) as again:
        assert again


def test_a_place_is_given_back_where_the_work_fails() -> None:
    brand = uuid4()
    with pytest.raises(ValueError, match="no"), place_of(brand, 1):
        raise ValueError("no")
    with place_of(brand, 1) as free:
        assert free
