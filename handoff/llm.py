"""The one file that knows OpenAI's SDK: data in, a filled-in form out within a total budget, or LlmUnavailable.

Its two wire formats are in model_formats.py.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Generic, TypeVar

import httpcore2
import httpx2
import openai
from openai import OpenAI
from pydantic import BaseModel

from handoff.deadline import BoundedTransport
from handoff.model_bill import Bill
from handoff.model_formats import CHAT_COMPLETIONS, RESPONSES, Answer, Format, Question

DEFAULT_BASE_URL = "https://api.openai.com/v1"
_MAX_ANSWER_BYTES = 256 * 1024
# How a server answers that speaks Chat Completions only.
_NO_SUCH_ADDRESS = (404, 405)


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
        question = Question(self.model, instructions, data, form.__name__, _schema(form), max_output_tokens)
        transport = BoundedTransport(self.budget_seconds, _MAX_ANSWER_BYTES)
        bill = Bill(len(instructions) + len(data))
        # Before anybody reads the answer, which may be found to be none.
        hooks = {"response": [lambda response: bill.note(response.read())]}
        try:
            with httpx2.Client(transport=transport, trust_env=False, event_hooks=hooks) as http:
                return Answered(_filled_in(_answer_to(question, self._client(http)), form), *bill.told)
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


def _answer_to(question: Question, client: OpenAI) -> Answer:
    try:
        return _asked(client, RESPONSES, question)
    except openai.APIStatusError as error:
        if error.status_code not in _NO_SUCH_ADDRESS:
            raise
    return _asked(client, CHAT_COMPLETIONS, question)


def _asked(client: OpenAI, wire: Format, question: Question) -> Answer:
    """By the SDK's door for any address: those for these two build hundreds of classes."""
    return wire.read(client.post(wire.path, body=wire.body(question), cast_to=httpx2.Response).content)


@cache
def _schema(form: type[BaseModel]) -> dict[str, object]:
    """As the SDK makes it: a server that holds a model to it takes a part of JSON Schema only."""
    return openai.pydantic_function_tool(form)["function"]["parameters"]


def _filled_in(answer: Answer, form: type[F]) -> F:
    if answer.incomplete:
        raise LlmUnavailable("incomplete")
    if answer.refused:
        raise LlmUnavailable("refusal")
    filled_in = [form.model_validate_json(text) for text in answer.texts]
    if not filled_in:
        raise LlmUnavailable("empty")
    return filled_in[0]


def _reason(error: Exception) -> str:
    match error:
        case openai.APIStatusError():
            return f"http_{error.status_code}"
        case openai.APITimeoutError() | httpcore2.TimeoutException():
            return "timeout"
        case openai.APIConnectionError() | httpcore2.NetworkError() | httpcore2.ProtocolError() | OSError():
            return "connection"
    return "invalid_answer"
