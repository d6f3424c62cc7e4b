"""The shapes of order numbers, amounts, dates and the like. Each pattern's first group is what was mentioned. Pure."""

from __future__ import annotations

import re

_IGNORING_CASE = re.IGNORECASE
_MONTH = (
    r"(?:jan(?:uary|uari?|vier|eiro)?|feb(?:ruary|ruari?|rero|braio)?|mar(?:ch|s|zo|ca)?|apr(?:il|ile)?|may|june?|july?"
    r"|aug(?:ust|ustus)?|sept?(?:ember|embre|iembre)?|oct(?:ober|obre|ubre)?|nov(?:ember|embre|iembre|embro)?"
    r"|dec(?:ember)?|jänner|märz|mai|juni|juli|okt(?:ober)?|dez(?:ember|embro)?|février|avril|juin|juillet|août"
    r"|décembre|enero|abril|mayo|junio|julio|agosto|diciembre|gennaio|maggio|giugno|luglio|settembre|ottobre|dicembre"
    r"|fevereiro|março|maio|junho|julho|setembro|outubro|maart|mei|stycznia|lutego|kwietnia|maja|czerwca|lipca"
    r"|sierpnia|września|października|listopada|grudnia)\b\.?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th|\.|º)?"
_YEAR = r"(?:,?\s(?:de\s)?\d{4}\b)?"
_WEEKDAY = (
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lundi"
    r"|mardi"
    r"|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
)
_SIGN = r"(?:US|CA|A|R)?[$€£¥₹]"
_CURRENCY_CODE = r"(?:USD|EUR|GBP|CHF|CAD|AUD|INR|JPY|PLN|CNY|RMB|BRL|SEK|DKK|NOK|Rs\.?)"
_CURRENCY_NAME = (
    r"(?:dollars?|euros?|pounds?|bucks|quid|cents?|rupees|francs|franken|złotych|złote|zł|reais|kr|yuan|yen"
    r"|[$€£¥₹元円])"
)
_MONEY = r"\d[\d.,]{0,14}"
_NUMBER_WORD = r"(?:id|ids|nr|no|num|numbers?|nummern?|numéro|número|numero|nº|n°|№|code)?"
_REFERENCE = r"[a-z0-9][a-z0-9-]{0,8}\d[a-z0-9-]{1,30}"


def _numbered(words: str) -> re.Pattern[str]:
    """A number behind one of these words: "order no. is 1001"."""
    return re.compile(
        rf"(?:\b(?:{words})|注文|订单|訂單|单号|追跡)\W{{0,3}}{_NUMBER_WORD}(?:番号|号)?\W{{0,3}}(?:is|ist|est|es|è|é"
        rf"|jest)?\W{{0,3}}"
        rf"({_REFERENCE})(?![a-z0-9])",
        _IGNORING_CASE,
    )


EMAIL = re.compile(r"([\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[a-z]{2,24})", _IGNORING_CASE)
LINK = re.compile(
    r"((?:\bhttps?://|\bwww\.)[^\s<>‹›]{1,500}"
    r"|\b(?<![@.])(?:[a-z0-9-]{1,63}\.){1,5}(?:com|net|org|io|co|uk|de|fr|es|it|nl|pl|jp|cn|eu|shop|store|app|info"
    r"|example"
    r"|ca|au|us|gov|edu|ly|me)\b(?!@)(?:/[^\s<>‹›]{0,500})?)",
    _IGNORING_CASE,
)
ORDER = _numbered(
    r"orders?|bestell\w{0,10}|commandes?|pedidos?|ordine|ordini|заказ\w{0,3}|zamówieni\w{1,3}|bestelling\w{0,3}"
    r"|encomendas?"
)
TRACKING = _numbered(r"track(?:ing|code)?|sendung\w{0,9}|suivi|seguimiento|spedizione|przesyłk\w{1,2}|rastreio|awb")
SHIPMENT = re.compile(r"\b(1Z[0-9A-Z]{16}|[A-Z]{2}\d{9}[A-Z]{2})\b")
ERROR = re.compile(
    r"(\b0x[0-9a-f]{3,16}\b|\berr_[a-z_]{3,40}"
    r"|\b(?:error|fehler\w{0,4}|erreur|errore|erro|błąd|fout\w{0,4})\W{0,2}(?:code|number"
    r"|no)?\W{0,3}[a-z]{0,6}[-_]?\d[\w-]{1,12}\b)",
    _IGNORING_CASE,
)
AMOUNT = re.compile(
    rf"({_SIGN}\s?{_MONEY}(?:\s?[km]\b)?|\b{_CURRENCY_CODE}\s?{_MONEY}|\b{_MONEY}\s?(?:{_CURRENCY_NAME}"
    rf"|{_CURRENCY_CODE})(?!\w)"
    r"|\b\d{1,3}(?:[.,]\d{1,2})?\s?(?:%|percent\b))",
    _IGNORING_CASE,
)
DATE = re.compile(
    r"(\b\d{4}-\d{1,2}-\d{1,2}\b|\b\d{4}/\d{1,2}/\d{1,2}\b|\b\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})\b(?!\.?\d)"
    rf"|\b{_DAY}\s?(?:of\s|de\s)?{_MONTH}{_YEAR}|\b{_MONTH},?\s(?:de\s)?(?:19|20)\d\d\b"
    rf"|\b{_MONTH}\s(?:the\s)?{_DAY}(?!\d|[:.]\d){_YEAR}"
    r"|(?:\d{4}年)?\d{1,2}月\d{1,2}日|\b(?<![\d/.])(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|[12]\d|3[01])\b(?![/\d])"
    r"|\b\d{1,2}(?:st|nd|rd|th)\b)",
    _IGNORING_CASE,
)
DAY = re.compile(rf"(\b(?:(?:last|next|this)\s)?(?:{_WEEKDAY})s?\b|\b(?:yesterday|tomorrow)\b)", _IGNORING_CASE)
PHONE = re.compile(r"(?<![\w.+-])((?:\+|\()?\d[\d ().-]{7,20}\d)(?![\w-])")
VERSION = re.compile(
    r"(\b(?:version|v|ios|android|windows|macos|os|app|firmware)[\s.:]{0,2}\d{1,4}(?:\.\w{1,12}){0,6}\b"
    r"|\b\d{1,5}(?:\.\w{1,12}){2,6}\b(?:/\d{1,3}\b)?)",
    _IGNORING_CASE,
)
TIME = re.compile(
    r"(\b\d{1,2}(?:[:.]\d{2})?\s?[ap]\.?m\b|\b\d{1,2}:\d{2}(?::\d{2})?\b|\b\d{1,2}h\d{2}\b"
    r"|\b\d{1,2}(?:[:.]\d{2})?\suhr\b)",
    _IGNORING_CASE,
)
CODE = re.compile(r"(#?(?<![A-Za-z0-9])[A-Za-z0-9](?:[A-Za-z0-9-]{1,48})[A-Za-z0-9](?![A-Za-z0-9]))")
NAME = re.compile(
    r"\b(?i:my name(?:['’]?s| is)|ich heiße|mein name ist|me llamo|je m['’]appelle|mi chiamo|meu nome é|mijn naam is"
    r"|nazywam się)"
    r"\s([^\W\d_][\w'’-]{1,30}(?:\s[A-ZÀ-Þ][\w'’-]{1,30})?)"
)
# "Trail Boot 42", "Moto G", "iPhone 6s"; and a size.
_NO_NAME = (
    r"(?!(?:The|This|That|These|Those|For|From|And|But|With|When|Why|What|Where|How|Yes|No|Now|Not|In|On|At|My|Your"
    r"|We|He"
    r"|She|It|Is|Are|Was|Do|Does|Can|If|So|To|Of|Since|After|Before|About|Only|Just|Over|Until|By|All|Its|Take|Waited"
    r"|Been|Have|Had|Got|Paid|Order|Next|Last|Room|Page|Step|Day|Der|Die|Das|Ich|Am|Um|Le|La|Les|El|Los|Il)\b)"
)
PRODUCT = re.compile(
    rf"(\b{_NO_NAME}(?:[A-Z][A-Za-z'’-]{{1,20}}\s){{0,2}}{_NO_NAME}i?[A-Z][A-Za-z'’-]{{1,20}}\s"
    r"(?:[A-Z]{0,3}\d{1,4}[A-Za-z]{0,2}\+?|(?:[B-HJ-Z]|X[SRL]|S[EL]|Pro|Max|Mini|Plus|One)(?![\w'’]))(?![\w/])"
    r"|\b(?i:iphone|ipad|galaxy|pixel|oneplus|xbox|ps)\s?(?:[a-z]{0,2}\d{1,2}[a-z]{0,4}\+?|one|x)(?!\w)"
    r"|\b(?i:size|größe|taille|talla|taglia|tamanho|maat|rozmiar)\s(?:[XSML]{1,4}|\d{1,3}(?:[.,]5)?)\b)"
)
# A price or a time that says no more of itself.
DECIMAL = re.compile(r"(?<![\w.,:+-])(\d{1,6}[.,]\d{2})(?![\w%]|[.,:]\d)")
