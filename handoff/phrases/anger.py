"""The customer is angry, or threatens to leave."""

from __future__ import annotations

import re

from handoff.phrases.plain import any_of, sentences

_ANGRY = any_of(
    r"(?:ridiculous|unacceptable|pathetic|unbelievable|nightmare|disgusting|disgusted|disgrace|disgraceful|shocking"
    r"|appalling|appalled|outrageous|atrocious|abysmal|horrible|horrendous|terrible|awful|dreadful|insane|shambles"
    r"|furious|livid|fuming|infuriating|infuriated|incompetent|incompetence|scam|scammers?|fraud|thieves|liars?"
    r"|lies|lying|rubbish|garbage|crap|crappy|trash|useless|joke|bullshit|bs|wtf|ffs|sucks?|sucked|shit|shitty"
    r"|fuck|fucking|fucked|damn|damned|goddamn|bloody|hell|pissed|pissing|stupid|idiots?|idiotic|moron|morons"
    r"|clueless|worst|worse|hate|hated|rude|unhelpful|sick of|fed up|tired of|had enough|rip ?off|ripped off)",
    r"(?:angry|upset|annoyed|annoying|frustrated|frustrating|disappointed|disappointing|unhappy|dissatisfied)",
    r"(?:very|extremely|really|so|such|absolutely) (?:poor|bad|unprofessional|dissatisfied)",
    r"(?:lost|losing|out of|any more|no more|run out of) (?:my |any )?patience",
    r"(?:shame on|how dare|what a joke|come on|cmon|you must be kidding|are you kidding|are you serious|give me a break"
    r"|you guys (?:suck|are)|what is wrong with you|dont care|doesnt care|no apathy|no empathy)",
    r"(?:never|not|wont be|stop) (?:\w+ )?(?:shop|shopping|buy|buying|order|ordering|fly|flying|use|using|return"
    r"|recommend)"
    r"(?:ing)? (?:\w+ )?(?:again|with you|from you|here|you)",
    r"(?:cancel|cancelling|canceling|close|closing|leave|leaving|switch|switching|moving|porting out|lost me|losing)"
    r"(?: \w+){0,3} (?:account|subscription|contract|membership|you|company|competitor|custom|customer|elsewhere)",
    r"(?:formal complaint|file a complaint|make a complaint|lawyer|legal action|small claims|chargeback|ombudsman"
    r"|trading standards|consumer (?:court|protection|rights)|better business bureau|bbb|sue)",
    r"(?:not good enough|no excuse|let down|poor (?:service|customer)|bad (?:service|customer)|(?:worst"
    r"|terrible) service)",
)
# A sentence in capitals, of words long enough to be no abbreviations.
_SHOUTED = re.compile(r"\b[A-Z]{4,}(?:\W+[A-Z]{2,}){2,}\b")
_ABOUT_A_THING = any_of(
    r"(?:worst|terrible|awful|horrible) (?:case|scenario)", r"hell of", r"damn good", r"not (?:bad|terrible)"
)


def anger(text: str) -> str:
    """The words that show it, as they stand in the text; "" where none do."""
    for sentence in sentences(text):
        found = _ANGRY.search(_ABOUT_A_THING.sub("thing thing", sentence.words))
        if found:
            return sentence.quoted(*found.span())
    shouted = _SHOUTED.search(text)
    return shouted[0] if shouted else ""
