"""Runs locust: the thesis' scenario, on the community service through the edge or on another."""

import asyncio
import os
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean
from typing import Final

import msgspec

from benchmarks.api.plan import PLAN_VARIABLE, Answer, Member, Plan
from benchmarks.measuring.quantiles import latency_of
from benchmarks.results import RequestLoad
from devstack.servers.unprivileged import REPOSITORY

COMMUNITY_LOCUSTFILE: Final = Path(__file__).with_name("locustfile.py")
_GRACE_S: Final = 30.0
_STOP_TIMEOUT_S: Final = 5
"""A user who is to go finishes the request in hand."""


class ScenarioError(Exception):
    """locust did not do what it was started for; the message says what it said."""


async def run_scenario(
    origin: str,
    members: Sequence[Member],
    folder: Path,
    *,
    seconds: float,
    locustfile: Path = COMMUNITY_LOCUSTFILE,
) -> RequestLoad:
    """Ask for so long what the file says. Raises ScenarioError."""
    answers_file, plan_file = folder / "answers.json", folder / "plan.json"
    plan = Plan(members=members, seconds=seconds, answers_file=str(answers_file))
    plan_file.write_bytes(msgspec.json.encode(plan))
    plan_file.chmod(0o600)  # it holds tokens
    try:
        await _locust(origin, locustfile, plan_file, timeout_s=seconds + _GRACE_S)
        answers = msgspec.json.decode(answers_file.read_bytes(), type=list[Answer])
    finally:
        for file in (plan_file, answers_file):
            file.unlink(missing_ok=True)
    return load_of(answers, seconds=seconds)


def load_of(answers: Sequence[Answer], *, seconds: float) -> RequestLoad:
    """The figures of a run; a request that failed counts in all of them.

    Raises ScenarioError when nothing was asked.
    """
    if not answers:
        raise ScenarioError("locust asked nothing")
    failures = Counter(answer.failure for answer in answers if answer.failure is not None)
    return RequestLoad(
        seconds=seconds,
        requests=len(answers),
        failed=failures.total(),
        failures=dict(failures),
        mean_s=fmean(answer.took_s for answer in answers),
        took=latency_of(answer.took_s for answer in answers),
    )


async def _locust(origin: str, locustfile: Path, plan_file: Path, *, timeout_s: float) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "locust", "--locustfile", str(locustfile), "--headless", "--only-summary"),
        *("--host", origin, "--stop-timeout", str(_STOP_TIMEOUT_S), "--exit-code-on-error", "0"),
        cwd=REPOSITORY,
        env=os.environ | {PLAN_VARIABLE: str(plan_file), "PYTHONPATH": str(REPOSITORY)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        async with asyncio.timeout(timeout_s):
            said, _ = await process.communicate()
    except TimeoutError:
        raise ScenarioError(f"locust did not end within {timeout_s:.0f} s") from None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode != 0:
        raise ScenarioError(f"locust ended with {process.returncode}: {said.decode()[-2_000:]}")
