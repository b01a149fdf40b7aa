"""One process that runs a function: started, fed, watched and killed with all that it started."""

import fcntl
import os
import queue
import re
import signal
import threading
import time

from pushpull_localstack.output import Output
from pushpull_localstack.runtime_api import Event, RuntimeApi, Work

FIRST_FREE_DESCRIPTOR = 10
"""Ends for the child are moved up here, so that none of them is one of 0 to 3, which they are copied to."""

LAST_OUTPUT_SECONDS = 5
"""How long a busy machine may take to read what a process printed last; what still holds its output after that left its group."""


class RuntimeProcess:
    """A process in a process group of its own, its Runtime API and its output. ``events`` tells what it does."""

    def __init__(self, command: list[str], variables: dict[str, str]):
        self.events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self.exited = threading.Event()
        self._lock = threading.Lock()
        self._reaped = False
        self.api = RuntimeApi(self.events.put)
        try:
            self.pid, self._stdin, self.output = _spawn(command, {**variables, "AWS_LAMBDA_RUNTIME_API": self.api.address})
        except OSError:
            self.api.close()
            raise
        threading.Thread(target=self._reap, daemon=True).start()

    def hand(self, work: Work) -> None:
        """Gives it an invocation."""
        self.api.hand(work)

    def next_event(self, deadline: float) -> Event | None:
        """What it does next; None when nothing came before ``deadline`` (``time.monotonic()``)."""
        try:
            return self.events.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty:
            return None

    def kill(self) -> None:
        """Ends it and all that it started. May be called again, and from any thread."""
        self.api.close()
        with self._lock:
            # once reaped, its number may be another process's
            if not self._reaped:
                try:
                    os.killpg(self.pid, signal.SIGKILL)
                except (ProcessLookupError, PermissionError):
                    pass
        self.exited.wait(LAST_OUTPUT_SECONDS + 5)

    def peak_memory_mb(self) -> int | None:
        """The most memory that it has had, in whole megabytes; None where the system doesn't say."""
        try:
            with open(f"/proc/{self.pid}/status", encoding="ascii") as status:
                found = re.search(r"VmHWM:\s+(\d+)", status.read())
        except OSError:
            return None
        return -(-int(found.group(1)) // 1024) if found else None

    def _reap(self) -> None:
        # the group is killed before its number is given back: what the function started doesn't outlive it
        os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOWAIT)
        with self._lock:
            try:
                os.killpg(self.pid, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):
                pass
            _, status = os.waitpid(self.pid, 0)
            self._reaped = True
        os.close(self._stdin)
        self.output.wait_until_closed(LAST_OUTPUT_SECONDS)
        self.exited.set()
        self.events.put(Event("exited", reason=_reason(status)))


SIGNAL_NAMES = {signal.SIGKILL: "killed", signal.SIGABRT: "aborted", signal.SIGSEGV: "segmentation fault", signal.SIGTERM: "terminated"}


def _reason(status: int) -> str:
    """As AWS words it after "Runtime "."""
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        return f"exited with error: signal: {SIGNAL_NAMES.get(number, signal.Signals(number).name.lower())}"
    code = os.waitstatus_to_exitcode(status)
    return "exited without providing a reason" if code == 0 else f"exited with error: exit status {code}"


def _spawn(command: list[str], variables: dict[str, str]) -> tuple[int, int, Output]:
    """Starts the command with pipes on descriptors 0 to 3: its process id, its standard input, its output."""
    mine: list[int] = []
    theirs: list[int] = []
    for readable in (True, False, False, False):
        read, write = os.pipe()
        for end, keep in ((read, not readable), (write, readable)):
            if keep:
                mine.append(end)
            else:
                theirs.append(fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, FIRST_FREE_DESCRIPTOR))
                os.close(end)
    try:
        # posix_spawn forks no copy of this process, with its many threads, and takes descriptor 3, which subprocess cannot place
        pid = os.posix_spawn(
            command[0],
            command,
            variables,
            file_actions=[(os.POSIX_SPAWN_DUP2, descriptor, number) for number, descriptor in enumerate(theirs)],
            setpgroup=0,
        )
    except OSError:
        for descriptor in mine:
            os.close(descriptor)
        raise
    finally:
        for descriptor in theirs:
            os.close(descriptor)
    return pid, mine[0], Output(*mine[1:])
