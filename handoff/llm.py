"""The one file that knows OpenAI: data in, a filled-in form out within a total budget, or LlmUnavailable."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Generic, TypeVar

import httpcore2
import httpx2
import openai
from openai import OpenAI, omit
from openai.types.responses import ParsedResponse
from pydantic import BaseModel

from handoff.deadline import BoundedTransport
from handoff.model_bill import Bill, told_tokens

DEFAULT_BASE_URL = "https://api.openai.com/v1"
_MAX_ANSWER_BYTES = 256 * 1024
# How a server answers that speaks Chat Completions only.
_NO_SUCH_ADDRESS = (404, 405)
# These think before they write, by default for longer than the budget.
_REASONING_MODEL = re.compile(r"(o\d|gpt-5)(?!.*chat)")


class LlmUnavailable(Exception):
    """No usable answer. The text is a word of ours (`timeout`, `http_429`, `refusal`), never a key or a customer's.

    The server may have worked for it all the same: its tokens are spent.
    """

    def __init__(self, reason: str, input_tokens: int = 0, output_tokens: int = 0) -> None:
        super().__init__(reason)
        self.input_tokens = input_tokens
        self.output_tokens = output_tokens


F = TypeVar("F", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Answered(Generic[F]):
    """The form as the model filled it in, and what that took; 0 where the server tells no tokens."""

    fields: F
    input_tokens: int = 0
    output_tokens: int = 0


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """A model at an address. `budget_seconds` is for all of it, from the look-up of its name to the last byte.

    It is given no tools: all that it can do is fill in a form.
    """

    api_key: str = field(repr=False)
    base_url: str = ""
    model: str = "gpt-4.1-mini"
    budget_seconds: float = 8.0

    def ask(self, instructions: str, data: str, form: type[F], max_output_tokens: int) -> Answered[F]:
        """`data` is never mixed with the instructions. Raises LlmUnavailable.

        A form's lengths are cut by whoever asked: a schema with lengths is refused by some servers.
        """
        question = _Question(self.model, instructions, data, form, max_output_tokens)
        transport = BoundedTransport(self.budget_seconds, _MAX_ANSWER_BYTES)
        bill = Bill(len(instructions) + len(data))
        # Before the SDK reads an answer, which it may find to be none.
        hooks = {"response": [lambda response: bill.note(response.read())]}
        try:
            with httpx2.Client(transport=transport, trust_env=False, event_hooks=hooks) as http:
                return question.put_to(self._client(http))
        except LlmUnavailable as error:
            reason = str(error)
        except Exception as error:  # noqa: BLE001 - garbage trips the SDK in more ways than it has errors for
            reason = _reason(error)
        # Outside the except: the SDK's errors quote the answer, and none of it may travel along.
        raise LlmUnavailable(reason, *bill.tokens_after(reason))

    def _client(self, http: httpx2.Client) -> OpenAI:
        return OpenAI(
            api_key=self.api_key,
            base_url=self.base_url or DEFAULT_BASE_URL,
            timeout=self.budget_seconds,
            max_retries=0,
            http_client=http,
        )


@dataclass(frozen=True, slots=True)
class _Question(Generic[F]):
    model: str
    instructions: str
    data: str
    form: type[F]
    max_output_tokens: int

    def put_to(self, client: OpenAI) -> Answered[F]:
        try:
            return self._by_responses(client)
        except openai.APIStatusError as error:
            if error.status_code not in _NO_SUCH_ADDRESS:
                raise
        return self._by_chat_completions(client)

    def _by_responses(self, client: OpenAI) -> Answered[F]:
        response = client.responses.parse(
            model=self.model,
            instructions=self.instructions,
            input=[{"role": "user", "content": self.data}],
            text_format=self.form,
            max_output_tokens=self.max_output_tokens,
            reasoning={"effort": "low"} if _REASONING_MODEL.match(self.model) else omit,
            store=False,
        )
        if response.status == "incomplete":
            raise LlmUnavailable("incomplete")
        fields = _filled_in(response.output_parsed, refused=_refused(response))
        return Answered(fields, *told_tokens(response.usage))

    def _by_chat_completions(self, client: OpenAI) -> Answered[F]:
        completion = client.chat.completions.parse(
            model=self.model,
            messages=[{"role": "system", "content": self.instructions}, {"role": "user", "content": self.data}],
            response_format=self.form,
            max_tokens=self.max_output_tokens,
        )
        message = completion.choices[0].message
        fields = _filled_in(message.parsed, refused=bool(message.refusal))
        return Answered(fields, *told_tokens(completion.usage))


def _filled_in(fields: F | None, *, refused: bool) -> F:
    if refused:
        raise LlmUnavailable("refusal")
    if fields is None:
        raise LlmUnavailable("empty")
    return fields


def _refused(response: ParsedResponse[F]) -> bool:
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
