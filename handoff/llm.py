"""The one file that knows OpenAI: a transcript in, a summary's fields out within a total budget, or LlmUnavailable."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import httpcore2
import httpx2
import openai
from openai import OpenAI, omit
from openai.types.responses import ParsedResponse
from pydantic import BaseModel, ConfigDict

from agents.transcripts import Turn
from handoff.deadline import BoundedTransport
from handoff.prompt import INSTRUCTIONS, transcript_as_data

_DEFAULT_BASE_URL = "https://api.openai.com/v1"
_MAX_ANSWER_BYTES = 256 * 1024
_MAX_OUTPUT_TOKENS = 2_000
# How a server answers that speaks Chat Completions only.
_NO_SUCH_ADDRESS = (404, 405)
# These think before they write, by default for longer than the budget.
_REASONING_MODEL = re.compile(r"(o\d|gpt-5)(?!.*chat)")


class LlmUnavailable(Exception):
    """No usable answer. The text is a word of ours (`timeout`, `http_429`, `refusal`), never a key or a customer's."""


class SummaryFields(BaseModel):
    """What the model must answer. Its lengths are cut afterwards: a schema with lengths is refused by some servers."""

    model_config = ConfigDict(extra="forbid")

    wants: str
    facts: list[str]
    tried: list[str]
    mood: Literal["calm", "confused", "frustrated", "angry", "unknown"]
    next_step: str


@dataclass(frozen=True, slots=True)
class SummaryModel:
    """A model at an address. `budget_seconds` is for all of it, from the look-up of its name to the last byte."""

    api_key: str = field(repr=False)
    base_url: str = ""
    model: str = "gpt-4.1-mini"
    budget_seconds: float = 8.0

    def summarise(self, turns: Sequence[Turn]) -> SummaryFields:
        transport = BoundedTransport(self.budget_seconds, _MAX_ANSWER_BYTES)
        try:
            with httpx2.Client(transport=transport, trust_env=False) as http:
                return self._ask(self._client(http), transcript_as_data(turns))
        except LlmUnavailable:
            raise
        except Exception as error:  # noqa: BLE001 - garbage trips the SDK in more ways than it has errors for
            reason = _reason(error)
        # Outside the except: the SDK's errors quote the answer, and none of it may travel along.
        raise LlmUnavailable(reason)

    def _client(self, http: httpx2.Client) -> OpenAI:
        return OpenAI(
            api_key=self.api_key,
            base_url=self.base_url or _DEFAULT_BASE_URL,
            timeout=self.budget_seconds,
            max_retries=0,
            http_client=http,
        )

    def _ask(self, client: OpenAI, data: str) -> SummaryFields:
        try:
            return self._by_responses(client, data)
        except openai.APIStatusError as error:
            if error.status_code not in _NO_SUCH_ADDRESS:
                raise
        return self._by_chat_completions(client, data)

    def _by_responses(self, client: OpenAI, data: str) -> SummaryFields:
        response = client.responses.parse(
            model=self.model,
            instructions=INSTRUCTIONS,
            input=[{"role": "user", "content": data}],
            text_format=SummaryFields,
            max_output_tokens=_MAX_OUTPUT_TOKENS,
            reasoning={"effort": "low"} if _REASONING_MODEL.match(self.model) else omit,
            store=False,
        )
        if response.status == "incomplete":
            raise LlmUnavailable("incomplete")
        return _usable(response.output_parsed, refused=_refused(response))

    def _by_chat_completions(self, client: OpenAI, data: str) -> SummaryFields:
        completion = client.chat.completions.parse(
            model=self.model,
            messages=[{"role": "system", "content": INSTRUCTIONS}, {"role": "user", "content": data}],
            response_format=SummaryFields,
            max_tokens=_MAX_OUTPUT_TOKENS,
        )
        message = completion.choices[0].message
        return _usable(message.parsed, refused=bool(message.refusal))


def _usable(fields: SummaryFields | None, *, refused: bool) -> SummaryFields:
    if refused:
        raise LlmUnavailable("refusal")
    if fields is None or not fields.wants.strip():
        raise LlmUnavailable("empty")
    return fields


def _refused(response: ParsedResponse[SummaryFields]) -> bool:
    messages = (item for item in response.output if item.type == "message")
    return any(part.type == "refusal" for message in messages for part in message.content)


def _reason(error: Exception) -> str:
    match error:
        case openai.APIStatusError():
            return f"http_{error.status_code}"
        case openai.LengthFinishReasonError():
            return "incomplete"
        case openai.APITimeoutError() | httpcore2.TimeoutException():
            return "timeout"
        case openai.APIConnectionError() | httpcore2.NetworkError() | httpcore2.ProtocolError() | OSError():
            return "connection"
    return "invalid_answer"
