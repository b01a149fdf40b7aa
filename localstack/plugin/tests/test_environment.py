"""Environments of real Node processes on the real bootstrap. `npm run test:localstack` runs this; Python and Node are all it needs."""

import dataclasses
import json
import os
import re
import tempfile
import threading
import time
import unittest
from pathlib import Path

from pushpull_localstack import environment
from pushpull_localstack.environment import Environment, EnvironmentStopped, Function, Invocation
from pushpull_localstack.log_lines import LogLines
from pushpull_localstack.output import Output

ROOT = Path(__file__).parents[3]
NODE = os.environ.get("PUSHPULL_NODE") or str(ROOT / "node_modules/node/bin/node")
BOOTSTRAP = str(ROOT / "emulator/src/runtime/bootstrap/node.mjs")

CODE = """
import { spawn } from 'node:child_process';
console.log('loaded');
let count = 0;
export const handler = async (event, context) => {
  console.log('hello', event.name ?? '');
  if (event.throw) throw new RangeError(event.throw);
  if (event.exit !== undefined) process.exit(event.exit);
  if (event.large) return 'x'.repeat(event.large);
  if (event.spin) for (;;) {}
  if (event.child) return spawn('sleep', ['600'], { detached: false, stdio: 'ignore' }).pid;
  if (event.hang) await new Promise((resolve) => setTimeout(resolve, 600_000));
  count++;
  return { count, pid: process.pid, left: context.getRemainingTimeInMillis(), arn: context.invokedFunctionArn,
    trace: process.env._X_AMZN_TRACE_ID, variable: process.env.VARIABLE };
};
"""


def alive(pid: int) -> bool:
    """Whether that process still runs, or threads of it still end; one that nobody has waited for doesn't."""
    if not os.path.isdir("/proc/self/task"):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        return True
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        return state != "Z" or len(os.listdir(f"/proc/{pid}/task")) > 1
    except (FileNotFoundError, ProcessLookupError):
        return False


class EnvironmentTest(unittest.TestCase):
    """Every way in which an invocation can go."""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.ids = iter(range(1, 1000))

    def make(self, code=CODE, timeout=20.0, json_format=False) -> Environment:
        """An environment for this code."""
        Path(self.folder.name, "index.mjs").write_text(code)
        variables = {
            "PATH": os.environ["PATH"],
            "_HANDLER": "index.handler",
            "LAMBDA_TASK_ROOT": self.folder.name,
            "AWS_EXECUTION_ENV": "AWS_Lambda_nodejs24.x",
            "VARIABLE": "value",
            **({"AWS_LAMBDA_LOG_FORMAT": "JSON"} if json_format else {}),
        }
        made = Environment(Function([NODE, BOOTSTRAP], variables, timeout, LogLines("$LATEST", "nodejs24.x", 128, json_format)))
        self.addCleanup(made.stop)
        return made

    def invoke(self, made: Environment, **event):
        """One invocation, with an id of its own: what it answered, whether that is an error, and its log."""
        outcome = made.invoke(Invocation(f"id-{next(self.ids)}", json.dumps(event).encode(), "arn:f", "Root=1-2"))
        return json.loads(outcome.payload), outcome.is_error, outcome.log

    def test_answers_one_after_the_other_from_one_process(self):
        made = self.make()
        made.start()
        first, is_error, log = self.invoke(made, name="Ada")
        self.assertFalse(is_error)
        self.assertEqual((first["count"], first["arn"], first["trace"], first["variable"]), (1, "arn:f", "Root=1-2", "value"))
        self.assertTrue(15_000 < first["left"] <= 20_000)
        kinds = [line.split()[0] if "\t" not in line or line.startswith("REPORT") else line.split("\t")[-1] for line in log.splitlines()]
        self.assertEqual(kinds, ["INIT_START", "START", "loaded", "hello Ada", "END", "REPORT"])
        self.assertRegex(log, r"REPORT RequestId: id-1\tDuration: .*\tInit Duration: ")
        second, _, log = self.invoke(made)
        self.assertEqual((second["count"], second["pid"]), (2, first["pid"]))
        self.assertNotIn("Init Duration", log)

    def test_lines_that_are_read_late_are_in_the_log_of_their_invocation(self):
        made = self.make()
        made.start()
        read = Output._read

        def late(output, descriptor):
            if output._frames == descriptor:
                time.sleep(0.5)
            return read(output, descriptor)

        Output._read = late
        self.addCleanup(setattr, Output, "_read", read)
        for name in ("Ada", "Bob"):
            log = self.invoke(made, name=name)[2]
            self.assertEqual(re.findall(r"hello (\w+)", log), [name])

    def test_log_lines_as_json(self):
        made = self.make(json_format=True)
        made.start()
        _, _, log = self.invoke(made)
        lines = [json.loads(line) for line in log.splitlines()]
        self.assertEqual([line.get("type", "log") for line in lines], ["platform.initStart", "platform.start", "log", "log", "platform.report"])
        self.assertEqual(lines[-1]["record"]["status"], "success")

    def test_a_thrown_error(self):
        made = self.make()
        made.start()
        answer, is_error, log = self.invoke(made, throw="no")
        self.assertTrue(is_error)
        self.assertEqual((answer["errorType"], answer["errorMessage"]), ("RangeError", "no"))
        self.assertIn("Invoke Error", log)
        self.assertFalse(self.invoke(made)[1])

    def test_a_timeout_kills_the_process_and_the_next_has_a_new_one(self):
        for how in ("hang", "spin"):
            made = self.make(timeout=1.5)
            made.start()
            pid = self.invoke(made)[0]["pid"]
            answer, is_error, log = self.invoke(made, **{how: True})
            self.assertTrue(is_error)
            self.assertEqual(answer["errorType"], "Sandbox.Timedout")
            self.assertIn("Task timed out after 1.50 seconds", answer["errorMessage"])
            self.assertIn("hello", log)
            self.assertRegex(log, r"Duration: 1500.00 ms.*Status: timeout")
            self.assertFalse(alive(pid))
            # loading it again counts against the invocation, and takes as long as the machine takes
            made.function = dataclasses.replace(made.function, timeout_seconds=20.0)
            self.assertEqual(self.invoke(made)[0]["count"], 1)

    def test_an_exit(self):
        made = self.make()
        made.start()
        for code, reason in ((3, "exited with error: exit status 3"), (0, "exited without providing a reason")):
            answer, is_error, log = self.invoke(made, exit=code)
            self.assertTrue(is_error)
            self.assertEqual(answer["errorType"], "Runtime.ExitError")
            self.assertTrue(answer["errorMessage"].endswith(f"Error: Runtime {reason}"))
            self.assertIn("hello", log)
        self.assertFalse(self.invoke(made)[1])

    def test_killed_between_two_invocations(self):
        made = self.make()
        made.start()
        for _ in range(10):
            pid = self.invoke(made)[0]["pid"]
            # once it waits for more, or it would be killed in the middle of an invocation
            time.sleep(0.05)
            os.kill(pid, 9)
            while alive(pid):
                pass
            answer, is_error, log = self.invoke(made)
            self.assertFalse(is_error, answer)
            self.assertNotEqual(answer["pid"], pid)
            self.assertEqual(log.count("START RequestId"), 1)

    def test_a_response_that_is_too_large(self):
        made = self.make()
        made.start()
        answer, is_error, _ = self.invoke(made, large=6_291_557)
        self.assertTrue(is_error)
        self.assertEqual(answer["errorType"], "Function.ResponseSizeTooLarge")
        self.assertEqual(len(self.invoke(made, large=6_000_000)[0]), 6_000_000)

    def test_a_handler_that_cannot_be_loaded_says_so_at_each_invocation(self):
        made = self.make("throw new TypeError('broken');")
        made.start()
        for _ in range(2):
            answer, is_error, log = self.invoke(made)
            self.assertTrue(is_error)
            self.assertEqual((answer["errorType"], answer["errorMessage"]), ("TypeError", "broken"))
            self.assertIn("INIT_START", log)

    def test_loading_that_exits(self):
        made = self.make("process.exit(7);")
        made.start()
        answer, is_error, _ = self.invoke(made)
        self.assertTrue(is_error)
        self.assertEqual(answer["errorMessage"], "Error: Runtime exited with error: exit status 7")

    def test_loading_that_takes_too_long_counts_against_the_invocation(self):
        limit = environment.INIT_LIMIT_SECONDS
        environment.INIT_LIMIT_SECONDS = 1.0
        self.addCleanup(setattr, environment, "INIT_LIMIT_SECONDS", limit)
        made = self.make("await new Promise((resolve) => setTimeout(resolve, 600_000)); export const handler = () => {};", timeout=1.5)
        made.start()
        answer, is_error, log = self.invoke(made)
        self.assertTrue(is_error)
        self.assertEqual(answer["errorType"], "Sandbox.Timedout")
        self.assertIn("START RequestId", log)

    def test_stop_ends_the_process_its_children_and_what_waits_for_it(self):
        made = self.make()
        made.start()
        pid = self.invoke(made)[0]["pid"]
        child = self.invoke(made, child=True)[0]
        self.assertTrue(alive(child))
        failed = []

        def hang():
            try:
                self.invoke(made, hang=True)
            except EnvironmentStopped as error:
                failed.append(error)

        waiting = threading.Thread(target=hang)
        waiting.start()
        while "hello" not in "".join(made._process.output._lines if made._process else []):
            time.sleep(0.01)
        made.stop()
        made.stop()
        waiting.join(10)
        self.assertEqual(len(failed), 1)
        self.assertFalse(alive(pid))
        while alive(child):
            time.sleep(0.01)

    def test_no_such_program(self):
        made = Environment(Function(["/no/such/node"], {}, 3.0, LogLines("1", "nodejs24.x", 128, False)))
        made.start()
        answer, is_error, _ = self.invoke(made)
        self.assertTrue(is_error)
        self.assertEqual(answer["errorType"], "Runtime.InvalidEntrypoint")


if __name__ == "__main__":
    unittest.main()
