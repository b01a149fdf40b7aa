"""What a process prints, line by line, in the order in which it can be read."""

import json
import os
import selectors
import threading


class Output:
    """Reads standard output, standard error and the framed log of a process until they are closed.

    Framed lines are JSON: ``["log", text]``, and ``["end", request id]`` when all of that invocation has been printed.
    """

    def __init__(self, stdout: int, stderr: int, frames: int):
        self._plain = {stdout, stderr}
        self._frames = frames
        self._rest = {stdout: b"", stderr: b"", frames: b""}
        self._lines: list[str] = []
        self._changed = threading.Condition()
        self._ended: str | None = None
        self._closed = False
        for descriptor in self._rest:
            os.set_blocking(descriptor, False)
        threading.Thread(target=self._run, daemon=True).start()

    def take(self) -> list[str]:
        """The lines since the last time."""
        with self._changed:
            lines, self._lines = self._lines, []
            return lines

    def wait_for_end(self, request_id: str, seconds: float) -> None:
        """Waits until all that belongs to this invocation has been read, but not longer than that."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._ended == request_id, seconds)

    def wait_until_closed(self, seconds: float) -> None:
        """Waits until the process and its children hold none of the descriptors, but not longer than that."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed, seconds)

    def _run(self) -> None:
        with selectors.DefaultSelector() as selector:
            for descriptor in self._rest:
                selector.register(descriptor, selectors.EVENT_READ)
            while selector.get_map():
                for key, _ in selector.select():
                    if not self._read(key.fd):
                        selector.unregister(key.fd)
                        os.close(key.fd)
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def _read(self, descriptor: int) -> bool:
        """Reads what is there. False at the end."""
        while True:
            try:
                chunk = os.read(descriptor, 1 << 16)
            except BlockingIOError:
                return True
            *lines, self._rest[descriptor] = (self._rest[descriptor] + chunk).split(b"\n")
            if not chunk:
                lines, self._rest[descriptor] = [self._rest[descriptor]], b""
            for line in lines:
                if line:
                    self._line(descriptor, line.decode(errors="replace"))
            if not chunk:
                return False

    def _line(self, descriptor: int, line: str) -> None:
        kind, text = "log", line
        if descriptor == self._frames:
            try:
                kind, text = json.loads(line)
            except ValueError:
                pass
        if kind == "end":
            # printed before it, on the other pipes
            for plain in self._plain:
                try:
                    self._read(plain)
                except OSError:
                    pass  # closed by the process
        with self._changed:
            if kind == "end":
                self._ended = text
                self._changed.notify_all()
            else:
                self._lines.append(text)
