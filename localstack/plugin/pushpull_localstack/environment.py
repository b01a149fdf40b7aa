"""One execution environment: one process at a time, working on one invocation at a time.

https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
"""

import json
import threading
import time
from dataclasses import dataclass

from pushpull_localstack.log_lines import LogLines
from pushpull_localstack.process import RuntimeProcess
from pushpull_localstack.runtime_api import MAX_RESPONSE, Event, Work

INIT_LIMIT_SECONDS = 10.0
"""How long loading the handler may take before it is started again, within the invocation's own time."""

LAST_LINES_SECONDS = 10.0
"""How long the lines that belong to an answer may come after it. They are in the pipe before it: only a busy machine reads them so late."""


@dataclass(frozen=True)
class Function:
    """What an environment is made for."""

    command: list[str]
    variables: dict[str, str]
    timeout_seconds: float
    lines: LogLines


@dataclass(frozen=True)
class Invocation:
    """One event for the function."""

    request_id: str
    payload: bytes
    function_arn: str
    trace_header: str


@dataclass(frozen=True)
class Outcome:
    """What the caller gets."""

    payload: bytes
    is_error: bool
    log: str


class EnvironmentStopped(Exception):
    """It was stopped while it was at work."""


class Environment:
    """Loads the handler once, and again after whatever ended the process: a timeout, an exit, a failed loading."""

    def __init__(self, function: Function):
        self.function = function
        self._process: RuntimeProcess | None = None
        self._stopped = threading.Event()
        self._log: list[str] = []
        self._failure: bytes | None = None
        self._init_ms: float | None = None

    def start(self) -> None:
        """Loads the handler. If that fails, it is the first invocation that says so, as on AWS."""
        self._load(time.monotonic() + INIT_LIMIT_SECONDS)

    def invoke(self, invocation: Invocation) -> Outcome:
        """Runs the function for one event."""
        began = time.monotonic()
        deadline = began + self.function.timeout_seconds
        status, payload = self._run(invocation, deadline)
        if status == "timeout":
            payload = self._timed_out(invocation.request_id)
            duration_ms = self.function.timeout_seconds * 1000
        else:
            duration_ms = (time.monotonic() - began) * 1000
        init_ms, self._init_ms = self._init_ms, None
        process = self._process
        memory = process.peak_memory_mb() if process else None
        if process and status == "timeout":
            process.kill()
        if process and status != "ended":
            process.output.wait_for_end(invocation.request_id, 0 if status == "timeout" else LAST_LINES_SECONDS)
        if process:
            self._log += process.output.take()
        if status in ("timeout", "ended"):
            self._end()
        lines = self.function.lines
        if status == "timeout":
            self._log += lines.timeout(invocation.request_id, self.function.timeout_seconds)
        said = {"ok": "success", "timeout": "timeout"}.get(status, "error")
        self._log += lines.end(invocation.request_id, duration_ms, init_ms, memory, said)
        log, self._log = "\n".join(self._log) + "\n", []
        return Outcome(payload, status != "ok", log)

    def stop(self) -> None:
        """Ends the process, and with it what is blocked in ``start`` or ``invoke``. May be called again."""
        self._stopped.set()
        self._end()

    def log(self) -> str:
        """What has been printed and belongs to no invocation yet."""
        return "\n".join(self._log)

    def _forget(self) -> None:
        """Lets go of a process that went by itself."""
        if self._process:
            self._log += self._process.output.take()
        self._end()

    def _end(self) -> None:
        process, self._process = self._process, None
        if process:
            process.events.put(Event("stopped"))
            process.kill()

    def _load(self, deadline: float) -> bool:
        """Starts a process and waits until it asks for work. False when time ran out."""
        self._failure = None
        self._log.append(self.function.lines.init())
        began = time.monotonic()
        try:
            process = RuntimeProcess(self.function.command, self.function.variables)
        except OSError as error:
            self._failure = _error("Runtime.InvalidEntrypoint", f"Error: {error}")
            return True
        self._process = process
        if self._stopped.is_set():
            self._end()
            raise EnvironmentStopped
        event = process.next_event(deadline)
        if event and event.kind == "ready":
            self._init_ms = (time.monotonic() - began) * 1000
            return True
        if event and event.kind == "stopped":
            raise EnvironmentStopped
        if event and event.kind == "init-error":
            self._failure = event.body
        elif event:
            self._failure = _error("Runtime.ExitError", f"Error: Runtime {event.reason}")
        self._init_ms = (time.monotonic() - began) * 1000
        process.kill()
        self._log += process.output.take()
        self._process = None
        return event is not None

    def _run(self, invocation: Invocation, deadline: float) -> tuple[str, bytes]:
        """Whether it went ok, error, timeout or ended (the process went), and what it answered."""
        if self._process and self._process.exited.is_set():
            self._forget()
        in_time = bool(self._process) or self._failure is not None or self._load(deadline)
        self._log.append(self.function.lines.start(invocation.request_id))
        if not in_time:
            return "timeout", b""
        process = self._process
        if not process:
            failure, self._failure = self._failure, None
            if failure is None:
                raise EnvironmentStopped
            return "ended", failure
        process.hand(_work(invocation, deadline))
        while event := process.next_event(deadline):
            if event.kind == "stopped":
                raise EnvironmentStopped
            if event.kind == "exited" and not process.api.delivered:
                # it went while it was idle, and the news came after the invocation: another takes it
                self._log.pop()
                self._forget()
                return self._run(invocation, deadline)
            if event.kind == "exited":
                return "ended", _error("Runtime.ExitError", f"RequestId: {invocation.request_id} Error: Runtime {event.reason}")
            if event.request_id != invocation.request_id:
                continue
            if event.kind == "too-large":
                message = f"Response payload size exceeded maximum allowed payload size ({MAX_RESPONSE} bytes)."
                return "error", _error("Function.ResponseSizeTooLarge", message)
            return ("ok" if event.kind == "response" else "error"), event.body
        return "timeout", b""

    def _timed_out(self, request_id: str) -> bytes:
        seconds = f"{self.function.timeout_seconds:.2f}"
        return _error("Sandbox.Timedout", f"RequestId: {request_id} Error: Task timed out after {seconds} seconds")


def _work(invocation: Invocation, deadline: float) -> Work:
    headers = {
        "Lambda-Runtime-Aws-Request-Id": invocation.request_id,
        "Lambda-Runtime-Deadline-Ms": str(int((time.time() + deadline - time.monotonic()) * 1000)),
        "Lambda-Runtime-Invoked-Function-Arn": invocation.function_arn,
        "Lambda-Runtime-Trace-Id": invocation.trace_header,
    }
    return Work(invocation.payload, headers)


def _error(kind: str, message: str) -> bytes:
    return json.dumps({"errorType": kind, "errorMessage": message}).encode()
