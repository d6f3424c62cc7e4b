"""The customer gets nowhere, and says so; or got what they came for."""

from __future__ import annotations

from handoff.phrases.plain import any_of, found_in, sentences

_NO_HELP = any_of(
    r"(?:doesnt|didnt|does not|did not|isnt|is not|not|wont|hasnt|dont|cant|never|nothing)(?: \w+)? (?:help|helping"
    r"|helped"
    r"|helpful|work|working|worked|fix|fixed|solve|solved|resolved|do (?:anything|it)|answer (?:my|the)|answered)",
    r"(?:unhelpful|useless|pointless|no help|no luck|no use|no avail|no good|no joy)",
    r"(?:no|not any|without (?:any )?|little) (?:change|difference|improvement|solution|progress|success|resolution)",
    r"(?:didnt|hasnt|doesnt|did not|not) (?:\w+ )?(?:change|changed|make (?:a|any) difference|do the trick)",
    r"(?:waste|wasted|wasting)(?: \w+){0,4} (?:time|day|hours?|yesterday|afternoon|morning)",
    r"still (?:\w+ )?(?:not|doesnt|isnt|wont|cant|cannot|nothing|no|the same|same|happening|there|broken|havent|hasnt"
    r"|stuck|wrong|persists?|dont|didnt|down|missing|says?|shows?"
    r"|(?!(?:looking|thinking|considering|deciding|trying|learning|wondering|going|working)\b)\w+ing)\b",
    r"(?:same|issue|problem|error) (?:\w+ )?(?:again|persists?|remains?|problem|issue|error|result|answer|thing|story)",
    r"i(?: have|ve)? (?:already|just) (?:did|done|tried|told|said|gave|given|explained|answered|asked|sent|checked"
    r"|provided|restarted|reset)",
    r"(?:already|have|ive) (?:did|done|tried|exhausted)(?: \w+){0,3} (?:that|this|those|these|all|everything|it|twice"
    r"|times|steps|options)",
    r"i(?: have|ve)? (?:told|asked|given|sent) (?:you|u)",
    r"(?:is that|thats|that is|that was|so) your (?:\w+ )?(?:response|answer|reply|solution)",
    r"(?:is|are|its|theyre|im) still (?!(?:available|open|valid|good|possible|in|on|interested|here|free|under"
    r"|within|able"
    r"|eligible|a|the|under|ok|okay|fine)\b)\w+",
    r"not (?:\w+ )?what i (?:asked|meant|said|need|want|expect)",
    r"(?:not|isnt|hardly) (?:\w+ )?(?:good enough|an answer|the answer|a solution|an option|acceptable)",
    r"(?:you|youre|you are) (?:dont|do not|didnt|arent|not|havent|still) (?:\w+ )?(?:understand|understanding|get it"
    r"|listen|listening|answer|answered|answering|helping|helped|reading|read)",
    r"nothing (?:works|worked|helps|helped|changed|changes|happens|happened)",
    r"tried (?:\w+ )?(?:everything|all|several times|many times|a few times|that already|twice|it already)",
    r"(?:does|do|doing|did) (?:absolutely )?nothing",
    r"(?:no ?one|nobody|no body|never) (?:\w+ )?(?:helps?|helped|answers?|answered|replies|replied|responds?|responded"
    r"|called|contacted|cares?|bothers?|bothered|knows?)",
    r"(?:no|any|zero) (?:reply|response|answer|answers|communication|explanation)(?: yet| so far| at all)?",
    r"(?:weak|poor|useless|pathetic) (?:reply|response|answer|excuse)",
    r"(?:expect|expected|expecting|hoped for) (?:\w+ ){0,4}better",
    r"(?:all|more|same|just|lame|your) (?:\w+ )?excuses?",
    r"(?:there must be|surely (?:you|there)|is there really|cant (?:anything|you do anything)|isnt there (?:any|some))",
    r"why (?:would|should) i (?:waste|bother|have to)",
)
_CIRCLES = any_of(
    r"(?:going|go|went|running) (?:around |round )?in circles",
    r"(?:run|running) ?around",
    r"(?:over and over|again and again|same question|time and again|yet again|once again)",
    r"(?:you|your \w+) (?:have |just |ve )?(?:already |keep |kept )(?:said|told|asked|suggested|saying|asking|repeating"
    r"|telling|sending|giving|told)",
    r"(?:keep|keeps|kept|stop) (?:repeating|asking|telling|sending|saying|getting (?:the same|passed|told))",
    r"for the (?:second|third|fourth|fifth|2nd|3rd|4th|last|umpteenth|hundredth|\w+th) time",
    r"how many (?:more )?times",
    r"(?:\d+|two|three|four|five|many|several|multiple|countless) times (?:now|already)",
    r"(?:passed|sent|pushed|bounced) (?:around|about|from)",
    r"(?:confusion|misunderstanding|mix ?up|not (?:the|my) (?:flight|order|question))",
)
_HELPED = any_of(
    r"(?:works|working|worked|fixed|solved|resolved|sorted) (?:now|it|thanks|thank|perfectly|fine|again)",
    r"(?:it|that|this|now)(?: all)? (?:works|worked|helped|helps|fixed|did it|did the trick|solved)",
    r"(?:its|it is|all|got it|is now|now) (?:fixed|sorted|solved|resolved|working)",
    r"(?:very|really|so|most|super) helpful",
    r"(?:thank(?:s| you)|cheers) (?:so|very|for (?:your|the|all)|again|a lot)",
    r"(?:great|perfect|awesome|excellent|brilliant|wonderful|lovely|amazing|good) (?:thanks|thank|service|job|help)",
    r"(?:thats|that is|that will be) (?:all|everything|it)(?: \w+){0,4}$",
    r"^(?:it )?works$",
    r"^(?:fixed|sorted|solved|perfect|great|awesome|brilliant|excellent|got it|will do)$",
    r"^(?:ok(?:ay)?|alright|oh)? ?(?:thanks|thank you|cheers|thx|ty)(?: \w+){0,2}$",
    r"worked to (?:resolve|fix|solve)",
)
_THANKS = any_of(r"(?:thanks|thank you|cheers|thx|appreciate(?:d| it| your| you| the))")


def says_it_does_not_help(text: str) -> str:
    return found_in(_NO_HELP, text)


def says_it_goes_in_circles(text: str) -> str:
    return found_in(_CIRCLES, text)


def gives_thanks(text: str) -> bool:
    return bool(found_in(_THANKS, text))


def says_it_helped(text: str) -> bool:
    """At the end of the turn: what comes last counts."""
    said = sentences(text)
    last = said[-2:]
    return any(_HELPED.search(s.words) for s in last) and not any(
        _NO_HELP.search(s.words) or "but" in s.words.split() for s in said[-1:]
    )
