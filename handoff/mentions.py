"""Order numbers, e-mail addresses, amounts and dates that somebody wrote. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]{0,6}"
_CURRENCY = r"(?:usd|eur|gbp|chf|cad|aud|inr|jpy|dollars?|euros?|pounds?|[$€£¥₹])"
_NUMBER = r"\d[\d.,]{0,14}"
_REFERENCE = r"[a-z0-9][a-z0-9-]{0,8}\d[a-z0-9-]{1,20}"

# Each pattern's first group is what was mentioned.
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("E-mail", re.compile(r"([\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[a-z]{2,24})", re.IGNORECASE)),
    (
        "Order number",
        re.compile(
            rf"\b(?:order|bestell\w{{0,10}}|commande|pedido|ordine|заказ\w{{0,3}})\W{{0,3}}"
            rf"(?:id|nr|no|num|number|nummer|numéro|número|№)?\W{{0,3}}(?:is|ist|est|es)?\W{{0,3}}({_REFERENCE})\b",
            re.IGNORECASE,
        ),
    ),
    ("Number", re.compile(r"(#[a-z]{0,4}-?\d{3,20}\b|\b[A-Z]{1,5}-?\d{4,20}\b|\b(?<![.,+])\d{5,20}\b)", re.IGNORECASE)),
    ("Amount", re.compile(rf"([$€£¥₹]\s?{_NUMBER}|\b{_NUMBER}\s?{_CURRENCY}(?!\w))", re.IGNORECASE)),
    (
        "Date",
        re.compile(
            rf"\b(\d{{4}}-\d{{1,2}}-\d{{1,2}}|\d{{1,2}}[./]\d{{1,2}}[./](?:\d{{4}}|\d{{2}})"
            rf"|\d{{1,2}}(?:st|nd|rd|th|\.)?\s(?:of\s)?{_MONTH}(?:,?\s\d{{4}})?|{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s\d{{4}})?)\b",
            re.IGNORECASE,
        ),
    ),
)


def mentions(texts: Iterable[str]) -> list[str]:
    """Labelled, in the order in which they came, each once (under its first label)."""
    found: dict[str, str] = {}
    for text in texts:
        for label, pattern in _KINDS:
            for match in pattern.findall(text):
                value = match.rstrip(".,- ").lstrip("#")
                found.setdefault(value.casefold(), f"{label}: {value}")
    return list(found.values())
