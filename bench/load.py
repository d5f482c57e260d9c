"""One measurement with wrk: requests a second, latencies, and how many answers were not the expected ones."""

import re
import subprocess
from dataclasses import dataclass

CONNECTIONS = 16
_UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60000.0}


@dataclass(frozen=True)
class Measure:
    """What wrk saw: requests a second, p50 and p99 in milliseconds, answers other than 2xx and 3xx."""

    per_second: float
    p50: float
    p99: float
    errors: int


def measure(url: str, *, seconds: float, headers: dict[str, str] | None = None) -> Measure:
    """Load `url` with sixteen connections for `seconds`."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds:.0f}s", "--latency"]
    for name, value in (headers or {}).items():
        command += ["-H", f"{name}: {value}"]
    done = subprocess.run(  # noqa: S603 - our own command, loopback only
        [*command, url], capture_output=True, text=True, check=True, timeout=seconds * 3 + 60
    )
    return parse(done.stdout)


def parse(text: str) -> Measure:
    """Read wrk's report. Raises ValueError if it is not one."""
    rate = re.search(r"Requests/sec:\s+([\d.]+)", text)
    if rate is None:
        raise ValueError(f"not a report of wrk: {text[:200]}")
    failed = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
    return Measure(
        per_second=float(rate[1]),
        p50=_latency(text, "50"),
        p99=_latency(text, "99"),
        errors=int(failed[1]) if failed else 0,
    )


def _latency(text: str, percent: str) -> float:
    match = re.search(rf"^\s+{percent}%\s+([\d.]+)(us|ms|s|m)", text, re.MULTILINE)
    if match is None:
        raise ValueError(f"no {percent}% in wrk's report")
    return float(match[1]) * _UNITS[match[2]]
