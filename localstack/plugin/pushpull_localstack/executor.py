"""What LocalStack calls to run a function: one object an execution environment."""

import os
import tempfile
from pathlib import Path

from localstack import config
from localstack.services.lambda_.invocation.lambda_models import FunctionVersion, InvocationResult
from localstack.services.lambda_.invocation.runtime_executor import RuntimeExecutor

from pushpull_localstack import settings
from pushpull_localstack.environment import Environment, Function, Invocation
from pushpull_localstack.log_lines import LogLines

HOST = "127.0.0.1"


class ProcessRuntimeExecutor(RuntimeExecutor):
    """Runs the function as a process of this machine.

    The Lambda Runtime API is served here, in LocalStack's process, to the same bootstrap that the embedded stack uses: one
    program less an environment than with LocalStack's own init in between, and functions behave alike on both stacks.
    """

    def __init__(self, id: str, function_version: FunctionVersion) -> None:
        super().__init__(id, function_version)
        self._environment: Environment | None = None
        self._stopped = False

    def start(self, env_vars: dict[str, str]) -> None:
        """Blocks until the handler is loaded. A handler that cannot be loaded is the first invocation's result."""
        if self._stopped:
            return
        self._environment = Environment(self._function(env_vars))
        self._environment.start()

    def invoke(self, payload: dict[str, str]) -> InvocationResult:
        """Runs one invocation; LocalStack gives an environment one at a time."""
        outcome = self._environment.invoke(
            Invocation(
                request_id=payload["invoke-id"],
                payload=payload["payload"].encode(),
                function_arn=payload["invoked-function-arn"],
                trace_header=payload["trace-id"],
            )
        )
        return InvocationResult(payload["invoke-id"], outcome.payload, is_error=outcome.is_error, logs=outcome.log)

    def stop(self) -> None:
        """Ends everything; may come twice."""
        self._stopped = True
        if self._environment:
            self._environment.stop()

    def get_address(self) -> str:
        """Where the function runs."""
        return HOST

    def get_endpoint_from_executor(self) -> str:
        """Where the function finds LocalStack."""
        return HOST

    def get_runtime_endpoint(self) -> str:
        """For LocalStack's own init, which isn't used here; its variables ask for it."""
        return f"http://{HOST}:{config.GATEWAY_LISTEN[0].port}/_localstack_lambda/{self.id}"

    def get_logs(self) -> str:
        """What has been printed and belongs to no invocation yet."""
        return self._environment.log() if self._environment else ""

    @classmethod
    def prepare_version(cls, function_version: FunctionVersion) -> None:
        """Unpacks the code; what cannot run here makes the function Failed, with the reason."""
        given = function_version.config
        name = function_version.id.function_name
        if not given.code or not (given.runtime or "").startswith("nodejs"):
            what = given.runtime or "container images"
            raise NotImplementedError(f"{name}: without Docker only nodejs* functions run, not {what}")
        if given.layers:
            raise NotImplementedError(f"{name}: layers are not supported without Docker")
        settings.from_environment()
        given.code.prepare_for_execution()

    @classmethod
    def cleanup_version(cls, function_version: FunctionVersion) -> None:
        """Nothing: LocalStack deletes the code itself."""

    def _function(self, env_vars: dict[str, str]) -> Function:
        paths = settings.from_environment()
        given = self.function_version.config
        code = str(Path(given.code.get_unzipped_code_location()))
        # the variables LocalStack's own init would take away
        variables = {
            key: str(value)
            for key, value in env_vars.items()
            if not key.startswith("LOCALSTACK_") or key == "LOCALSTACK_HOSTNAME"
        }
        json_format = variables.get("AWS_LAMBDA_LOG_FORMAT") == "JSON"
        if "AWS_LAMBDA_LOG_LEVEL" in variables:
            variables["AWS_LAMBDA_LOG_LEVEL"] = variables["AWS_LAMBDA_LOG_LEVEL"].upper()
        variables |= {
            "PATH": os.environ.get("PATH", "/usr/local/bin:/usr/bin:/bin"),
            "LANG": "en_US.UTF-8",
            "TMPDIR": tempfile.gettempdir(),
            "LAMBDA_TASK_ROOT": code,
            "LAMBDA_RUNTIME_DIR": str(Path(paths.bootstrap).parent),
            "AWS_EXECUTION_ENV": f"AWS_Lambda_{given.runtime}",
            "LAMBDA_SDK_FROM": paths.sdk_from,
            "LAMBDA_COMPILE_CACHE": paths.compile_cache,
            **(given.environment or {}),
        }
        return Function(
            command=[paths.node, f"--max-old-space-size={given.memory_size}", "--require", paths.preload, paths.bootstrap],
            variables=variables,
            timeout_seconds=float(given.timeout),
            lines=LogLines(self.function_version.id.qualifier, given.runtime, given.memory_size, json_format),
        )
