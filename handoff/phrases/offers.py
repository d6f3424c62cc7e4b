"""An agent offers a human; the customer says yes or no."""

from __future__ import annotations

import re

from handoff.phrases.people import asks_for_human, refuses_human
from handoff.phrases.persons import PERSON, TELLING
from handoff.phrases.plain import LONGEST, any_of, gap, sentences, words_of
from handoff.phrases.spelling import written_forms
from handoff.phrases.wish_words import TALK, TALKING

_OFFERS = any_of(
    rf"(?:would you (?:like|prefer|want)|do you want|want me|should i|shall i|may i|can i|could i|like me|i can"
    rf"|i could|happy to)"
    rf"{gap(6)} (?:connect|transfer|put|hand|escalate|forward|pass|bring|get|{TALK}|{TALKING}){gap(5)} (?:{PERSON}"
    rf"|them)",
)
_OFFERS_TWO_THINGS = any_of(rf"(?:would you|do you|should i|shall i|want me){gap(25)} or{gap(8)} {PERSON}")
_ASKS_TO_GO_ON = any_of(
    rf"(?:would you|do you|shall i|should i|may i|can i|want me|like me){gap(5)} (?:do that|do so|proceed"
    rf"|go ahead|that)",
    r"how (?:would|do) you",
    r"is (?:that|this) (?:ok|okay|fine|alright|all right)",
    r"(?:sound|sounds) good",
    r"ok(?:ay)?$",
    r"would (?:that|this) (?:help|be)",
)


# An offer has one of each, mistyped or not. To look for them takes less than to look at each sentence. Words that are
# drawn out ("personnn") are not looked for: a program writes what agents say.
_ACTS = written_forms(
    "connect transfer put hand escalate forward pass bring get talk speak chat took converse communicate interact deal "
    "talking speaking chatting communicating interacting dealing".split()
)
_PEOPLE = written_forms({*TELLING, *"them any who customer breathing head bankers engineers".split()})


def _may_offer(text: str) -> bool:
    words = words_of(text)
    # Of a longest one `sentences` takes both ends, and parts words.
    return len(text) > LONGEST or not (_ACTS.isdisjoint(words) or _PEOPLE.isdisjoint(words))


def offers_human(text: str) -> bool:
    """The agent plainly asks whether to bring in a human, and asks nothing else after it."""
    if not _may_offer(text):
        return False
    said = sentences(text)
    for position in range(len(said) - 1, -1, -1):
        if _OFFERS.search(said[position].words):
            return all(not later.question or _ASKS_TO_GO_ON.search(later.words) for later in said[position + 1 :])
    return False


def offers_a_choice(text: str) -> bool:
    """The offer stands beside another one, so that a bare "yes" doesn't tell which."""
    return any(s.question and _OFFERS_TWO_THINGS.search(s.words) for s in sentences(text))


_YES = (
    r"(?:y|yes|yess|yes sir|yeah|yep|yup|yea|ya|yas|sure|sure thing|absolutely|definitely|certainly|of course"
    r"|please do|go ahead|go for it|do it|do that|please do that|sounds good|sounds great|that works"
    r"|why not|i guess so|i suppose so|by all means|lets do (?:it|that)|if you could|if possible"
    r"|(?:that|it) ?(?:would|d|will|might) (?:be (?:\w+ )?(?:great|good|helpful|nice|perfect|lovely|fine|ideal|best)"
    r"|help)"
    r"|(?:id|i would)(?: really)? (?:like|love|appreciate) (?:that|it)|i would|i do)"
)
_SAYS_YES = re.compile(
    rf"(?:(?:oh|ah|um|well|ok|okay|hmm|please|thanks|fine|alright) ){{0,4}}{_YES}\b"
    r"(?! (?:but|not|no|i (?:did|tried|have|already|know)))"
)
_SAYS_OK = re.compile(
    r"(?:ok|okay|k|kk|fine|alright|all right|please|great|perfect|good)(?: (?:please|thanks|thank you|then|ok|great"
    r"|lets do (?:it|that)|do it|with me|by me))*"
)
_SAYS_NO = re.compile(
    r"(?:(?:oh|ah|um|well|ok|okay|hmm|actually|thanks|thank you|please|but|its fine|thats fine) ){0,4}"
    r"(?:n|no|noo|nope|nah|naw|not (?:now|really|yet|necessary|today|right now|at the moment|at this time|needed"
    r"|interested)"
    r"|never ?mind|nvm|maybe (?:later|another time)|(?:ill|i will) pass|no need|(?:im|i am) (?:all )?(?:good|fine|ok"
    r"|okay|set)"
    r"|(?:thats|its|that is|it is) (?:ok|okay|fine|alright|all right)$"
    r"|(?:that|it) (?:wont be|isnt|is not|will not be) (?:necessary|needed)|(?:dont|do not) (?:bother|worry)|i"
    r" (?:dont|do not) (?:think so|want that|need that|want to)|leave it|lets (?:keep|continue|stay)"
    r"|(?:id|i would) rather (?:not|keep|continue|stay))"
    r"\b(?! (?:problem|worries|idea|clue|doubt|one|but))"
)
_THUMB_UP, _THUMB_DOWN = "\N{THUMBS UP SIGN}", "\N{THUMBS DOWN SIGN}"


def declines(text: str) -> str:
    """The words that say no to an offer, "" where none do; who asks for a human doesn't decline one."""
    if _THUMB_DOWN in text:
        return _THUMB_DOWN
    said = sentences(text)
    first = _SAYS_NO.match(said[0].words) if said else None
    words = said[0].quoted(*first.span()) if first else refuses_human(text)
    return words if words and not asks_for_human(text) else ""


def accepts(text: str) -> str:
    """Says yes, in words that leave no doubt: a false yes moves a customer against their will."""
    said = sentences(text)
    if not said:
        return _THUMB_UP if _THUMB_UP in text else ""
    if declines(text):
        return ""
    first = said[0]
    yes = _SAYS_YES.match(first.words)
    if yes:
        doubtful = first.question or any("but" in sentence.words.split() for sentence in said)
        return "" if doubtful else first.quoted(*yes.span())
    plain = len(said) <= 2 and all(_SAYS_OK.fullmatch(sentence.words) for sentence in said)
    return first.quoted() if plain else ""
