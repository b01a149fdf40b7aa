"""Runs DynamoDB Local on loopback: ``python -m pushpull_localstack.dynamodb JARS [JVM OPTION]... -- [OPTION]...``

Its own command listens on every interface and has no option for it, so its server is made here, in a JVM of this process
(JPype comes with LocalStack), and told where to listen before it starts.
"""

import sys
from pathlib import Path

import jpype

HOST = "127.0.0.1"


def main() -> None:
    """Starts the server and stays until it has stopped."""
    jars, *rest = sys.argv[1:]
    split = rest.index("--")
    jpype.startJVM(*rest[:split], classpath=[str(jar) for jar in Path(jars).glob("*.jar")])
    runner = jpype.JClass("com.amazonaws.services.dynamodbv2.local.main.ServerRunner")
    proxy = runner.createServerFromCommandLineArgs(rest[split + 1 :])
    field = proxy.getClass().getDeclaredField("server")
    field.setAccessible(True)
    server = field.get(proxy)
    for connector in server.getConnectors():
        connector.setHost(HOST)
    proxy.start()
    server.join()


if __name__ == "__main__":
    main()
