"""Where the functions' processes come from: told by whoever starts LocalStack (``localstack/start.ts``)."""

import os
from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    """Paths on this machine."""

    node: str
    """The Node that runs functions."""
    bootstrap: str
    """The program that works through the Lambda Runtime API: the embedded stack's own."""
    preload: str
    """A module that Node loads before the function: it resolves names below ``localhost``."""
    sdk_from: str
    """URL of a file beside whose packages the AWS SDK is found, which Lambda's Node runtime provides."""
    compile_cache: str
    """Folder for compiled code, shared by all environments."""


def from_environment() -> Settings:
    """Reads the settings; a missing one is an error that names it."""
    names = {
        "node": "PUSHPULL_NODE",
        "bootstrap": "PUSHPULL_BOOTSTRAP",
        "preload": "PUSHPULL_PRELOAD",
        "sdk_from": "PUSHPULL_SDK_FROM",
        "compile_cache": "PUSHPULL_COMPILE_CACHE",
    }
    missing = [variable for variable in names.values() if not os.environ.get(variable)]
    if missing:
        raise RuntimeError(f"Not set: {', '.join(missing)}. `pushpull localstack` sets them.")
    return Settings(**{field: os.environ[variable] for field, variable in names.items()})
