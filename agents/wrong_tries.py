"""Wrong passwords and wrong codes in the audit log: so many an hour, since whoever guesses must not fill the disk."""

from __future__ import annotations

from django.contrib.auth.models import User

from agents import attempts, audit
from agents.models import Action
from agents.throttling import is_too_often

_ACTIONS = {attempts.PASSWORD: Action.SIGN_IN_FAILED, attempts.CODE: Action.TWO_FACTOR_FAILED}
# In an hour: of one account, and of all names together that nobody has.
MOST, MOST_OF_NOBODY = 30, 100


def note(kind: str, person: User | None, locks_out: bool) -> None:
    """`locks_out`: this try was the last one for a while. Those that come meanwhile are not even tried, nor noted."""
    _note(_ACTIONS[kind], person)
    if locks_out:
        _note(Action.LOCKED_OUT, person)


def _note(action: Action, person: User | None) -> None:
    who, most = (str(person.pk), MOST) if person else ("", MOST_OF_NOBODY)
    if not is_too_often(action, who, most):
        audit.record_of_person(action, person)
