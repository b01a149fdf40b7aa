"""The platform's own lines in a function's log: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html"""

import json
from datetime import UTC, datetime


def now() -> str:
    """The time with milliseconds, as the platform writes it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class LogLines:
    """Lines as text, or as JSON where the function's log format is JSON."""

    def __init__(self, version: str, runtime: str, memory_mb: int, json_format: bool):
        self.version = version
        self.runtime = runtime
        self.memory_mb = memory_mb
        self.json_format = json_format

    def init(self) -> str:
        """A new environment begins to load."""
        if self.json_format:
            return self._json("initStart", {"initializationType": "on-demand", "phase": "init", "runtimeVersion": self.runtime})
        return f"INIT_START Runtime Version: {self.runtime}"

    def start(self, request_id: str) -> str:
        """An invocation begins."""
        if self.json_format:
            return self._json("start", {"requestId": request_id, "version": self.version})
        return f"START RequestId: {request_id} Version: {self.version}"

    def timeout(self, request_id: str, seconds: float) -> list[str]:
        """It took too long."""
        return [] if self.json_format else [f"{now()} {request_id} Task timed out after {seconds:.2f} seconds"]

    def end(self, request_id: str, duration_ms: float, init_ms: float | None, memory_mb: int | None, status: str) -> list[str]:
        """It is over, and this is what it took. ``status``: success, error or timeout."""
        billed = -int(-(duration_ms + (init_ms or 0)) // 1)
        used = min(self.memory_mb, memory_mb or self.memory_mb)
        if self.json_format:
            metrics = {
                "durationMs": round(duration_ms, 2),
                "billedDurationMs": billed,
                "memorySizeMB": self.memory_mb,
                "maxMemoryUsedMB": used,
            }
            if init_ms is not None:
                metrics["initDurationMs"] = round(init_ms, 2)
            return [self._json("report", {"requestId": request_id, "metrics": metrics, "status": status})]
        report = [
            f"REPORT RequestId: {request_id}",
            f"Duration: {duration_ms:.2f} ms",
            f"Billed Duration: {billed} ms",
            f"Memory Size: {self.memory_mb} MB",
            f"Max Memory Used: {used} MB",
            "" if init_ms is None else f"Init Duration: {init_ms:.2f} ms",
            "Status: timeout" if status == "timeout" else "",
        ]
        return [f"END RequestId: {request_id}", "\t".join(part for part in report if part)]

    def _json(self, kind: str, record: dict) -> str:
        return json.dumps({"time": now(), "type": f"platform.{kind}", "record": record})
