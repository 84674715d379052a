"""Many devices, one tally; a device in trouble is nobody else's."""

import asyncio
import math
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest

from devstack.devices.played_fleet import NotAcknowledgedError
from devstack.devices.settings import FleetError, FleetSettings
from devstack.devices.tests.fake_network import FakeFleet, settle
from devstack.devices.tests.virtual_time import run_virtually
from devstack.recordings.recording import PowerSeries
from libs.chassis.testing.fakes import FakeClock


def series(*ends_ms: int) -> PowerSeries:
    return PowerSeries(np.array(ends_ms, dtype=np.int64), np.array(ends_ms, dtype=np.float64))


def test_the_tally_counts_readings_of_all_devices_once() -> None:
    async def scenario() -> None:
        async with FakeFleet(["a", "b"]) as fleet:
            await settle()
            for stamp_ms in (10, 20, 30):
                fleet.measure("a", stamp_ms, 1.0)
            fleet.measure("b", 10, 2.0)
            await asyncio.sleep(2)
            link = fleet.dialers["a"].link
            link.acknowledge([sent.sequence for sent in link.published[:2]] * 2)
            tally = fleet.tally()
            assert (tally.measured, tally.sent, tally.acknowledged) == (4, 4, 2)
            assert (tally.pending, tally.resent, tally.connected) == (2, 0, 2)
            assert tally.latency is not None
            assert tally.latency.p50_ms == pytest.approx(2000, abs=10)
            assert [fleet.pending(one) for one in fleet.device_ids] == [1, 1]
            assert fleet.last_acknowledged_ms("a") == 20
            assert fleet.last_acknowledged_ms("b") is None
            played = {"a": series(10, 20, 30), "b": series(10)}
            found = fleet.acknowledged(played)
            assert found["a"].end_ms.tolist() == [10, 20]
            assert found["a"].power_w.tolist() == [10.0, 20.0]
            assert len(found["b"]) == 0, "it got nothing through"

    run_virtually(scenario())


def test_a_device_without_connection_holds_up_no_other() -> None:
    async def scenario() -> None:
        async with FakeFleet(["down", "well"]) as fleet:
            await settle()
            fleet.dialers["down"].refusing = True
            fleet.dialers["down"].link.cut()
            for stamp_ms in range(1, 201):
                fleet.measure("down", stamp_ms, 1.0)
                fleet.measure("well", stamp_ms, 1.0)
            link = fleet.dialers["well"].link
            while fleet.pending("well"):
                await settle()
                link.answer_all()
            with pytest.raises(NotAcknowledgedError) as caught:
                await fleet.drained(30)
            assert "200 of 400 readings" in str(caught.value)
            assert "down 200 (not connected: refused)" in str(caught.value)
            assert "well" not in str(caught.value)

    run_virtually(scenario())


def test_drained_returns_with_the_last_acknowledgement() -> None:
    async def scenario() -> None:
        async with FakeFleet(["a", "b", "c"]) as fleet:
            await fleet.drained(0.1)
            await settle()
            for device_id in fleet.device_ids:
                fleet.measure(device_id, 1, 1.0)
            draining = asyncio.create_task(fleet.drained(60))
            for dialer in reversed(fleet.dialers.values()):
                await settle()
                assert not draining.done()
                dialer.link.answer_all()
            await draining

    run_virtually(scenario())


def test_drained_does_not_wait_for_what_is_refused() -> None:
    async def scenario() -> None:
        async with FakeFleet(["a"]) as fleet:
            await settle()
            fleet.measure("a", 1, 1.0)
            await settle()
            link = fleet.dialers["a"].link
            refusal = {"sequence": link.published[0].sequence, "reason": "absurd_power"}
            link.tell({"acknowledged": [], "refused": [refusal]})
            await fleet.drained(1)
            assert (fleet.tally().refused, fleet.all_pending, fleet.pending("a")) == (1, 0, 0)

    run_virtually(scenario())


def test_drained_waits_for_what_is_measured_meanwhile_too() -> None:
    async def scenario() -> None:
        async with FakeFleet(["a", "b"]) as fleet:
            await settle()
            first, second = (dialer.link for dialer in fleet.dialers.values())
            fleet.measure("a", 1, 1.0)
            fleet.measure("b", 1, 1.0)
            draining = asyncio.create_task(fleet.drained(60))
            await settle()
            first.answer_all()
            await settle()
            fleet.measure("a", 2, 1.0)
            second.answer_all()
            await settle()
            assert not draining.done()
            first.answer_all()
            await draining

    run_virtually(scenario())


def test_a_later_run_repeats_no_sequence() -> None:
    clock = FakeClock(datetime(2026, 6, 21, 12, tzinfo=UTC))

    async def scenario() -> int:
        async with FakeFleet(["a"], clock=clock) as fleet:
            await settle()
            fleet.measure("a", 1, 1.0)
            await settle()
            return fleet.dialers["a"].published[0].sequence

    first = run_virtually(scenario())
    clock.advance(seconds=0.001)
    assert run_virtually(scenario()) - first == 1_000
    assert first < 2**53, "exact in every JSON reader"


def test_what_a_fleet_does_not_do() -> None:
    async def scenario() -> None:
        fleet = FakeFleet(["a"])
        with pytest.raises(FleetError, match="not entered"):
            fleet.measure("a", 1, 1.0)
        async with fleet:
            with pytest.raises(FleetError, match="no device 'b'"):
                fleet.measure("b", 1, 1.0)
            for power_w in (math.nan, math.inf):
                with pytest.raises(FleetError, match="cannot measure"):
                    fleet.measure("a", 1, power_w)
            assert fleet.tally().measured == 0
        with pytest.raises(FleetError, match="an id of its own"):
            FakeFleet(["a", "a"])

    run_virtually(scenario())


def test_an_error_of_the_body_leaves_the_fleet_as_it_is() -> None:
    async def scenario() -> None:
        async with FakeFleet(["a", "b"]) as fleet:
            fleet.measure("a", 1, 1.0)
            await fleet.drained(1)

    with pytest.raises(NotAcknowledgedError):
        run_virtually(scenario())


def test_a_defect_of_a_device_is_not_silent() -> None:
    async def scenario() -> None:
        async with FakeFleet(["a", "b"]) as fleet:
            await settle()
            fleet.dialers["b"].link.fail(ZeroDivisionError())
            await asyncio.sleep(60)

    with pytest.raises(ExceptionGroup) as caught:
        run_virtually(scenario())
    assert caught.group_contains(ZeroDivisionError)


def test_a_cancelled_body_closes_the_fleet() -> None:
    async def scenario() -> None:
        fleet = FakeFleet(["a"])

        async def body() -> None:
            async with fleet:
                await asyncio.sleep(3600)

        running = asyncio.create_task(body())
        await settle()
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
        assert fleet.tally().connected == 0

    run_virtually(scenario())


@pytest.mark.parametrize(
    "figures",
    [
        {"window": 1},
        {"window": 50, "buffer_readings": 49},
        {"resend_after_s": 0.0},
        {"resend_after_s": 9.0, "resend_longest_s": 8.0},
    ],
)
def test_figures_that_cannot_work_are_refused(figures: dict[str, Any]) -> None:
    with pytest.raises(FleetError):
        FleetSettings(**figures)
