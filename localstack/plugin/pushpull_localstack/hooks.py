"""What is mended in LocalStack when it starts, so that it runs beside other programs of a person's machine."""

import os
import signal
import socket
import sys
import threading
import time

import psutil
from localstack.runtime.hooks import on_infra_start

SHUTDOWN_SECONDS = 3
"""LocalStack takes up to 11 s to shut down, or hangs; nothing of its state is kept, so it is ended after this."""


@on_infra_start()
def listen_on_loopback() -> None:
    """LocalStack's web server takes only the port of an IPv4 address in ``GATEWAY_LISTEN`` and listens on every interface."""
    from twisted.internet import endpoints

    listen = endpoints.TCP4ServerEndpoint

    def on_loopback(reactor, port, backlog=50, interface="127.0.0.1"):
        return listen(reactor, port, backlog, interface)

    endpoints.TCP4ServerEndpoint = on_loopback


@on_infra_start()
def dynamodb_from_jars() -> None:
    """Starts DynamoDB Local from the jars of Maven Central, on loopback (``dynamodb.py``).

    AWS's archive, which LocalStack expects, has a jar that names the others; the artifact on Maven Central has not. The Java
    agent that LocalStack adds (for more than 20 indexes a table) is not on Maven Central, so it is left out.
    """
    from localstack.services.dynamodb.server import DynamodbServer

    original = DynamodbServer._create_shell_command

    def command(self):
        _, *options = [part for part in original(self) if not part.startswith("-javaagent:")]
        jar = options.index("-jar")
        program = [sys.executable, "-m", "pushpull_localstack.dynamodb", self.library_path]
        return [*program, *options[:jar], "--", *options[jar + 2 :], "-disableTelemetry"]

    DynamodbServer._create_shell_command = command


@on_infra_start()
def names_of_this_machine() -> None:
    """Names below ``localhost``, as function URLs have, are this machine, whatever the system's resolver says: SNS posts to them.

    In LocalStack's containers its own DNS server says so. https://www.rfc-editor.org/rfc/rfc6761#section-6.3
    """
    resolve = socket.getaddrinfo

    def locally(host, *args, **kwargs):
        below = isinstance(host, str) and host.endswith(".localhost")
        return resolve("127.0.0.1" if below else host, *args, **kwargs)

    socket.getaddrinfo = locally


@on_infra_start(should_load=lambda: os.environ.get("PUSHPULL_STAY") != "1")
def leave_with_parent() -> None:
    """Standard input is a pipe that whoever started LocalStack holds: when that is gone, LocalStack goes too."""

    def watch():
        while os.read(sys.stdin.fileno(), 1024):
            pass
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(SHUTDOWN_SECONDS)
        # DynamoDB Local and functions have process groups of their own
        for child in psutil.Process().children(recursive=True):
            try:
                child.kill()
            except psutil.NoSuchProcess:
                pass
        os.kill(os.getpid(), signal.SIGKILL)

    threading.Thread(target=watch, daemon=True).start()
