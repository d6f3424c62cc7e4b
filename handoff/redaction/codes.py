"""The three or four digits that stand on a card, where something says that they are those. Pure."""

from __future__ import annotations

import re

from handoff.redaction.marks import CARD_REMOVED, MARKS, SECURITY_CODE

_MARK = MARKS[SECURITY_CODE]
NAMES = (
    r"(?:c\.?v\.?[vc]\.?2?|cvn2?|csc|cvd|security (?:code|number)"
    r"|card verification (?:value|code|number)|verification value"
    r"|c[óo]digo de seguridad|c[óo]digo de seguran[çc]a|code de s[ée]curit[ée]|cryptogramme(?: visuel)?"
    r"|(?:karten)?pr[üu]f(?:nummer|ziffer)|sicherheits(?:code|nummer)|codice di sicurezza"
    r"|(?:beveiligings|veiligheids)code|kod(?:u)? (?:bezpiecze[ńn]stwa|cvv|cvc)"
    r"|セキュリティ ?(?:コード|番号)|安全码|安全碼"
    r"|(?:3|three|4|four)[ -]digits?(?: code| number)? (?:on|at) (?:the )?(?:back|front)(?: of (?:the |my )?card)?)"
)
_IS = (
    r"(?:[\s\W_]{0,3}(?:is|was|are|code|number|no|the|my|here|it|on|back|card|es|est|ist|lautet|[eèé]|jest|to|は|是|为|為)"
    r"(?![^\W\d_]))"
)
# The digits may be parted, as "1 2 3".
_DIGITS = r"(?<!\d)\d(?:[ -]?\d){2,3}(?![\d%])(?![.,:/-]\d)"
_NAMED = re.compile(
    rf"(?<![^\W\d_])({NAMES}(?:\s?\([^()]{{1,30}}\))?{_IS}{{0,4}}[\s\W_]{{0,4}}?){_DIGITS}", re.IGNORECASE
)
_NAMED_AFTER = re.compile(
    rf"{_DIGITS}(\s{{0,3}}[,(=:-]?\s{{0,3}}(?:(?:is|as|for|=|es|est|ist)\s)?(?:(?:the|my|its|el|le|la|die|der)\s)?{NAMES})"
    r"(?![^\W_])",
    re.IGNORECASE,
)
# Behind a card's number and the month in which it ends nothing else has three or four digits.
_BEHIND_CARD = re.compile(
    rf"({re.escape(CARD_REMOVED)}[\s,;|/-]{{1,4}}(?:[^\W\d_]{{2,12}}[\s:.]{{1,3}}){{0,2}}"
    rf"\d{{1,2}} ?[/.-] ?(?:\d{{4}}|\d{{2}})[\s,;|/-]{{1,4}}){_DIGITS}"
)


_DIGIT = re.compile(r"\d")


def without_security_codes(text: str) -> str:
    if not _DIGIT.search(text):
        return text
    text = _BEHIND_CARD.sub(rf"\1{_MARK}", text)
    return _NAMED_AFTER.sub(rf"{_MARK}\1", _NAMED.sub(rf"\1{_MARK}", text))
