"""Storefront addresses, in the one spelling that browsers send."""

from __future__ import annotations

import pytest

from agents.origins import normalised


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("https://shop.example", "https://shop.example"),
        (" HTTPS://Shop.Example/ ", "https://shop.example"),
        ("https://shop.example:443", "https://shop.example"),
        ("http://shop.example:80/", "http://shop.example"),
        ("http://localhost:8001", "http://localhost:8001"),
        ("http://127.0.0.1:8001", "http://127.0.0.1:8001"),
        ("http://[::1]:8001", "http://[::1]:8001"),
        ("https://bücher.example", "https://xn--bcher-kva.example"),
        ("https://shop.example.", "https://shop.example"),
    ],
)
def test_an_address_becomes_an_origin(address: str, origin: str) -> None:
    assert normalised(address) == origin


@pytest.mark.parametrize(
    "address",
    [
        *("", "shop.example", "//shop.example", "ftp://shop.example", "javascript:alert(1)", "null", "https://"),
        *("https://*.shop.example", "https://*", "https://shop.example/cart", "https://shop.example?a=1"),
        *(
            "https://shop.example#top",
            "https://user@shop.example",
            "https://user:pw@shop.example",
            "https://@a.example",
        ),
        *("https://shop.example:0", "https://shop.example:99999", "https://shop.example:x", "https://shop..example"),
        *(
            "https://-shop.example",
            "https://sh op.example",
            "https://shop.example\\@evil.example",
            "https://a_b.example",
        ),
        *(
            "https://shop.example\x00",
            "https://shop.\u202eexample",
            "https://[::1",
            "https://[zz]",
            f"https://{'a' * 300}",
        ),
    ],
)
def test_what_can_be_no_origin_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        normalised(address)
