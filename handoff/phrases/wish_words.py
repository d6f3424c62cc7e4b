"""What wishes for a human are made of: wanting, speaking, being brought, having it handled. Pure."""

from __future__ import annotations

TO = r"(?:to|with|too)"
TALK = r"(?:talk|speak|chat|took|converse|communicate|interact|deal|connect)"
TALKING = r"(?:talking|speaking|chatting|communicating|interacting|dealing)"
SPEAK_TO = (
    rf"(?:{TALK} {TO}|(?:discuss|take up|raise|resolve|sort|lodge|file|leave)(?: \w+){{0,3}} with"
    r"|(?:have|get|start)(?: an?| another| quick| short){0,2} (?:word|chat|conversation|talk|call|discussion) with"
    rf"|(?:get|be|being|put me) (?:\w+ )?(?:in touch|in contact|through|connected|transferred|put through|passed"
    rf"|handed over)"
    rf" {TO}|get a? ?hold (?:of|with)|complain to|complaint with|hear from|continue with)"
)
# Who tells others to talk to somebody doesn't ask for a human.
OWN = r"(?<!you )(?<!they )(?<!he )(?<!she )(?<!guys )(?<!youll )"
WISH = (
    rf"(?:{OWN}(?:want|wanted|wanna|need|wants|needs|needed|have to|gotta|must|should)|(?:id|would|i|we)(?: \w+)?"
    r" (?:like|love|prefer|rather|appreciate|wish)|rather|prefer|demand|insist|request|requesting|hoping|hope|looking"
    r"|try|trying|possible|impossible|hard|difficult|choose|better|go about|able to|(?:way|chance|option|number"
    r"|number where) (?:to|of|for|(?:that )?i can"
    r"|(?:that )?we can|i could)|(?:can|could|may|might|cant|cannot|couldnt) (?:i|we)|can not|(?:i|we) (?:cant|cannot)"
    r"|let me|let us|lemme|allow me|how (?:do|can|could|would) (?:i|we)|how to|where (?:do|can|could) i|know how"
    r"|how (?:does|would|can) one|what (?:to|must i|should i) do|calling to|here to|help|help me|assistance|got to"
    r"|asking"
    r"|better if i could)"
)
WISHED_DOING = (
    r"(?:appreciate|prefer|rather|love|help|help me|assistance|insist on|better|comfortable|happier|hoping on|mind"
    r"|go about"
    r"|(?:id|would) like|interested in)"
)
WANT = (
    rf"(?:{OWN}(?:want|wanted|need|needs|wanna|demand|require|requires|request|requesting)|insist on|(?:give|get|bring"
    r"|send|find) me|gimme|(?:id|would|i) (?:like|love|prefer|rather have|rather|wish for)|prefer|looking for"
    r"|waiting for|time for|(?:chance|possibility|hope) of"
    r"|(?:can|could|may|cant) (?:i|we) (?:please )?(?:just )?(?:have|get|see)|asking for|ask for"
    r"|asked for|let me have|(?:want|like|need) to (?:see|get|have)|expect|expecting|get (?:to|hold of))"
)
ME = (
    r"(?:me|us|(?:this|my|the) (?:chat|conversation|call|case|issue|ticket|complaint|matter|request|problem)"
    r")"
)
THIS = r"(?:this|it|things)"
MOVE = (
    r"(?:connect|transfer|forward|pass|put|hand|redirect|escalate|route|switch|refer|direct|patch|get|bring|send"
    r"|take|move|turn|submit)"
)
FETCH = (
    r"(?:get|bring(?: in)?|find|fetch|summon|loop in|call|call in|involve|add|put|put on|send|send in|getting"
    r"|start|open|begin|launch)"
)
HANDLE = (
    r"(?:help|look|assist|take (?:over|this|it|a look|care|my)|handle|check|answer|contact|reply|review|respond"
    r"|join|step in|deal with|sort|solve|fix|resolve|message|verify|decide|explain)"
)
HANDLED = (
    r"(?:handled|reviewed|checked|answered|looked (?:at|into|over)|seen|read|dealt with|assisted|helped|verified"
    r"|examined|escalated|processed|approved|resolved|solved|called|contacted|phoned)"
)
CALL = (
    r"(?:(?:please )?(?:call|calling|phone|phoning|ring|contact|message|text|email)(?: back)? (?:me|us)"
    r"|(?:give|giving) (?:me|us) an? (?:\w+ )?(?:call|ring|buzz|callback)"
    r"|(?:reach out|get back|speak|talk) to (?:me|us)|get in (?:touch|contact) with (?:me|us))"
)
OFFICE = r"(?:billing|returns?|refunds?|complaints?|sales|accounts?|payments?|shipping|fraud|claims)"
NO_BOT = r"(?:no|not an?|no more)(?: more)? (?:bots?|chatbots?|robots?)"
