"""The Lambda Runtime API of one process: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html"""

import json
import queue
import re
import select
import socket
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

MAX_RESPONSE = 6_291_556
"""https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html"""

BASE = "/2018-06-01/runtime/"
ANSWER = re.compile(r"invocation/([^/]+)/(response|error)")


@dataclass(frozen=True)
class Event:
    """What a process did. ``kind``: ready, response, error, too-large, init-error, exited or stopped."""

    kind: str
    request_id: str = ""
    body: bytes = b""
    reason: str = ""


@dataclass(frozen=True)
class Work:
    """What the process gets as its next invocation."""

    payload: bytes
    headers: dict[str, str] = field(default_factory=dict)


class RuntimeApi:
    """Serves the API on a port of its own and reports what the process does, from other threads."""

    def __init__(self, report: Callable[[Event], None]):
        self.report = report
        self.delivered = True
        """Whether the process got what it was handed last."""
        self._work: queue.SimpleQueue[Work | None] = queue.SimpleQueue()
        api = self

        class Handler(_Handler):
            runtime_api = api

        self._server = _Server(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, args=(0.1,), daemon=True).start()

    @property
    def address(self) -> str:
        """``host:port``, for ``AWS_LAMBDA_RUNTIME_API``."""
        return f"127.0.0.1:{self._server.server_address[1]}"

    def hand(self, work: Work) -> None:
        """Gives the process its next invocation, now or as soon as it asks."""
        self.delivered = False
        self._work.put(work)

    def take(self) -> Work | None:
        """Blocks until there is work; None when the API has been closed."""
        return self._work.get()

    def close(self) -> None:
        """Takes no more connections, and lets go of a process that waits for work."""
        self._work.put(None)
        # shutdown() waits for the serving thread to notice, which nobody needs to
        threading.Thread(target=self._shut, daemon=True).start()

    def _shut(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address) -> None:
        """Says nothing of a process that went in the middle: it is reported as an exit."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    runtime_api: RuntimeApi
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *args) -> None:
        """Nothing: an access log would say nothing that the function's log doesn't."""

    def do_GET(self) -> None:
        """``invocation/next``: the process is ready, and waits."""
        if self.path != f"{BASE}invocation/next":
            return self._answer(404, {"errorType": "NotFound", "errorMessage": f"no such path: {self.path}"})
        self.runtime_api.report(Event("ready"))
        work = self.runtime_api.take()
        if work is None or self._has_gone():
            self.close_connection = True
            return
        self.runtime_api.delivered = True
        self._send(200, work.payload, work.headers)

    def do_POST(self) -> None:
        """An answer, an error, or the news that loading the handler failed."""
        size = int(self.headers.get("content-length") or 0)
        path = self.path.removeprefix(BASE)
        answer = ANSWER.fullmatch(path)
        if not answer and path != "init/error":
            return self._answer(404, {"errorType": "NotFound", "errorMessage": f"no such path: {self.path}"})
        request_id, kind = answer.groups() if answer else ("", "init-error")
        if size > MAX_RESPONSE:
            self._drop(size)
            self._answer(
                413,
                {
                    "errorType": "RequestEntityTooLarge",
                    "errorMessage": f"Exceeded maximum allowed payload size ({MAX_RESPONSE} bytes).",
                },
            )
            return self.runtime_api.report(Event("too-large", request_id))
        body = self.rfile.read(size)
        self._answer(202, {"status": "OK"})
        self.runtime_api.report(Event(kind, request_id, body))

    def _has_gone(self) -> bool:
        """Whether the process has closed the connection while it waited."""
        readable, _, _ = select.select([self.connection], [], [], 0)
        try:
            return bool(readable) and self.connection.recv(1, socket.MSG_PEEK) == b""
        except ConnectionError:
            return True

    def _drop(self, size: int) -> None:
        while size > 0:
            chunk = self.rfile.read(min(size, 1 << 16))
            if not chunk:
                return
            size -= len(chunk)

    def _answer(self, status: int, body: dict) -> None:
        self._send(status, json.dumps(body).encode(), {})

    def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response_only(status)
        for name, value in {"content-type": "application/json", "content-length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        # head and body in one packet
        self._headers_buffer.append(b"\r\n" + body)
        try:
            self.flush_headers()
        except OSError:
            self.close_connection = True
