"""Passwords, PINs and one-time codes, by what they are called. Pure."""

from __future__ import annotations

import re

from handoff.redaction.marks import MARKS, PASSWORD

_MARK = MARKS[PASSWORD]

NAMES = (
    r"(?:pass ?words?|passwd|pwd|pw|pass ?phrase|pass ?code|pass|passwort|kennwort|contrase[ñn]a|mot de passe|mdp|senha"
    r"|palavra[- ]passe|wachtwoord|has[łl]o|パスワード|密码|密碼|口令)"
)
PIN = (
    r"(?:pin(?:[ -]?(?:number|nummer))?|otp|one[- ]time (?:pass ?)?(?:code|word|pin)|2fa(?: code)?"
    r"|(?:verification|authentication|auth|login|sms|access|security|unlock) code"
    r"|c[óo]digo de (?:verificaci[óo]n|acceso|verifica[çc][ãa]o)|code de v[ée]rification|code d'acc[èe]s|code pin"
    r"|(?:best[äa]tigungs|verifizierungs|zugangs)code|codice di verifica|codice pin|verificatiecode|pincode"
    r"|kod (?:weryfikacyjny|pin)|暗証番号|認証コード|確認コード|验证码|驗證碼)"
)
_LINK = r"(?:(?<![a-zA-ZÀ-ž])(?:is|was|ist|lautet|war|es|est|[eèé]|jest|to)(?![^\W\d_])|['’]s(?![^\W_])|が|は|是|为|為)"
_GAP = r"[^\S\n]{0,3}"
_BEFORE = r"(?<![^\W_])"
_QUOTES = "\"'`\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}«»„"
# No mark of ours, no matter which stands there already.
_VALUE = rf"(?!\[)(?P<value>[^\s{_QUOTES}]{{3,100}}?)(?=[.,;!?)]*(?:[\s{_QUOTES}]|$))"
_WRITTEN = re.compile(
    rf"{_BEFORE}(?P<name>{NAMES}(?: \([^()]{{1,30}}\))?[{_QUOTES}]?{_GAP}[:=：＝]{_GAP}[{_QUOTES}]?){_VALUE}",
    re.IGNORECASE,
)
# In quotes it may be of several words.
_QUOTED = re.compile(
    rf"{_BEFORE}(?P<name>{NAMES}(?:[{_QUOTES}]?{_GAP}[:=：＝]|{_GAP}{_LINK}|(?=\s)){_GAP}[{_QUOTES}])"
    rf"[^\s\[{_QUOTES}][^\n{_QUOTES}]{{1,98}}[^\s{_QUOTES}](?=[{_QUOTES}])",
    re.IGNORECASE,
)
# Directly behind the name, with letters and digits: "password hunter2".
_BARE = re.compile(
    rf"{_BEFORE}(?P<name>(?!pass\s){NAMES}[^\S\n]{{1,3}})(?=\d{{0,40}}[A-Za-z])(?=[A-Za-z]{{0,40}}\d)"
    r"[A-Za-z0-9!@#$%&*?_]{6,100}(?![\w-])",
    re.IGNORECASE,
)
_SAID = re.compile(
    rf"{_BEFORE}(?P<name>{NAMES}{_GAP}(?:(?:\w{{1,12}} ){{0,4}}?{_LINK}{_GAP}:?|(?=[{_QUOTES}])){_GAP}"
    rf"(?P<quote>[{_QUOTES}])?){_VALUE}"
    r"(?P<ends>(?=[.,;!?)]*\s*(?:$|\n|[.,;!?])))?",
    re.IGNORECASE,
)
_CODE = re.compile(
    rf"{_BEFORE}(?P<name>{PIN}(?:[^\S\n]{{0,3}}(?:code|number|{_LINK})){{0,2}}[^\S\n]{{0,3}}[:=：＝#{_QUOTES}]?{_GAP})"
    r"(?<!\d)\d(?:[ -]?\d){3,7}(?![\d%])(?![.,:/-]\d)",
    re.IGNORECASE,
)
# An Indian PIN code is a place's.
_PLACE = re.compile(r"(?i:pin[ -]?code)\W{0,4}(?:is\s)?\d{3} ?\d{3}$")
# What is said of a password, and is none.
_STATES = frozenset(
    (
        "wrong incorrect invalid expired right correct lost gone missing not never still always being the too very also"
        " no now just again required needed weak strong old new fine same different rejected accepted locked blocked"
        " reset changed forgotten unknown stolen saved stored what where how why that this there here and but because"
        " forgot forget help change link please recover recovery i my your it empty blank public secret compromised"
        " ok good bad working broken refused denied case long short unsafe safe important mandatory optional invalide"
        " incorrecta incorrecto incorrecte falsch richtig abgelaufen vergessen nicht errata sbagliata errada incorreta"
        " verkeerd onjuist verlopen vergeten nieprawidłowe błędne pas no não non nie niet login logged failing failed"
        " impossible necessary at in on with for so only already visible hidden"
    ).split()
)
_TELLS = re.compile(r"\d|[^\w\s'.,!?;:()-]|[a-z][A-Z]|_")


# A part of each name: one look for it spares most texts the others.
_PARTS = (
    *("pass", "pw", "wort", "contra", "mdp", "senha", "palavra", "wacht", "has", "パス", "密", "口令", "pin", "otp"),
    *("2fa", "code", "codi", "códi", "kod", "one", "暗証", "認証", "確認", "验证", "驗證"),
)


def without_passwords(text: str) -> str:
    folded = text.casefold()
    if not any(part in folded for part in _PARTS):
        return text
    text = _BARE.sub(rf"\g<name>{_MARK}", _QUOTED.sub(rf"\g<name>{_MARK}", text))
    text = _WRITTEN.sub(_unless_ordinary, text)
    text = _SAID.sub(_if_telling, text)
    return _CODE.sub(lambda found: found[0] if _PLACE.fullmatch(found[0]) else found["name"] + _MARK, text)


def _unless_ordinary(found: re.Match[str]) -> str:
    """Behind a colon. "Ski pass: Monday" is none; a bare "pass" needs a value that looks like one."""
    value = found["value"]
    vague = found["name"].casefold().startswith("pass") and not found["name"][4:5].isalpha()
    is_one = _TELLS.search(value) if vague else not _is_ordinary(value)
    return found["name"] + _MARK if is_one else found[0]


def _if_telling(found: re.Match[str]) -> str:
    """After "is" stand as many remarks as passwords: it must be quoted, look like one, or be the last word."""
    value = found["value"]
    is_one = found["quote"] or _TELLS.search(value) or (found["ends"] is not None and not _is_ordinary(value))
    return found["name"] + _MARK if is_one else found[0]


def _is_ordinary(value: str) -> bool:
    return value.casefold().strip(".,;:!?()") in _STATES
