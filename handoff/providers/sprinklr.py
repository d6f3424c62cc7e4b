"""Sprinklr live chat: case fields by the browser, and a comment for agents alone where the API may be used."""

from __future__ import annotations

from typing import Any

from handoff.providers.base import (
    BROWSER_FIELDS,
    NONE,
    ChatLaunch,
    Delivery,
    HandoffContext,
    Provider,
    Repeat,
    Send,
    Setting,
    Shown,
)
from handoff.providers.following import follow, followed
from handoff.providers.notes import note_text
from handoff.providers.patterns import MEND_WORD, WORD
from handoff.providers.rest.sprinklr import SprinklrApi
from handoff.providers.texts import first_message, fitted

# Neither length is documented; a field is a line or two on an agent's screen, and a comment is read whole.
SUMMARY_BYTES = 1_000
COMMENT_CHARACTERS = 10_000
FIELD = r"_c_[0-9a-f]{24}"
MEND_FIELD = "A field ID begins with _c_ and goes on with 24 digits and letters from a to f. Copy the whole of it."


class Sprinklr(Provider):
    slug = "sprinklr"
    label = "Sprinklr"
    settings_fields = (
        Setting(
            "summary_field_id",
            "Summary field ID",
            "The ID of a custom field of your own for cases, for the summary.",
            adds="The summary of the conversation, in that field of the case.",
            example="_c_5e4e5f3954e68b2a475c05b6",
            pattern=FIELD,
            mend=MEND_FIELD,
        ),
        Setting(
            "ref_field_id",
            "Reference field ID",
            "The ID of a second custom field for cases, for the handoff's reference. "
            "By it the case is found when a comment is to be added.",
            adds="The reference of the handoff, in that field of the case.",
            example="_c_5e4e5f3954e68b2a475c05b7",
            differs_from="summary_field_id",
            pattern=FIELD,
            mend=MEND_FIELD,
        ),
        Setting(
            "environment",
            "Environment",
            "Which of Sprinklr's environments you are on, such as prod2. Leave it empty for the default one.",
            example="prod2",
            pattern=r"[a-z0-9\-]{1,20}",
            mend="Enter one short word in small letters, such as prod2.",
        ),
        Setting(
            "api_key",
            "API key",
            "In Sprinklr's developer portal: your app > Keys. The app must be made for your environment.",
            adds="With the reference field and the access token: the summary and the conversation, in a comment on the "
            "case.",
            secret=True,
            pattern=r"[A-Za-z0-9_\-]{8,200}",
            mend="An API key is one word of letters and digits. Copy the whole of it, without spaces.",
        ),
        Setting(
            "access_token",
            "Access token",
            "A token made with that key. It ends after about 30 days, and as soon as another one is made with the same "
            "key: use a key for this alone. When Sprinklr no longer accepts it, you are told by e-mail.",
            secret=True,
            pattern=WORD,
            mend=MEND_WORD,
        ),
    )
    together = ("ref_field_id", "api_key", "access_token")
    useful_alone = ("ref_field_id",)
    repeat = Repeat.LOOK_UP
    customer_sees = "The chat, with a short request of the customer's own as its first message."
    rate_limit = "As your contract says"
    set_up_there = (
        "Create the two custom fields for the asset type Case, as text, and put the summary field on your agents' "
        "screen. The IDs are those that the live chat builder shows.",
        "To have people answer, and not a bot: in the conversational AI or the routing of this live chat, send "
        "conversations whose reference field is filled to a queue of people.",
        "Where the live chat builder limits how many conversations a customer may have, the one that is open is shown.",
        "API access is part of the contract: ask your success manager if the developer portal shows no app.",
    )

    def browser_via(self) -> str:
        return BROWSER_FIELDS if self.settings.get("summary_field_id") else NONE

    def speaks_first(self) -> bool:
        return True

    def deliver(self, context: HandoffContext, send: Send) -> Delivery:
        if not self.connected:
            return super().deliver(context, send)
        api = self._api(send)
        return follow(
            context,
            find=lambda: api.case_with(self.setting("ref_field_id"), context.ref),
            has_note=api.has_comment,
            add_note=lambda case: api.add_comment(case, note_text(context, COMMENT_CHARACTERS)),
        )

    def arrived(self, context: HandoffContext, send: Send) -> bool | None:
        if not self.connected:
            return None
        api = self._api(send)
        return followed(context, lambda: api.case_with(self.setting("ref_field_id"), context.ref), api.has_comment)

    def launch(self, context: HandoffContext) -> ChatLaunch:
        options: dict[str, Any] = {"message": first_message(context)}
        if fields := self._fields(context):
            options["context"] = {name: [value] for name, value in fields.items()}
        return ChatLaunch(self.slug, options)

    def check(self, send: Send) -> str | None:
        return self._api(send).user() if self.connected else None

    def team_sees(self, context: HandoffContext) -> tuple[Shown, ...]:
        message = Shown("The first message, in the customer's name", tuple(first_message(context).split("\n\n")))
        fields = [Shown(f"Case field {name}", (value,)) for name, value in self._fields(context).items()]
        comment = tuple(note_text(context, COMMENT_CHARACTERS).split("\n\n"))
        comments = [Shown("A comment on the case", comment)] if self.connected else []
        return (message, *fields, *comments)

    def _fields(self, context: HandoffContext) -> dict[str, str]:
        values = {"summary_field_id": fitted(context.summary, SUMMARY_BYTES), "ref_field_id": context.ref}
        return {self.settings[name]: value for name, value in values.items() if self.settings.get(name) and value}

    def _api(self, send: Send) -> SprinklrApi:
        return SprinklrApi(send, *map(self.setting, ("environment", "api_key", "access_token")))
