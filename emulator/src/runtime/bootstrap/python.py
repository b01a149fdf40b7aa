"""Runs inside an execution environment of a python3* function: loads the handler and works through the Lambda Runtime API.

https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
Log lines of the logging module go to standard output as Lambda prints them. File descriptor 3 carries ["end", request id] before a
response, so that the environment knows that the output has been written.
"""
import http.client
import importlib
import json
import logging
import os
import sys
import threading
import time
import traceback


def orphan_watch():
    """The environment's process holds the other end of stdin: when that is gone, so are we."""
    while os.read(0, 4096):
        pass
    os._exit(0)


class Context:
    def __init__(self, headers):
        env = os.environ
        self.aws_request_id = headers["Lambda-Runtime-Aws-Request-Id"]
        self.invoked_function_arn = headers["Lambda-Runtime-Invoked-Function-Arn"]
        self.function_name = env["AWS_LAMBDA_FUNCTION_NAME"]
        self.function_version = env["AWS_LAMBDA_FUNCTION_VERSION"]
        self.memory_limit_in_mb = env["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]
        self.log_group_name = env["AWS_LAMBDA_LOG_GROUP_NAME"]
        self.log_stream_name = env["AWS_LAMBDA_LOG_STREAM_NAME"]
        self.client_context = json.loads(headers.get("Lambda-Runtime-Client-Context") or "null")
        self.identity = None
        self._deadline = int(headers["Lambda-Runtime-Deadline-Ms"])

    def get_remaining_time_in_millis(self):
        return max(0, self._deadline - int(time.time() * 1000))


class LambdaFormatter(logging.Formatter):
    request_id = ""

    def format(self, record):
        stamp = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created)) + ".%03dZ" % record.msecs
        return "[%s]\t%s\t%s\t%s" % (record.levelname, stamp, LambdaFormatter.request_id, super().format(record))


def describe(error):
    return {
        "errorMessage": str(error),
        "errorType": getattr(error, "lambda_type", type(error).__name__),
        "requestId": LambdaFormatter.request_id,
        "stackTrace": traceback.format_list(traceback.extract_tb(error.__traceback__)[1:]),
    }


def main():
    threading.Thread(target=orphan_watch, daemon=True).start()
    root = os.environ["LAMBDA_TASK_ROOT"]
    os.chdir(root)
    sys.path.insert(0, root)
    sys.argv = [sys.argv[0]]
    out = logging.StreamHandler(sys.stdout)
    out.setFormatter(LambdaFormatter())
    logging.getLogger().addHandler(out)
    connection = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])

    def call(method, path, body=None, headers=None):
        connection.request(method, "/2018-06-01/runtime/" + path, body, headers or {})
        answer = connection.getresponse()
        return answer.headers, answer.read()

    def fail(path, error):
        print("[ERROR] %s: %s\n%s" % (type(error).__name__, error, "".join(traceback.format_tb(error.__traceback__))), flush=True)
        body = describe(error)
        os.write(3, (json.dumps(["end", LambdaFormatter.request_id]) + "\n").encode())
        call("POST", path, json.dumps(body), {"Lambda-Runtime-Function-Error-Type": body["errorType"]})

    try:
        name = os.environ["_HANDLER"]
        if "." not in name:
            raise ValueError("Bad handler '%s': not enough values to unpack (expected 2, got 1)" % name)
        module_name, function_name = name.rsplit(".", 1)
        try:
            module = importlib.import_module(module_name.replace("/", "."))
        except ImportError as error:
            error.lambda_type = "Runtime.ImportModuleError"
            error.args = ("Unable to import module '%s': %s" % (module_name, error),)
            raise
        except SyntaxError as error:
            error.lambda_type = "Runtime.UserCodeSyntaxError"
            raise
        if not hasattr(module, function_name):
            error = AttributeError("Handler '%s' missing on module '%s'" % (function_name, module_name))
            error.lambda_type = "Runtime.HandlerNotFound"
            raise error
        handler = getattr(module, function_name)
    except Exception as error:
        fail("init/error", error)
        sys.exit(1)

    while True:
        headers, body = call("GET", "invocation/next")
        context = Context(headers)
        LambdaFormatter.request_id = context.aws_request_id
        os.environ["_X_AMZN_TRACE_ID"] = headers.get("Lambda-Runtime-Trace-Id") or ""
        try:
            try:
                result = handler(json.loads(body), context)
            except SystemExit as error:
                sys.stdout.flush()
                os._exit(error.code if isinstance(error.code, int) else 1)
            try:
                answer = json.dumps(result, ensure_ascii=False).encode()
            except (TypeError, ValueError) as error:
                error.lambda_type = "Runtime.MarshalError"
                error.args = ("Unable to marshal response: %s" % error,)
                raise
            sys.stdout.flush()
            sys.stderr.flush()
            os.write(3, (json.dumps(["end", context.aws_request_id]) + "\n").encode())
            call("POST", "invocation/%s/response" % context.aws_request_id, answer)
        except Exception as error:
            fail("invocation/%s/error" % context.aws_request_id, error)


try:
    main()
except (ConnectionError, http.client.HTTPException, KeyboardInterrupt):
    os._exit(1)
