"""Bank accounts: an IBAN by its check digits, others by what they are called. Pure."""

from __future__ import annotations

import re
import unicodedata

from handoff.redaction.marks import BANK_ACCOUNT, MARKS

_MARK = MARKS[BANK_ACCOUNT]
# ISO 13616: each country's IBANs are of one length.
_LENGTHS = {
    country: int(length)
    for length, countries in (
        line.split(":")
        for line in (
            "15:NO",
            "16:BE",
            "18:DK FI FK FO GL NL SD",
            "19:MK SI",
            "20:AT BA EE KZ LT LU MN XK",
            "21:CH HR LI LV",
            "22:BG BH CR DE GB GE IE ME RS VA",
            "23:AE GI IL IQ OM SO TL",
            "24:AD CZ ES MD PK RO SA SE SK TN VG",
            "25:LY PT ST",
            "26:IS TR",
            "27:BI DJ FR GR IT MC MR SM",
            "28:AL AZ BY CY DO GT HN HU LB NI PL SV",
            "29:BR EG PS QA UA",
            "30:JO KW MU YE",
            "31:MT SC",
            "33:RU",
        )
    )
    for country in countries.split()
}
_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?:[\W_]{0,3}[^\W_]){11,29}")

_ACCOUNT = (
    r"(?:bank(?:ing)? account(?: number| no\.?| nr\.?)?|(?:checking|savings) account(?: number| no\.?)?"
    r"|routing(?: transit)?(?: number| no\.?| code)?|sort ?code|transit number|bsb(?: number| code)?|aba(?: number)?"
    r"|ifsc(?: code)?|clabe|cbu|iban"
    r"|n[úu]mero de cuenta(?: bancaria)?|cuenta bancaria|num[ée]ro de compte(?: bancaire)?|compte bancaire"
    r"|konto(?:nummer|nr\.?)|bankleitzahl|blz|numero di conto|conto corrente|n[úu]mero da conta|conta banc[áa]ria"
    r"|(?:bank)?rekening(?:nummer)?|(?:numer|nr) (?:konta|rachunku)(?: bankowego)?"
    r"|口座番号|银行账号|银行账户|銀行帳號|銀行帳戶)"
)
# A customer's account at the shop has a number too: it is a bank's where the bank's own number stands beside it.
_ANY_ACCOUNT = r"(?:account|acct|a/c)(?: number| num| no\.?| nr\.?| #)?"
_BANKS_OWN = re.compile(
    r"(?<![^\W_])(?:routing|sort ?code|bsb|ifsc|blz|bank(?:leitzahl)?|aba)(?![^\W_])", re.IGNORECASE
)
_IS = r"(?:[\s\W_]{0,3}(?:is|number|was|es|est|ist|lautet|[eèé]|jest|to|は|是|为|為)(?![^\W\d_])){0,2}[\s\W_]{0,4}"
_VALUE = r"(?<!\d)(?:[A-Z]{4}0[A-Z0-9]{6}|\d(?:[ \-.]{0,2}\d){4,27})(?!\d)"
_NAMED = re.compile(rf"(?<![^\W_])({_ACCOUNT}{_IS}){_VALUE}", re.IGNORECASE)
_NAMED_OF_ANY = re.compile(rf"(?<![^\W_])({_ANY_ACCOUNT}{_IS}){_VALUE}", re.IGNORECASE)


# One look that spares most texts the others.
_FIVE_DIGITS = re.compile(r"\d(?:[\W_]{0,3}[^\W_]){4}")


def without_bank_accounts(text: str) -> str:
    if not _FIVE_DIGITS.search(text):
        return text
    text = _without_ibans(text)
    text = _NAMED.sub(rf"\1{_MARK}", text)
    return _NAMED_OF_ANY.sub(rf"\1{_MARK}", text) if _BANKS_OWN.search(text) else text


def _without_ibans(text: str) -> str:
    kept: list[str] = []
    position = start = 0
    while found := _IBAN.search(text, start):
        length = _iban_length(found[0])
        if length:
            kept += [text[position : found.start()], _MARK]
            position = start = found.start() + length
        else:
            start = found.start() + 2
    return "".join([*kept, text[position:]]) if kept else text


def _iban_length(text: str) -> int:
    """How many characters of the text, from its beginning, are an IBAN."""
    wanted = _LENGTHS.get(text[:2].upper(), 0)
    signs = ""
    for index, char in enumerate(text):
        if char.isalnum():
            signs += str(unicodedata.decimal(char)) if char.isdecimal() else char.upper()
            if len(signs) == wanted:
                return index + 1 if _checks(signs) else 0
    return 0


def _checks(signs: str) -> bool:
    moved = signs[4:] + signs[:4]
    return moved.isascii() and int("".join(str(int(sign, 36)) for sign in moved)) % 97 == 1
