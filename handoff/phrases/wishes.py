"""How a wish for a human is put in English: families of patterns, each with the words that it needs. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from handoff.phrases.persons import BOT, BOT_WORDS, CLOSE, END, NEAR, PERSON, SOMEONE, STRONG, STRONG_WORDS, TEAM
from handoff.phrases.plain import Sentence, gap
from handoff.phrases.wish_words import (
    CALL,
    FETCH,
    HANDLE,
    HANDLED,
    ME,
    MOVE,
    NO_BOT,
    OFFICE,
    SPEAK_TO,
    TALK,
    TALKING,
    THIS,
    TO,
    WANT,
    WISH,
    WISHED_DOING,
)

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Family:
    """No pattern of the family fits where none of `needs` stands."""

    needs: frozenset[str]
    pattern: re.Pattern[str]
    # The same, and faster, for words that are all in ASCII.
    ascii_pattern: re.Pattern[str]

    def place_in(self, sentence: Sentence, words: str) -> Place | None:
        """Where the first pattern fits; `words` are the sentence's, with some of them replaced."""
        if self.needs.isdisjoint(sentence.different_words):
            return None
        pattern = self.ascii_pattern if words.isascii() else self.pattern
        found = pattern.search(f" {words}")
        return (found.start(), found.end() - 1) if found else None


def family(needs: str | Iterable[str], *patterns: str) -> Family:
    """A pattern begins with the space before its first word: only there is it tried, which is several times faster."""
    pattern = "|".join(patterns).replace("^", r"(?<=\A )")
    written = rf" (?:{pattern})\b"
    needed = frozenset(needs.split() if isinstance(needs, str) else needs)
    return Family(needed, re.compile(written), re.compile(written, re.ASCII))


_SPEAKING = family(
    "talk speak chat took converse communicate interact deal connect discuss lodge file leave raise resolve sort "
    "word conversation call "
    "discussion touch contact ahold through connected transferred passed handed hold complain complaint hear "
    "continue talking call phone ring turn "
    "speaking chatting communicating interacting dealing reach contacting reaching",
    rf"{WISH}{gap(5)} {SPEAK_TO}{NEAR} {PERSON}",
    rf"{WISHED_DOING}{gap(1)} {TALKING} {TO}{NEAR} {PERSON}",
    rf"{WISH}{gap(3)} (?:contact|reach|contacting|reaching)(?: out to)?{CLOSE} (?:{STRONG}|{SOMEONE}|assistant){END}",
    rf"{PERSON}{gap(4)} (?:i|we) (?:can|could|may|might) (?:\w+ )?{SPEAK_TO}",
    rf"{PERSON}{gap(4)} (?:i|we) (?:can|could|may|might) (?:\w+ )?{TALK}(?: \w+)? {TO}",
    rf"(?:{STRONG}|{SOMEONE}){gap(3)} (?:i|we) (?:can|could|may) (?:\w+ )?(?:call|contact|phone|ring|reach|turn to)",
    rf"{PERSON}{gap(1)} to {TALK} {TO}",
    rf"^(?:please )?(?:talk|speak|chat) {TO}{CLOSE} {STRONG}{END}",
    rf"(?:like|want|need)(?: an?| another| quick| short){{1,2}} (?:word|chat|conversation|talk"
    rf"|call) with{NEAR} {PERSON}",
)
_BEING_MOVED = family(
    "connected transferred connect transfer forward pass put hand redirect escalate escalated route switch refer "
    "direct patch get bring send "
    "give take move turn submit",
    rf"{MOVE} {ME}(?: \w+)? (?:to|with|through|thru|onto|over to|by|on with|in touch with"
    rf"|in contact with){NEAR} {PERSON}",
    rf"{MOVE} to me{CLOSE} {PERSON}",
    rf"{MOVE} me to(?: the)? {OFFICE}",
    rf"put me through to(?: the)? {OFFICE}",
    rf"(?:escalate|forward|pass|hand|take|move|submit|send) {THIS}(?: \w+)? to{CLOSE} (?:{STRONG}|{TEAM}|your \w+)",
    rf"(?:transfer|redirect|refer|direct) {THIS}(?: \w+)? to{CLOSE} (?:{STRONG}|{TEAM})",
    r"(?:transfer|hand|connect) (?:me|us)(?: over| off)?(?: please| now)?$",
    r"escalate (?:this|it|my \w+|the \w+)(?: please| now| further| higher| immediately| up)*$",
    r"(?:please|to|can you|could you|must you) escalate$",
    rf"escalated?{gap(3)} to{CLOSE} {PERSON}",
    r"put (?:me|us) (?:\w+ )?through",
    r"(?:can i|could i|may i|want to|like to|please)(?: please)? (?:be|get) (?:transferred|connected|put through"
    r"|handed over)",
    rf"(?:please|can you|could you|will you|kindly) connect (?:to|with){CLOSE} (?:{STRONG}|person)",
    rf"(?:please|can you|could you|will you|kindly) (?:transfer|switch|forward|escalate) to{CLOSE} {STRONG}",
    rf"hand (?:{THIS}|me) (?:over )?to{CLOSE} (?:{PERSON})",
)
_SOMEBODY = family(
    "someone somebody anyone anybody person persons people owner boss ceo founder director",
    rf"(?:give|get|find|send|bring)(?: to)? (?:me|us)(?: to)? {SOMEONE}(?! elses?\b)",
    rf"(?:can|could|would|will) you(?: \w+)? (?:get|bring|fetch){CLOSE} {SOMEONE}"
    rf" (?:to {HANDLE}|to (?:talk|speak|call)|from|who|on|else|real|in here)",
    rf"{WISH}{gap(3)} get{CLOSE} {SOMEONE} (?:real|else|on the|to help|to talk|to call)",
    rf"(?:is|are|isnt|arent|any){gap(3)} (?:person|any(?:one|body) from {TEAM}) (?:there|available|around|here|online)",
    rf"(?:can|could|would|should|let|have|might|will) {SOMEONE} (?:else|real|(?:from|on|in|at) (?:your )?{TEAM})"
    rf" (?:please )?{HANDLE}",
    r"\ba person (?:please )?(?:help (?:me|with|us)|(?:check|look at|review|reply to|respond to|answer) (?:me|this"
    r"|it|my))",
    rf"{WANT}(?: an?| some| to see an?| another| the| your)? (?:(?:\w+ )?person|some(?:one|body) (?:else|competent"
    rf"|qualified|real|higher|senior|smarter|new|better)){END}",
    r"(?:want|need|give me|get me|where is) (?:the|your) (?:owner|boss|ceo|founder|director)$",
    rf"{WANT} {SOMEONE} (?:from|in|at) (?:your|the|this|customer|support)",
    rf"{WANT} {SOMEONE} (?:who|that)(?: is)?(?: can| could)? (?:actually|really|knows?|understands?|competent"
    rf"|qualified"
    r"|smarter|able|speaks|help|listens?)",
)
_STRONGEST = family(
    STRONG_WORDS
    | {*"colleague colleagues team staff boss expert experts specialist specialists someone somebody".split()},
    rf"{WISH}{gap(3)} get{CLOSE} {STRONG}{END}",
    rf"(?:^|(?:please|can you|could you|just|lets|you|mind|(?:can|could|should) we|time to|(?:want|need"
    rf"|like) to) ){FETCH}{CLOSE} {STRONG}{END}",
    rf"(?:is|are|isnt|arent|any){gap(3)} {STRONG}"
    r" (?:there|available|around|here|online)(?! (?:on|at|during|over|until|after|before|between|today|24))",
    rf"(?:is|are|isnt|arent|was) there(?: an?| any| no| not a| some| really){{0,2}} (?:{STRONG}|person|people)"
    r"(?: to (?:talk|speak|help)| i can|$| please)",
    r"any (?:real |live |actual )?(?:humans?|people|agents?|representatives?) (?:here|there|around|available)",
    rf"(?:do|dont) you(?: guys| people)? have{CLOSE} {STRONG}{END}",
    r"where(?:s| is| are)(?: the| all the| your| a)?(?: real| actual| live)? (?:humans?|person|people|manager)$",
    rf"(?:can|could|should|let|have|might|will)(?: an?| the| your| some| another| one of your)?"
    rf" (?:{STRONG}|your (?:team|staff|colleagues?|boss)|colleagues?) (?:please )?{HANDLE}",
    rf"(?:please|can you|could you|just|lets|(?:can|could|should) we|^) ?(?:get|bring(?: in)?|find|fetch|loop in"
    rf"|call in|involve|put)(?: an?| another| your| one of your)"
    rf" (?:colleague|boss|team|staff|expert|specialist)s?{END}",
    rf"(?:best|better|good|great|nice|prefer it|like it|appreciate it) if{CLOSE} (?:{STRONG}|person|your team)"
    rf" (?:could |can |would )?(?:please )?{HANDLE}s?",
    rf"(?:rather|prefer|like|want|need)(?: to)? have{CLOSE} (?:{STRONG}|{SOMEONE}|your (?:team|staff))"
    rf" (?:to )?{HANDLE}",
    rf"{STRONG} (?:should|needs? to|has to|must|ought to) (?:{HANDLE}|see|do)",
    rf"{WANT}{CLOSE}(?: one of your)? {STRONG}{END}",
    r"any(?:one|body) human (?:here|there|around)",
    rf"(?:is|are)(?: an?| any| the| your)? {STRONG} free to",
    rf"only(?: an?| your| the| to an?| speak to| talk to| deal with){{1,2}} {STRONG}(?: can\b|{END})",
    rf"^(?:please )?(?:ask|tell)(?: an?| your| the| one of your) (?:{STRONG}|boss|team|colleagues?) (?:to|for)",
    rf"(?:want|like|rather|please|can you|could you|let me) ask(?: an?| your| the) {STRONG}",
)
_DONE_BY_THEM = family(
    "line from by of call calling phoning phone ring contact message text email reach back touch speak talk",
    rf"(?:get|put){CLOSE} (?:{SOMEONE}|{TEAM}) on the (?:phone|line)",
    rf"{WANT}{gap(2)} (?:help|assistance|support|answer|call|callback|back|reply|response|service|advice|info"
    rf"|information|explanation|confirmation|opinion) (?:from|by|of)"
    rf"{CLOSE} (?:{STRONG}|your (?:staff|team|people|colleagues?)|(?:person|(?:some|any)(?:one|body)) ?(?:in|from|at"
    rf"|else|$))",
    rf"(?:want|wish|need|needs|like|prefer|can|could|must|should|please|have){gap(4)} {HANDLED} by{CLOSE}"
    rf" (?:{STRONG}|person|someone|somebody)",
    rf"(?:can|could|please|have|get|need|want|like|prefer|arrange|would|asking|surely there|ask|let"
    rf"|possible for){gap(3)} (?:{STRONG}|{TEAM}|someone|somebody|anyone|people|boss|one of your \w+){gap(5)} {CALL}",
    rf"^(?:{STRONG}|someone|somebody) (?:please )?{CALL}",
    rf"(?:{STRONG}|someone|somebody) (?:needs? to|has to|should|must|better) {CALL}",
)
_NO_BOTS = family(
    BOT_WORDS,
    rf"(?:dont|do not|not|hate|tired of|sick of|stop|cant|rather than|instead of|refuse to|done|fed up with|no more)"
    rf"{gap(5)} (?:{TALK}|{TALKING}|deal|dealing)(?: {TO})?(?: an?| the| this| your| some)? (?:\w+ )?{BOT}",
    rf"{TALKING} {TO} (?:an? )?{BOT} is (?:\w+ )?(?:stupid|useless|pointless|annoying|frustrating|ridiculous)",
    rf"(?:dont|do not) (?:want|need|give me)(?: an?| the| this| your| some| any)?(?: more)? (?:{BOT}"
    rf"|automated (?:\w+))$",
    r"(?:anything|anyone|anybody|someone|somebody|other|else) (?:but|than|other than|except|not)"
    rf" (?:an? |the |this )?{BOT}",
    rf"(?:{PERSON}|{TEAM}){gap(1)} (?:not|instead of|rather than) (?:an? |the |this |some )?{BOT}",
    r"(?:out of|bypass|skip|avoid|escape|past|around|get rid of|leave) (?:this|the|your) (?:chat)?(?:bot|robot|ai)s?",
    rf"(?:(?:some|any)(?:one|body)|person){gap(4)} (?:who|that|whos) (?:is not|isnt|not) an? {BOT}",
    rf"(?:enough|done|fed up|sick|tired) (?:with|of) (?:the|this|your|these) (?:\w+ )?{BOT}$",
)
FAMILIES = (_SPEAKING, _BEING_MOVED, _SOMEBODY, _STRONGEST, _DONE_BY_THEM, _NO_BOTS)

_COURTESY = (
    r"(?:(?:please|hi|hello|hey|just|ok|okay|yes|yeah|no|now|thanks|thank you|asap|the|an?|to|get|then|so|i said"
    r"|another|again|your|sorry|well|fucking|damn|only|already|for the love of god) ){0,6}"
)
BARELY = re.compile(
    rf"{_COURTESY}(?:(?:{TALK}|{TALKING}) {TO}(?! your (?:staff|team|people)){NEAR} {PERSON}{gap(3)}"
    rf"|(?:transfer|connect|switch|escalate|forward) to(?: the| your)? {TEAM}"
    rf"|(?:contact|call|reach|want|need|ask|transfer to|connect to|switch to|escalate to|transfer me to|forward to"
    rf"|hand over to|hand (?:this|me|it) (?:over )?to)"
    rf"(?: an?| the| your)? (?:{STRONG}|person)"
    rf"|{STRONG}|person|hand ?off(?: (?:me|to|support|human|agent))*|human hand ?off|{NO_BOT}"
    rf"|(?:help|assistance|support|answers?|advice) (?:from|by)(?: an?| the| your)? (?:{STRONG}|person)"
    rf"|(?!(?:i|you|we|they|he|she|did|do|dont|does|have|has|how|can|why|when|if|no|not"
    rf"|never)\b)(?:\w+ ){{1,3}}(?<!the )(?<!my )(?<!a )(?<!your )(?<!this ){TALK} {TO}"
    rf"(?: an?| the| your)? {STRONG}"
    rf"|(?:some|any)one from (?:the |your )?{TEAM})"
    rf"(?: (?:please|now|asap|thanks|thank you|already|right now|here|to me|needed|required|{STRONG})){{0,3}}"
)
# Only capitals tell a person by name from "talk to me".
BY_NAME = re.compile(
    r"\b(?:[Cc]an I|[Cc]ould I|[Mm]ay I|[Cc]an i|[Ll]et me|[Ww]ant to|[Nn]eed to|[Ll]ike to)(?: please)?"
    r" (?:talk|speak) (?:to|with) (?!(?:You|Me|My|Him|Her|Them|Us|The|This|That|Your|It|An?|In|Siri|Alexa|Google)\b)"
    r"[A-Z][a-z]+\b"
)
# Who may wish for a human, or only for a number or a visit: too unclear to act on, worth a second look.
MAYBE = family(
    [*"who contact call calling reach need phone contacting callback want can could speak talk chat".split(), "higher"],
    r"who (?:\w+ )?(?:can|do|should|could|would|must|to) (?:i |we )?(?:\w+ )?(?:talk|speak|reach|contact|turn"
    r"|complain)",
    rf"(?:contact|call|calling|reach|need|phone|contacting)(?: with| the| your)? {TEAM}",
    r"(?:please|can you|could you|to) call me(?: back)?(?! (?:when|if|once|a|an|the)\b)(?= \w+ \w+|$)",
    r"(?:want|need|get|request|like) an? (?:call ?back|phone call|call)",
    rf"(?:need|want|can|could) {SOMEONE} (?:please )?(?:to )?(?:help|assist|sort|fix|explain|contact|look into)",
    r"(?:dont|do not) want to (?:talk|speak|chat) to you",
    r"(?:complain|escalate|speak) (?:higher|further|up)",
)
