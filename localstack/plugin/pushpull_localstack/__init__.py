"""Runs LocalStack's Lambda functions as processes of this machine, without Docker.

``executor.py`` is what LocalStack calls. Everything below it (``environment``, ``process``, ``runtime_api``,
``log_lines``) knows nothing of LocalStack, and its tests need only Python and Node.
"""
