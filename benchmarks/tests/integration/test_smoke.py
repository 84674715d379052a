"""The whole benchmark, small: it ends, its books balance, its figures are there."""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from devstack.servers.mosquitto import find_mosquitto
from devstack.servers.ports import free_ports
from devstack.supervisor.stack import PORT_COUNT

_REPOSITORY = Path(__file__).parents[3]


async def _quick(tmp_path: Path, *flags: str) -> Any:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "benchmarks", "--quick", "--json", *flags),
        *("--state", str(tmp_path / "state"), "--base-port", str(free_ports(PORT_COUNT))),
        cwd=_REPOSITORY,
        stdout=asyncio.subprocess.PIPE,
    )
    printed, _ = await process.communicate()
    assert process.returncode == 0
    assert not (tmp_path / "state").exists()
    return json.loads(printed)


@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_quick_says_what_it_measured(tmp_path: Path) -> None:
    results = await _quick(tmp_path)
    books = results["books"]
    assert books["sent"] == books["stored"] == books["acknowledged"] > 0
    assert results["sustained"]["costs"].keys() >= {"energy", "engagement", "device_gateway"}
    assert results["connections"]["per_s"] > 0
    assert results["latencies"]["to_balance"]["count"] > 0
    assert results["latencies"]["crossings"] > 0
    assert len(results["baselines"]) == 3
    load, sign_ins = results["requests"]["load"], results["requests"]["sign_ins"]
    assert (load["failed"], load["failures"]) == (0, {})
    assert load["took"]["count"] == load["requests"] > 0
    assert all(one["per_s"] > 0 and one["cpu_ms"]["user"] > 0 for one in sign_ins)
    assert len(sign_ins) == 2


@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_quick_with_certificates_plays_the_simulators_devices(tmp_path: Path) -> None:
    if find_mosquitto() is None:
        pytest.skip("certificates need mosquitto")
    results = await _quick(tmp_path, "--certificates", "--mqtt", "mosquitto")
    devices, books = results["readings"]["devices"], results["books"]
    for arrival in ("provisioning", "connecting"):
        assert results[arrival]["count"] == devices > 0
        assert results[arrival]["per_s"] > 0
        assert results[arrival]["cpu_ms"].keys() >= {"mosquitto", "device_gateway", "(simulator)"}
    assert results["readings"]["costs"].keys() >= {"mosquitto", "device_gateway", "(simulator)"}
    assert results["readings"]["acknowledged_per_s"] > 0
    assert books["measured"] == books["acknowledged"] == books["stored"] == books["rows"] > 0


@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_quick_with_books_fills_a_store_and_asks_it(tmp_path: Path) -> None:
    results = await _quick(tmp_path, "--books")
    store = results["store"]
    assert [ingest["a_message"] for ingest in results["ingests"]] == [1, 100]
    for ingest in results["ingests"]:
        assert ingest["stored"] == ingest["readings"] > 0
        assert ingest["coverage_ok"]
        assert ingest["without_bus"]["messages"] == ingest["readings"]
        assert len(ingest["copies"]) == 4
    assert store["readings"] > 1_000_000
    assert store["partitions"] == 13
    assert all(read["failed"] == 0 and read["warm"]["count"] > 0 for read in results["reads"])
    assert (results["scenario"]["failed"], results["scenario"]["failures"]) == (0, {})
    assert results["recomputed"]["together_s"] > 0


@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_quick_with_engagement_folds_starts_again_and_streams(tmp_path: Path) -> None:
    results = await _quick(tmp_path, "--engagement", "--clients", "200")
    fold, rebuild = results["fold"], results["rebuild"]
    assert fold["folded"] == fold["readings"] > 0
    assert fold["balances_wrong"] == 0
    assert [reader["messages"] >= fold["readings"] for reader in fold["readers"]] == [True, True]
    assert rebuild["full"]["folded"] == rebuild["full"]["devices"] == 10_000
    assert rebuild["full"]["memory_bytes"] > rebuild["empty"]["memory_bytes"]
    assert [one["how"] for one in results["take_overs"]] == ["killed", "stopped"]
    for one in results["take_overs"]:
        assert one["went_on"] == one["communities"] == 500
        assert one["partitions"] in (21, 22, 32)
    assert [one["communities"] for one in results["streamed"]] == [1, 100]
    for one in (*results["streamed"], results["bare"]):
        assert (one["clients"], one["refused"], one["uninformed"]) == (200, 0, 0)
        assert one["latency"]["count"] == one["events"] > 0
