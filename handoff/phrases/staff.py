"""How an Agent's reply names the people of the shop, and says in English that they, or it, will act."""

from __future__ import annotations

OFFICE = (
    r"(?:support|service|care|sales|returns?|shipping|billing|warranty|success|help|customer|refunds?|repairs?"
    r"|warehouse|logistics|finance|accounting|payments?|complaints?|quality|orders?|dispatch|fulfil?lment|product"
    r"|human|live|real|shop|store|next|free|available|right|responsible|senior|dedicated|trained|friendly|technical)"
)
ONE = (
    r"(?:agent|rep|representative|specialist|expert|advis[oe]r|colleague|manager|supervisor|technician|engineer"
    r"|associate|employee|human|operator|consultant|professional|team ?mate|co ?worker|team (?:member|lead)"
    r"|staff member)"
)
_NOT_OURS = r"(?<!delivery )(?<!courier )(?<!estate )(?<!travel )(?<!installation )"
_OUR = (
    rf"(?:our|the|an?|my|some|another|your|one of (?:our|my)|an? member of (?:our|the|my)|one of the"
    rf"|any of our)(?: {OFFICE}){{0,3}}"
)
# People of the shop, as the reply names them.
NAMED = (
    rf"(?:(?:{_OUR} )(?:{ONE}s?|team|staff|crew|folks|people|department|desk|person)"
    rf"|(?:{OFFICE} )+(?:{ONE}s?|team|staff|people|desk|person)|one of us|{_NOT_OURS}{ONE}s"
    r"|(?:someone|somebody)(?: (?:from|at|of) (?:\w+ ){1,3}\w+)?|(?:our "
    r"|the )?(?:customer )?(?:support|service|care)"
    r"|(?:the|your) right (?:person|department|team))"
)
_PEOPLE = rf"(?:{NAMED}|they)"
SOMEONE = (
    rf"(?:{_PEOPLE}(?: (?:from|at|of) (?:\w+ ){{0,2}}\w+)?"
    r"(?: (?:in|on) (?:our|the|my|your) (?:store|shop|side|end|team|office))?)"
)
WILL = (
    r"(?:will|ll|shall|(?:is|are|am|s|re|m) (?:going to|about to))(?: (?:now|then|also|soon|gladly|happily"
    r"|personally|just|be able to)){0,2}"
)
MAY = r"(?:can|could|may|might|would)(?: (?:gladly|happily|certainly|surely|also|then)){0,1}"
WE = (
    r"(?:i|we)(?: (?:will|ll|have|ve|m|am|re|are|d|can|could|shall|just))*(?: (?:going to|happy to|glad to|be"
    r" (?:happy|glad) to|able to|now|already|gladly|just|make sure|like to|love to|go ahead and|be)){0,3}"
)
ASKS = r"(?:would you (?:like|prefer|want)|do you (?:want|wish)|want|shall i|should i|may i|can i|could i|like)"
