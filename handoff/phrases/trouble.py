"""The customer gets nowhere, and says so."""

from __future__ import annotations

from handoff.phrases.plain import any_of, sentences

_NO_HELP = any_of(
    r"(?:doesnt|didnt|does not|did not|isnt|is not|not|wont|hasnt|dont|cant) (?:\w+ )?(?:help|helping|helpful"
    r"|work|working|fix|solve|solved|change|do (?:anything|it))",
    r"(?:unhelpful|useless|pointless|no help|no luck|no use|getting nowhere|going (?:around |round )?in circles)",
    r"(?:waste|wasted|wasting)(?: \w+){0,2} time",
    r"still (?:\w+ )?(?:not|doesnt|isnt|wont|cant|cannot|nothing|no|the same|same|happening|there|broken"
    r"|getting|stuck|wrong|persists?)",
    r"(?:same|issue|problem|error) (?:\w+ )?(?:again|persists?|remains?|problem|issue|error|result|answer|thing)",
    r"(?:you|u) (?:have |just |ve )?(?:already |keep |kept )(?:said|told|asked|suggested|saying|asking"
    r"|repeating|telling|sending)",
    r"i(?: have|ve)? (?:already|just) (?:did|done|tried|told|said|gave|given|explained|answered|asked)",
    r"i(?: have|ve)? (?:told|asked) you",
    r"not what i (?:asked|meant|said|need|want)",
    r"(?:you|youre|you are|u) (?:dont|do not|didnt|arent|not) (?:\w+ )?(?:understand|understanding|get it"
    r"|listen|listening|answer|answering|helping|reading)",
    r"nothing (?:works|worked|helps|helped|changed|happens|happened)",
    r"(?:over and over|again and again|same question)",
    r"tried (?:\w+ )?(?:everything|all|several times|many times|a few times)",
    r"for the (?:second|third|fourth|2nd|3rd|4th|last) time",
    r"(?:does|do|doing|did) nothing",
    r"(?:ridiculous|unacceptable|pathetic|unbelievable|nightmare|a joke)",
)
_HELPED = any_of(
    r"(?:works|working|worked|fixed|solved|resolved|sorted) (?:now|it|thanks|thank)",
    r"(?:it|that|this|now) (?:works|worked|helped|fixed)",
    r"thank(?:s| you) (?:so|very|for)",
    r"^(?:it )?works$",
    r"^fixed$",
)


def says_it_does_not_help(text: str) -> bool:
    said = sentences(text)
    return any(_NO_HELP.search(s.words) for s in said) and not any(_HELPED.search(s.words) for s in said[-1:])
