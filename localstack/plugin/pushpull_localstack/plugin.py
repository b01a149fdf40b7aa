"""How LocalStack finds the executor: ``LAMBDA_RUNTIME_EXECUTOR=pushpull``."""

from localstack.services.lambda_.invocation.plugins import RuntimeExecutorPlugin


class ProcessRuntimeExecutorPlugin(RuntimeExecutorPlugin):
    """The executor is imported when it is chosen, not whenever LocalStack lists its plugins."""

    name = "pushpull"

    def load(self, *args, **kwargs):
        from pushpull_localstack.executor import ProcessRuntimeExecutor

        return ProcessRuntimeExecutor
