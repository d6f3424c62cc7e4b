"""The words around a number that say what it is: a card's, or an order's, a parcel's, a phone's. Pure."""

from __future__ import annotations

import re

# How far from the number a word still speaks of it.
_NEAR = 48

_CARD_WORD = re.compile(
    r"\b(?:(?:credit|debit|bank|payment)?[ -]?cards?|visa|master ?card|maestro|amex|american express|discover|diners"
    r"|jcb|unionpay|rupay|credit|debit|tarjetas?|cr[ée]dito|d[ée]bito|cartes?|kredit ?karten?(?:nummer)?"
    r"|karten(?:nummer)?|carta di credito|cart[ãa]o|(?:credit ?)?kaart(?:nummer)?|kart[ayę])\b"
    r"|カード|信用卡|银行卡|銀行卡|卡号|卡號",
    re.IGNORECASE,
)
# What has numbers of its own: they are named "the number of" it, or some of it speak of nothing else.
_THINGS = (
    r"orders?|parcel|package|shipment|shipping|delivery|consignment|invoice|receipt|booking|ticket|case|return|article"
    r"|item|product|transaction|customer|member(?:ship)?|loyalty|gift ?card|voucher|coupon|pedido|commande|colis|ordine"
    r"|spedizione|encomenda|zam[óo]wieni[ae]|przesy[łl]k[ia]|bestellung|bestelling|sendung|zending|paket|suivi"
)
_ALWAYS_NUMBERS = (
    r"tracking|track|waybill|awb|reference|ref|rma|imei|serial|ean|upc|gtin|isbn|sku|barcode|phone|telephone|tel|mobile"
    r"|whatsapp|fax|seguimiento|rastreio|(?:bestell|sendungs?|auftrags?|paket|artikel|telefon|rechnungs?|zendings?)nummer"
    r"|ups|fedex|usps|dhl|dpd|evri|hermes|gls|canada post|royal mail|australia post|yodel|sf express|china post"
)
_NUMBER = r"(?:numbers?|num|no|nr|id|code|#|nummer|n[úu]mero|num[ée]ro|numer)"
_LINK = r"(?:[ \W]{0,3}\b(?:is|was|de|di|do|du|of|the|my|es|est|ist|[eèé]|jest|for)\b){0,3}"
_END = r"(?:は|是|为|為)?[ \W]{0,4}$"
_NAMED = re.compile(
    rf"(?:\b(?:(?:{_THINGS}){_LINK}[ \W]{{0,3}}{_NUMBER}|{_NUMBER}{_LINK}[ \W]{{0,3}}(?:{_THINGS})"
    rf"|(?:{_ALWAYS_NUMBERS})\b[ \W]{{0,3}}{_NUMBER}?)|注文番号|追跡番号|订单号|運單號|运单号|订单编号){_LINK}{_END}",
    re.IGNORECASE,
)
_BESIDE = re.compile(rf"\b(?:{_THINGS}){_LINK}{_END}", re.IGNORECASE)


def is_beside_a_card_word(text: str, start: int, end: int) -> bool:
    around = f"{text[max(0, start - _NEAR) : start]} {text[end : end + _NEAR]}"
    return bool(_CARD_WORD.search(around))


def is_named_another_number(text: str, start: int) -> bool:
    """ "My order number is …", "tracking …": it says itself what it is."""
    return bool(_NAMED.search(text[max(0, start - _NEAR) : start]))


def is_beside_another_thing(text: str, start: int) -> bool:
    """ "… for my order …", directly before it."""
    return bool(_BESIDE.search(text[max(0, start - _NEAR) : start]))
