"""Words for the people whom a customer may be brought to, and for what they don't want to talk to."""

from __future__ import annotations

from handoff.phrases.plain import any_of, gap_without

_ONE_REAL = r"(?:real|actual|live|living|human|physical|proper|genuine|breathing)"
_REAL = rf"(?:{_ONE_REAL} (?:and )?)?{_ONE_REAL}"
_SERVICE = r"(?:(?:customer|client|technical|tech|live) )?(?:service|services|support|care|success|relations|sales)"
_ROLE = (
    r"(?:agent|rep|representative|operator|supervisor|manager|advis[oe]r|employee|csr|team leader"
    r"|(?:staff|team) member)s?"
)
# These need no verb of speaking beside them.
STRONG = (
    rf"(?:{_REAL} (?:life )?(?:persons?|people|humans?|beings?|someone|somebody|chat|help|support|assistance"
    rf"|intervention"
    rf"|attention|interaction|contact|touch|takeover|handover"
    rf"|(?:(?:customer|client) )?(?:service|support|care)|(?:\w+ )?{_ROLE})|(?:someone|somebody|anyone|anybody|person)"
    rf" (?:real|human)|humans?|{_SERVICE} (?:person|people|specialist|executive)"
    rf"|(?:{_SERVICE} |customer )?{_ROLE}(?: (?:assistance|support|help))?)"
)
TEAM = (
    rf"(?:(?:{_SERVICE}|customer|your|the) (?:team|staff|department|desk|people)|(?:\w+ )(?:department|dept|team)"
    rf"|customer (?:service|support|care|relations)s?"
    r"|support|help ?desk)"
)
SOMEONE = r"(?:(?:some|any)(?:one|body)|some one|persons?)"
_BOSS = (
    r"(?:boss|higher ups?|superiors?|owners?|founders?|ceo|director|president|executives?|management|corporate"
    r"|head ?office"
    r"|who ?ever(?: is)?)"
)
_FELLOW = (
    r"(?:team|staff|(?:specialist|expert|technician|colleague|coworker|consultant|associate|assistant|banker"
    r"|engineer)s?)"
)
_NAMED = r"(?:mr|mrs|ms|miss) \w+"
PERSON = rf"(?:{STRONG}|{SOMEONE}|{_BOSS}|{_FELLOW}|{TEAM}|{_NAMED})"
BOT = r"(?:bots?|chatbots?|robots?|machines?|computers?|ai|program|software|recording)"

# Whoever belongs to the customer isn't ours; and what stands behind these words is another matter.
_NOT_OURS = (
    r"my|his|her|their|our|its|you|me|him|them|us|about|regarding|for|to|from|as|if|because|when|where|how|was|were"
    r"|is|are|im|not|dont|of the|work|works|working|who|that"
)
NEAR = gap_without(_NOT_OURS, 4)
CLOSE = gap_without(_NOT_OURS, 2)
# What may follow "a manager" for it to be a person and not the first half of another thing ("a manager account").
END = (
    r"(?= (?:please|now|asap|here|there|instead|to|who|that|for|on|and|or|not|about|right|immediately|today|thanks"
    r"|thank|thx|thnx|ty|tysm|cheers|mate|man"
    r"|because|since|as|my|i|im|this|already|back|in (?:here|this|the|on)|at (?:once|the|your)|with|from"
    r"|involved|so|then|again|rather|we|you|it|its|yes|no|ok|lol|soon|first|quickly|directly|straight|urgently|but"
    r"|if|rn|until|before|regarding|over|of (?:yours|your))\b|$)"
)
# Other things that are called so.
NOT_PEOPLE = any_of(
    r"human (?:hair|rights|resources|sized?|made|anatomy|body|consumption|use|race|error|nature|skin|growth|design)",
    r"representative (?:sample|of|image|photo|picture)",
    r"manager (?:app|account|name|position|jobs?|role)",
    r"(?:task|device|password|file|account|project|window|download|boot) managers?",
    r"live (?:stream|wallpaper|plants?|chat (?:hours|history|transcript))",
    r"(?:google|virtual|ai|voice|personal|shop|shopping|store|home) assistants?",
    r"(?:travel|estate|cleaning|insurance|secret|bleaching|real estate|free|booking|gate|baggage) agents?",
    r"agents? (?:id|number|name|provocateur)",
    r"(?:machine|tour|forklift|drone|crane) operators?",
    r"operator (?:manual|instructions)",
    r"(?:robot|bot) (?:vacuums?|mops?|lawn ?mowers?|toys?|cleaners?|hoovers?|kits?)",
    r"(?:computer|machine) (?:monitors?|desks?|cases?|stands?|bags?|wash|washable|games?|parts?)",
    r"support (?:paypal|bluetooth|stands?|bras?|workers?|socks?|cushions?|insoles?|hours|page|number|email|articles?)",
    r"(?:first|in|per|one|two|\d+) person",
    r"person of",
    r"(?:person|people|human) (?:in|on) (?:the|this|that|my) (?:photo|picture|image|label|video|ad|box|card|cover)s?",
    r"contact persons?",
    r"(?:delivery|service|support|care) (?:person|people|workers?)(?= (?:who|left|was|is|came|did))",
)
STRONG_WORDS = frozenset(
    "person persons human humans agent agents rep reps representative representatives operator operators supervisor "
    "supervisors manager managers advisor adviser advisors advisers employee employees assistant assistants csr csrs "
    "leader leaders member members people specialist executive real actual live living physical proper genuine".split()
)
BOT_WORDS = frozenset(
    "bot bots chatbot chatbots robot robots machine machines computer computers ai program software recording "
    "automated".split()
)
# A sentence with none of these speaks of nobody.
TELLING = frozenset(
    "someone somebody anyone anybody boss higher superior superiors owner owners founder founders ceo director "
    "president executive executives management corporate headoffice office whoever team staff expert experts "
    "technician technicians colleague colleagues coworker coworkers consultant consultants associate associates "
    "specialists support service services care sales success relations helpdesk desk department dept billing "
    "returns return refund refunds complaints accounts payments shipping fraud claims banker engineer some mr mrs "
    "ms miss transfer escalate escalated connect transferred connected hand handoff through".split()
).union(STRONG_WORDS, BOT_WORDS)
