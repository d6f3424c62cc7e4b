"""A reply moves the customer to a human, in English, or offers to. `(?P<soft>)` marks what is only an offer."""

from __future__ import annotations

from handoff.phrases.plain import gap
from handoff.phrases.staff import ASKS, OFFICE, ONE, SOMEONE, WE, WILL

_MOVE = r"(?:connect|transfer|put|hand|pass|patch|redirect|switch|route|forward|escalate|refer|direct|link)"
_MOVING = (
    r"(?:connecting|transferring|putting|handing|passing|patching|redirecting|switching|routing|forwarding"
    r"|escalating|referring|directing|linking|moving)"
)
_MOVED = (
    r"(?:connected|transferred|put|handed|passed|patched|redirected|switched|routed|forwarded|escalated"
    r"|referred|directed|linked)"
)
_YOU = r"(?:you|(?:this|our|your|the) (?:chat|conversation))"
# Where to: a page, a form or money is another thing.
_TO = (
    r"(?: (?:over|through|off|on|back|straight|directly|now|in (?:touch|contact))){0,2} (?:to|with|onto)"
    rf" (?:{SOMEONE}|them)"
)
_SOMEWHERE = (
    rf"(?:{_TO}|(?: (?:over|through|off|now|right now|right away|immediately|please|shortly)){{0,3}}(?: in \w+ \w+)?$)"
)
_START = (
    rf"(?:{WE}|let me|allow me to|please (?:hold|wait) while i|while i|one moment(?: please)? i|hang on i|hold on i"
    r"|let s|lets)"
)
# With these it needs no word of where to; with a thing behind it, it is another's.
_TAKE_YOU = (
    r"(?:(?:transfer|connect|escalat)(?:r?ing|e|r?ed)?|redirect(?:ing|ed)?|(?:put|patch)(?:t?ing)?(?= you through)"
    r"|(?:hand|pass)(?:ing)?(?= you over))"
)
_NO_THING = r"(?! (?:\w+ ){0,2}?(?:to|with|onto|the|your|an?|my|our|money|funds)\b)"
TRANSFER = (
    rf"{_START} (?:\w+ )?{_TAKE_YOU} {_YOU}{_NO_THING}",
    rf"(?P<soft>)you (?:can|could|may) be {_MOVED}{_TO}",
    rf"(?P<soft>){ASKS} {SOMEONE} to (?:take over|join|help)",
    r"^(?:one moment|just a (?:second|moment|minute)|hold on|please wait)?(?: \w+)? ?transferring(?: you)?$",
    rf"{_START} (?:\w+ )?(?:get|getting|send|sending|move|moving|bring|bringing|take) {_YOU}{_TO}",
    rf"you(?: ll| will| are going to| re going to)(?: \w+)? (?:be )?(?:talk|talking|speak|speaking|chat"
    rf"|chatting)(?: \w+)?"
    rf" (?:to|with) (?:{SOMEONE}|\w+ (?:from|of|in) (?:our |the )?(?:\w+ )?(?:team|support|service))",
    rf"(?:a|the|your) transfer to {SOMEONE}",
    rf"{SOMEONE} {WILL} join",
    rf"(?:hold|wait|stay)(?: \w+){{0,3}} for (?:an?|the|our)(?: (?:next|available|first|free)){{0,2}}"
    rf" (?:{OFFICE} )?{ONE}",
    rf"(?P<soft>){ASKS}(?: me| us)?(?: to)?{gap(2)} {_MOVE} {_YOU}{_SOMEWHERE}",
    rf"(?P<soft>){ASKS}(?: me| us)?(?: to)?{gap(1)} (?:bring in|get|fetch|loop in|involve|add) {SOMEONE}",
    rf"(?P<soft>)(?:would you (?:like|prefer|want|rather)|do you (?:want|wish|prefer)|^want|you (?:would"
    rf"|d) like)(?: to)?{gap(1)}"
    rf" (?:speak|talk|chat)(?: \w+)? (?:to|with) {SOMEONE}",
    rf"(?P<soft>)(?:i|we) (?:can|could|d|would)(?: (?:be )?(?:happy|glad|gladly|happily"
    rf"|love))?(?: to)? {_MOVE} {_YOU}{_SOMEWHERE}",
    rf"(?P<soft>)(?:i|we)(?: am|m| are|re| would be)? (?:happy|glad) to {_MOVE} {_YOU}{_SOMEWHERE}",
    rf"(?:{_START}|^(?:(?:ok|okay|sure|alright|great|perfect|yes|thanks"
    rf"|thank you) ){{0,3}})(?: \w+)?? ?(?:{_MOVE}|{_MOVING}|{_MOVED}) {_YOU}{_SOMEWHERE}",
    rf"{_START} (?:\w+ )?bring(?:ing)? {SOMEONE} (?:in|into|here|to)",
    rf"(?:{_START}) (?:\w+ )?(?:bring(?:ing)? in|get(?:ting)?|fetch(?:ing)?|find(?:ing)?|loop(?:ing)? in"
    rf"|involv(?:e|ing)|add(?:ing)?)"
    rf" {SOMEONE}(?: for you| for that| now)?(?! (?:to|that|will))",
    rf"(?:you|(?:your|this) (?:chat|conversation)) (?:are|re|have|ve|has|is|will|ll|were)(?: (?:now|being|been"
    rf"|be|just|then)){{0,3}} {_MOVED}"
    rf"{_SOMEWHERE}",
)
