"""What a reply promises of people, in English: that they act, call, or are there."""

from __future__ import annotations

import re

from handoff.phrases.plain import gap
from handoff.phrases.staff import ASKS, MAY, ONE, SOMEONE, WE, WILL

# What a team does without the customer, or no act at all; of calls and of joining a chat other patterns speak.
_NO_ACT = (
    r"(?:ship|send|pack|deliver|prepare|dispatch|produce|restock|love|like|need|have to|not|never|no|only|open|close"
    r"|meet|wear|notice|see the|get the|be (?:closed|away|back|available"
    r"|there|open|here|around|online|at (?:home|the door))"
    r"|(?:\w+ )?(?:(?:call|phone|ring|telephone|contact|text)(?:s|ing)?|reach|message|write|e ?mail|join"
    r"|be in|get in"
    r"|give you|be (?:calling|contacting|reaching|joining)))"
)
_ACT = rf"(?!{_NO_ACT}\b)\w+"
_COULD = (
    r"(?:help|assist|take|look|check|answer|do|tell|explain|find|offer|arrange|issue|approve|sort|fix|solve|resolve"
    r"|handle|review|process|decide|give|advise)"
)
_HAND_ON = (
    r"(?:pass|forward|escalat|send|sent|rais|flag|report|submit|hand|assign|direct|rout|bring|share|show)"
    r"(?:t?ed|t?ing|e|g?ing|g?ed|s)?"
)
_IT = (
    r"(?!(?:this|the|your|our) (?:chat|conversation))"
    r"(?:this|that|it|your \w+(?: \w+)?|the \w+(?: \w+)?|a (?:ticket|note|request)|an? issue)"
)
_ANSWER = r"(?:a|an|your) (?:reply|answer|response)"

# Each is looked for in a sentence made plain. `(?P<soft>)` marks what only says that people could.
HUMAN = (
    rf"{SOMEONE} {WILL} {_ACT}(?: (?:into|over|at|care|with you|back|to|of))?",
    rf"{SOMEONE}(?: \w+){{1,6}}? (?:and|who|that)(?: they)? {WILL} {_ACT}",
    rf"{SOMEONE} (?:is|are|s|re)(?: \w+)? (?:looking into|reviewing|checking|working on|taking over|handling"
    r"|on (?:the|their|its|his|her) way)",
    rf"we {WILL} (?:get back|come back|reply|respond|look into|investigate|follow up|review)",
    rf"(?:{WE}|let me) (?:have|having|let|letting|make sure(?: that)?|sure(?: that)?){gap(1)} {SOMEONE} {_ACT}",
    rf"(?:{WE}|let me) (?:have|let|ask|asked|asking|get|getting|tell|told){gap(1)} {SOMEONE} to {_ACT}",
    rf"(?:{WE}|let me)(?: \w+)? (?:check|speak|talk|consult|discuss|clarify|confirm|verify)(?: (?:this|that|it))?"
    rf" (?:with|to)? ?{SOMEONE}",
    rf"{WE} {_HAND_ON} {_IT}{gap(1)} (?:to|with|on to|over to) {SOMEONE}",
    rf"{WE} {_HAND_ON} {_IT} for (?:an?|our|the|my) {ONE}",
    rf"{WE} (?:informed|notified|alerted|told|informing|notifying|alerting|inform|notify|alert) {SOMEONE}",
    rf"{WE} escalat(?:e|ed|ing) (?:this|it|your \w+)",
    rf"{_IT} (?:has been|have been|was|is being|will be) (?:passed|forwarded|escalated|assigned|sent|reported|raised)"
    rf"{gap(1)} (?:to|with) {SOMEONE}",
    rf"{_IT} (?:will|is going to|ll) be(?: \w+)? \w+ed by {SOMEONE}|{_IT} (?:will|ll) be (?:read|seen) by {SOMEONE}",
    rf"you(?: ll| will| can| are going to| should)?{gap(1)} (?:hear|(?:get|receive|expect) {_ANSWER}) (?:back )?from"
    rf" (?:us|{SOMEONE})",
    rf"^(?:please )?expect {_ANSWER} from (?:us|{SOMEONE})",
    rf"you(?: ll| will)(?: \w+)? (?:hear back|(?:get|receive|have) {_ANSWER})",
    rf"(?P<soft>){SOMEONE} {MAY} (?:be able to )?(?:\w+ )?{_COULD}",
)

_CALL = r"(?:(?:call|phone|ring|telephone|contact)(?:s|ing)?|reach(?:es|ing)? out|(?:be|get) in (?:touch|contact)|text)"
_GIVE_CALL = r"give you (?:a|another) (?:call|ring|buzz)"
CALL_BACK = (
    rf"{SOMEONE} {WILL}(?: be)?(?: \w+)? ?(?:{_CALL}|{_GIVE_CALL}|(?:e ?mail|write(?: to)?|message) you)",
    rf"(?:we|i) {WILL}(?: be)? ?(?:(?:call|phone|ring|telephone|contact|text)(?:ing)? (?:you|back)|reach(?:ing)? out"
    rf"|be in (?:touch|contact)"
    rf"|in (?:touch|contact)|get in (?:touch|contact)|{_GIVE_CALL})",
    rf"(?:{WE}|let me) (?:have|ask|asked|get|let|arranged? for|told|make sure(?: that)?|sure(?: that)?)"
    rf" {SOMEONE} (?:to )?(?:{_CALL}|{_GIVE_CALL})",
    rf"{SOMEONE}(?: \w+){{1,6}}? (?:and|who|that)(?: they)? {WILL}(?: be)?(?: \w+)? ?(?:{_CALL}|{_GIVE_CALL}"
    rf"|(?:e ?mail|write|message)"
    r" (?:to )?you)",
    rf"{WE} (?:arranged?|schedul(?:e|ed)|request(?:ed)?|book(?:ed)?|set up|organi[sz]ed?) (?:a|your)"
    rf" (?:call ?back|(?:phone )?call)",
    rf"you(?: ll| will| can| are going to| should) (?:be (?:called|phoned|contacted)|(?:get|receive|expect) a"
    rf" (?:phone )?call(?: ?back)?)"
    rf"(?: (?:by|from) (?:us|{SOMEONE}))?",
    rf"^(?:please )?expect a (?:phone )?call(?: ?back)? from (?:us|{SOMEONE})",
    rf"(?P<soft>){ASKS}{gap(2)} (?:(?:us|me|someone|somebody) to )?(?:call|phone|ring) you(?: back)?",
    rf"(?P<soft>)(?:may|can|could|should|shall) {SOMEONE} (?:call|phone|ring|contact) you",
    r"(?P<soft>)(?:i|we) (?:can|could) (?:call|phone|ring) you(?: back)?",
)
# That people are back, or answer, where the sentence says when.
THERE = (
    rf"(?:{SOMEONE}|they|we)(?: (?:is|are|re|will be|ll be|s))(?: \w+)? (?:back|available|there|here|open"
    rf"|online|around)",
    rf"{SOMEONE}(?: (?:will|usually|normally|always|typically|generally|often|ll)){{0,2}} (?:open|opens"
    rf"|reopens?|returns?|repl(?:y|ies)"
    r"|responds?|answers?)",
    rf"you(?: ll| will) (?:get|receive|have) (?:a|an) (?:reply|answer|response) from (?:us|{SOMEONE})",
)

# Promises that are none: the sentence takes them back, or only speaks of them.
NEGATED = re.compile(
    r"\b(?:not|cannot|cant|wont|dont|doesnt|isnt|arent|couldnt|wouldnt|shouldnt|havent|hasnt|didnt|never|unable|nobody"
    r"|no one|no|without|instead of|rather than|if i could|whether|asked if|you (?:said|asked|wrote|wanted)"
    r"|(?:that|if) you want|dont know)\b"
)
RETRACTED = re.compile(
    r"\b(?:if i could|but (?:i|we) (?:cant|cannot)(?: do (?:that|so|this))?$|but no ?one\b|but nobody\b)"
)
ASKS_WHETHER_IT_HAPPENED = re.compile(r"^(?:has|have|did|does|was|were|is|are) ")
