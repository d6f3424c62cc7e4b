"""Each action as a sentence. Who did it and what it was done to are given in words; the details are codes."""

from __future__ import annotations

from collections.abc import Mapping

from agents.models import Action, Role
from handoff.providers import registry

SENTENCES: dict[str, str] = {
    Action.SIGNED_IN: "{who} signed in",
    Action.PASSWORD_TAKEN: "{who} gave the right password; the second step is awaited",
    Action.SIGNED_OUT: "{who} signed out",
    Action.SIGN_IN_FAILED: "Somebody failed to sign in as {what}",
    Action.LOCKED_OUT: "Signing in as {what} was locked after too many attempts",
    Action.SESSIONS_ENDED: "{who} signed {what} out everywhere",
    Action.PASSWORD_LINK_MADE: "{who} made a link for a new password for {what}",
    Action.PASSWORD_CHANGED: "{who} changed the password of {what}",
    Action.PASSWORD_RESET: "A new password was set by a link for {what}",
    Action.TWO_FACTOR_SET_UP: "{who} set up two-factor sign-in for {what}",
    Action.TWO_FACTOR_FAILED: "A wrong two-factor code was given for {what}",
    Action.TWO_FACTOR_RESET: "{who} reset the two-factor sign-in of {what}",
    Action.RECOVERY_MADE: "{who} made new recovery codes for {what}",
    Action.RECOVERY_USED: "A recovery code was used for {what}",
    Action.ROLE_GIVEN: "{who} gave {what} the role {after}",
    Action.ROLE_CHANGED: "{who} changed the role of {what} from {before} to {after}",
    Action.ROLE_TAKEN: "{who} removed {what}, who was {before}",
    Action.INVITED: "{who} invited {what} as {role}",
    Action.INVITATION_RENEWED: "{who} made a new link for the invitation of {what}",
    Action.INVITATION_ACCEPTED: "{who} accepted an invitation as {role}",
    Action.INVITATION_WITHDRAWN: "{who} withdrew the invitation of {what} as {role}",
    Action.ACCOUNT_MADE: "{who} made the account of {what}",
    Action.ACCOUNT_CHANGED: "{who} changed the account of {what}: {changed}",
    Action.ACCOUNT_DELETED: "{who} deleted the account of {what}",
    Action.ACCESS_REFUSED: "{who} was refused what their role does not allow: {page}",
    Action.BRAND_MADE: "{who} made this Brand",
    Action.BRAND_CHANGED: "{who} changed the settings: {changed}",
    Action.BRAND_ENTERED: "{who} entered this Brand",
    Action.RETENTION_CHANGED: "{who} changed how long data is kept",
    Action.MODEL_USE_CHANGED: "{who} changed whether an AI model may be used",
    Action.KEY_MADE: "{who} made {what}",
    Action.KEY_ROTATED: "{who} replaced an API key by {what}",
    Action.KEY_REVOKED: "{who} revoked {what}",
    Action.ORIGINS_CHANGED: "{who} changed the storefront addresses. Added: {added}. Removed: {removed}",
    Action.PROVIDER_CHOSEN: "{who} chose {after} as the support chat provider instead of {before}",
    Action.PROVIDER_CHANGED: "{who} changed the platform's settings: {changed}",
    Action.PROVIDER_SECRET_CHANGED: "{who} changed a secret of {provider}: {changed}",
    Action.WEBHOOK_SECRET_MADE: "{who} made a new webhook secret",
    Action.SECRETS_ROTATED: "{who} encrypted the stored secrets anew",
    Action.HOURS_CHANGED: "{who} changed the support hours: {changed}",
    Action.AGENT_MADE: "{who} made {what}",
    Action.AGENT_CHANGED: "{who} changed {what}: {changed}",
    Action.HANDOFF_SWITCHED: "{who} switched Handoff to support {after} for {what}",
    Action.AGENT_SWITCHED_ON: "{who} switched {what} on",
    Action.AGENT_SWITCHED_OFF: "{who} switched {what} off",
    Action.AGENT_REMOVED: "{who} deleted an Agent",
    Action.PLAYBOOK_PUBLISHED: "{who} published version {version} of {what}",
    Action.PLAYBOOK_REMOVED: "{who} removed {what}",
    Action.FOLLOWERS_CHANGED: "{who} changed what is followed: {what}",
    Action.PLAYBOOK_SWITCHED_ON: "{who} switched {what} on",
    Action.PLAYBOOK_SWITCHED_OFF: "{who} switched {what} off",
    Action.DATA_EXPORTED: "{who} exported: {what_list}",
    Action.CUSTOMER_ASKED: "A customer asked for their data through {platform}",
    Action.SHOP_LEFT: "{platform} asked to erase all customers of a shop that left it",
    Action.CUSTOMER_EXPORTED: "{who} exported what is kept of a customer: {count} conversations",
    Action.CUSTOMER_ERASED: "{who} erased what was kept of customers: {count} conversations",
    Action.DATA_PURGED: "{who} removed what was older than its time: {what_list}",
}
NOTHING = "none"
_WORDS = {**dict(Role.choices), "": "nothing"}


def sentence(action: str, who: str, what: str, detail: Mapping[str, object]) -> str:
    """An action that is no longer known is shown as its code."""
    told = {name: _in_words(value) for name, value in detail.items()}
    told["what_list"] = told.pop("what", NOTHING)
    return SENTENCES.get(action, action).format_map(_Told(told | {"who": who, "what": what}))


class _Told(dict[str, str]):
    """A detail that an entry lacks is passed over."""

    def __missing__(self, name: str) -> str:
        return NOTHING


def _in_words(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_in_words(one) for one in value) or NOTHING
    text = str(value)
    if registry.known(text):
        return registry.provider_class(text).label
    return str(_WORDS.get(text, text if "://" in text else text.replace("_", " ")))
