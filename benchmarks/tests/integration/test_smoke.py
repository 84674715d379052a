"""The whole benchmark, small: it ends, its books balance, its figures are there."""

import asyncio
import json
import sys
from pathlib import Path

import pytest

from devstack.servers.ports import free_ports
from devstack.supervisor.stack import PORT_COUNT

_REPOSITORY = Path(__file__).parents[3]


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("flags", [(), ("--certificates",)], ids=["plain", "certificates"])
async def test_quick_says_what_it_measured(tmp_path: Path, flags: tuple[str, ...]) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "benchmarks", "--quick", "--json", *flags),
        *("--state", str(tmp_path / "state"), "--base-port", str(free_ports(PORT_COUNT))),
        cwd=_REPOSITORY,
        stdout=asyncio.subprocess.PIPE,
    )
    printed, _ = await process.communicate()
    assert process.returncode == 0
    results = json.loads(printed)
    books = results["books"]
    assert books["sent"] == books["stored"] == books["acknowledged"] > 0
    assert results["sustained"]["costs"].keys() >= {"energy", "engagement", "device_gateway"}
    assert results["connections"]["with_certificates"] is bool(flags)
    assert results["connections"]["per_s"] > 0
    assert results["latencies"]["to_balance"]["count"] > 0
    assert results["latencies"]["crossings"] > 0
    assert len(results["baselines"]) == 3
    load, sign_ins = results["requests"]["load"], results["requests"]["sign_ins"]
    assert (load["failed"], load["failures"]) == (0, {})
    assert load["took"]["count"] == load["requests"] > 0
    assert all(one["per_s"] > 0 and one["cpu_ms"]["user"] > 0 for one in sign_ins)
    assert len(sign_ins) == 2
    assert not (tmp_path / "state").exists()
