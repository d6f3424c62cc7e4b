"""When something is to happen, in English: "within 24 hours", "by tomorrow at 9 AM"."""

from __future__ import annotations

import re

_NUMBER = (
    r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|ten|twelve|half an?|a few|a couple of"
    r"|the next(?: \d{1,3})?)"
)
_UNIT = r"(?:business |working )?(?:seconds?|minutes?|mins?|hours?|hrs?|h|days?|weeks?)"
_DAY = (
    r"(?:today|tonight|tomorrow|(?:this|tomorrow|next|in the|early) (?:morning|afternoon|evening|week|weekend)"
    r"|(?:next |this |on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
)
_CLOCK = (
    r"(?:\d{1,2}(?:[:.]\d{2})?\s?(?:[ap]\.?m\.?|o[’' ]?clock|h\b)|\d{1,2}[:.]\d{2}|(?<=at )(?:\d{1,2}|one|two|three"
    r"|four|five|six|seven|eight|nine|ten|eleven|twelve)\b|noon|midnight)"
)
_DATE = r"(?:,? ?(?:the )?\d{1,2}(?:st|nd|rd|th)? (?:of )?[A-Z][a-z]{2,8}| [A-Z][a-z]{2,8} \d{1,2}(?:st|nd|rd|th)?)"
# In the reply's own signs, since clocks have some.
TIME = re.compile(
    rf"\b(?:(?:with)?in|for|after) (?:(?:the next|about|around|roughly|less than) )?{_NUMBER} {_UNIT}\b"
    rf"|\b(?:by |before |until |on )?{_DAY}(?:{_DATE})?(?: (?:morning|afternoon|evening))?(?:,? (?:at|by|from"
    rf"|around|before) {_CLOCK}"
    rf"(?: \([\w/+ -]{{2,40}}\))?)?"
    rf"|\b(?:at|by|from|around|before) {_CLOCK}(?: \([\w/+ -]{{2,40}}\))?(?: {_DAY})?"
    r"|\bwithin the (?:hour|day)\b|\bby the end of the (?:day|week)\b",
    re.IGNORECASE,
)
# When people are there as a rule: that tells of hours, and promises nothing.
USUAL_HOURS = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?s? ?(?:to|through|thru|till|until|-|–) ?"
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?s?\b"
    r"|\b(?:daily|weekdays|every (?:\w+ )?day|24/7|around the clock)\b",
    re.IGNORECASE,
)
