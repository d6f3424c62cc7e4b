"""A language model on this machine that speaks the Responses API: well, badly, late, or not at all."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[[BaseHTTPRequestHandler], None]
LATE_SECONDS = 6.0


@dataclass
class Model:
    """Answers as it was last told to."""

    url: str
    answer: Answer
    asked: int = 0


@contextmanager
def serving(answer: Answer) -> Iterator[Model]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            model.asked += 1
            with suppress(OSError):  # whoever asked has gone, as it should
                model.answer(self)

        def log_message(self, format: str, *args: Any) -> None:
            """Nobody reads it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    model = Model(f"http://127.0.0.1:{server.server_port}/v1", answer)
    threading.Thread(target=server.serve_forever, name="model", daemon=True).start()
    try:
        yield model
    finally:
        server.shutdown()
        server.server_close()


def replies(status: int, content: bytes, content_type: str = "application/json") -> Answer:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        request.send_header("Content-Type", content_type)
        request.send_header("Content-Length", str(len(content)))
        request.end_headers()
        request.wfile.write(content)

    return answer


def says(part: Mapping[str, Any], status: str = "completed") -> Answer:
    """A reply of the Responses API with one part."""
    message = {"type": "message", "id": "msg_1", "role": "assistant", "status": status, "content": [part]}
    body = {"id": "resp_1", "object": "response", "created_at": 1, "model": "m", "status": status, "output": [message]}
    rest = {"parallel_tool_calls": False, "tool_choice": "auto", "tools": []}
    return replies(200, json.dumps(body | rest).encode())


def writes(text: str) -> Answer:
    return says({"type": "output_text", "text": text, "annotations": []})


def late(request: BaseHTTPRequestHandler) -> None:
    time.sleep(LATE_SECONDS)
    replies(200, b"{}")(request)


BAD: Mapping[str, Answer] = {
    "late": late,
    "busy": replies(429, b'{"error": {"message": "slow down"}}'),
    "broken": replies(500, b"<h1>Sorry</h1>", "text/html"),
    "empty": says({"type": "output_text", "text": "", "annotations": []}),
    "refusing": says({"type": "refusal", "refusal": "I can't help with that."}),
    "endless": writes("word " * 100_000),
    "no JSON": writes("Sure! Here is the summary: {"),
    "another form": writes('{"poem": "Roses are red"}'),
}
