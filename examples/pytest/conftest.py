import json
import os
import pathlib
import subprocess
import urllib.request

import boto3
import pytest

CHECKOUT = pathlib.Path(__file__).parents[2]


@pytest.fixture(scope="session")
def stack():
    """One embedded stack for the whole session, on a port of its own: its first line says where it is."""
    command = ["npx", "pushpull", "up", "--port", "0", "--json"]
    process = subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True, start_new_session=True)
    try:
        line = process.stdout.readline()
        assert line, "the stack did not start; what it says is above"
        yield json.loads(line)["endpoint"]
    finally:
        os.killpg(process.pid, 15)
        process.wait()


@pytest.fixture
def aws(stack):
    """Makes clients of an empty stack: whatever the test before left is gone."""
    urllib.request.urlopen(urllib.request.Request(f"{stack}/_emulator/reset", method="POST"))
    session = boto3.Session(aws_access_key_id="test", aws_secret_access_key="test", region_name="us-east-1")
    return lambda service: session.client(service, endpoint_url=stack)
