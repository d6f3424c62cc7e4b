"""Our sentences in English."""

from __future__ import annotations

from handoff.sentences.base import Moments, Sentences

_GOES_ON = "I'm happy to keep helping you right here."

ENGLISH = Sentences(
    when_stuck=(
        "I'm sorry this isn't solved yet. Would you like me to connect you with our support team?",
        "It looks like my answers haven't solved this. Shall I connect you with our support team?",
        "I'd rather not send you round in circles. Would you like to talk to our support team instead?",
        "I can see that this still isn't right. Do you want me to connect you with our support team?",
        "I haven't got you any further so far. Should I connect you with our support team?",
    ),
    offers=(
        "Our support team may be able to do more for you here. Would you like me to connect you with them?",
        "Our support team can take care of this with you. Would you like me to connect you with them?",
        "Our support team knows more about this than I do. Shall I connect you with them?",
        "For this, our support team is the better choice. Do you want me to connect you with them?",
    ),
    hand_off="I'm connecting you with our support team now.",
    goes_on=_GOES_ON,
    declined=f"No problem. {_GOES_ON}",
    back=f"I'm sorry, our support team isn't there right now. They're back {{back}}. Until then, {_GOES_ON}",
    away=f"I'm sorry, our support team isn't available at the moment. {_GOES_ON}",
    no_humans=f"I'm sorry, I can't bring anyone else into this chat. {_GOES_ON}",
    failed=f"I'm sorry, the support chat could not be opened. {_GOES_ON}",
    also="You can also {ways}.",
    ways={"email": "write to {}", "phone": "call {}", "page": "visit {}"},
    between=", ",
    last=" or ",
    moments=Moments(
        locale="en_US",
        today="today",
        tomorrow="tomorrow",
        weekday="'on' EEEE",
        date="'on' EEEE, d MMMM",
        clock="h:mm a",
        team="{day} at {clock} ({name} time)",
        theirs="{day} at {clock} your time",
    ),
)
