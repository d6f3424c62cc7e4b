"""The agent fails: says that it can't, doesn't know, or is sorry."""

from __future__ import annotations

from handoff.phrases.plain import any_of, found_in

_CANNOT = any_of(
    r"(?:i|we)(?:m| am| are|re) (?:\w+ )?(?:unable|not able)",
    r"(?:i|we) (?:cant|cannot|can not|couldnt|could not|am not able|are not able|dont have (?:access|the ability|any"
    r"|that)"
    r"|do not have (?:access|the ability|any|that)|wont be able|will not be able)",
    r"(?:unfortunately|afraid|regrettably|sadly)",
    r"(?:not|isnt|cannot be|cant be|arent) (?:\w+ )?(?:possible|available|allowed|permitted|eligible|able|refundable"
    r"|modified|changed|cancelled|canceled|processed)",
    r"(?:i|we) (?:didnt|did not|dont|do not) (?:\w+ )?(?:understand|catch|get that|know)",
    r"(?:nothing|not much) (?:\w+ ){0,3}(?:we|i) can do",
    r"(?:beyond|outside|out of) (?:my|our|the) (?:\w+ )?(?:control|scope|reach|ability)",
)
_SORRY = any_of(r"(?:sorry|apologi[sz]e|apologies|apologizes?)")


def cannot(text: str) -> str:
    return found_in(_CANNOT, text)


def is_sorry(text: str) -> str:
    return found_in(_SORRY, text)
