"""A device frees a reading when the system says so, and not for anything less."""

import asyncio
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devstack.devices.reading_buffer import BufferFullError
from devstack.devices.tests.fake_network import Stage, running_device, settle
from devstack.devices.tests.virtual_time import run_virtually


def test_a_puback_frees_nothing_an_acknowledgement_does() -> None:
    async def scenario() -> None:
        async with running_device() as stage:
            stage.measure(3)
            await settle()
            stage.link.confirm(stage.link.published)
            assert stage.device.pending == 3
            stage.link.acknowledge([0, 2])
            assert stage.device.pending == 1
            assert stage.device.acknowledged_until_ms == 1
            assert stage.counters.acknowledged == 2

    run_virtually(scenario())


def test_a_refused_reading_is_forgotten_and_counted_once() -> None:
    """It will never count as it is: sending it for ever helps nobody."""

    async def scenario() -> None:
        async with running_device(resend_after_s=5.0) as stage:
            stage.measure(3)
            await settle()
            refusal = {"sequence": 1, "reason": "absurd_power"}
            for _ in range(2):
                stage.link.tell({"acknowledged": [0], "refused": [refusal]})
            assert stage.device.pending == 1
            assert stage.device.acknowledged_until_ms == 2
            stage.link.acknowledge([1])
            tally = stage.counters.tally()
            assert (tally.acknowledged, tally.refused, tally.pending) == (1, 1, 1)
            await asyncio.sleep(60)
            again = {sent.sequence for sent in stage.link.published[3:]}
            assert again == {2}

    run_virtually(scenario())


def test_the_thesis_payload_with_a_sequence() -> None:
    async def scenario() -> None:
        async with running_device() as stage:
            stage.device.measure(1_782_043_200_250, -412.5)
            await settle()
            assert [(sent.topic, sent.body) for sent in stage.link.published] == [
                (
                    "energy-data/meter-1",
                    {
                        "deviceId": "meter-1",
                        "energyValue": -412.5,
                        "timestamp": "2026-06-21T12:00:00.250000Z",
                        "sequence": 0,
                    },
                )
            ]

    run_virtually(scenario())


def test_without_sequence_the_puback_is_the_acknowledgement() -> None:
    async def scenario() -> None:
        async with running_device(with_sequence=False, bare_topic=True) as stage:
            stage.measure(2)
            await settle()
            [first, second] = stage.link.published
            assert first.topic == "energy-data"
            assert first.body == {
                "deviceId": "meter-1",
                "energyValue": 10.0,
                "timestamp": "1970-01-01T00:00:00.001000Z",
            }
            stage.link.confirm([second])
            assert (stage.device.pending, stage.device.acknowledged_until_ms) == (1, None)
            await asyncio.sleep(3600)
            assert len(stage.dialer.published) == 2, "a connection that lasts loses nothing"
            stage.link.cut()
            await asyncio.sleep(1)
            stage.link.confirm(stage.link.published)
            assert stage.device.pending == 0

    run_virtually(scenario())


def test_silence_makes_it_patient_until_something_is_acknowledged_at_once() -> None:
    async def scenario() -> None:
        async with running_device(resend_after_s=5.0, resend_longest_s=20.0) as stage:
            stage.measure(2)
            await asyncio.sleep(80)
            stage.link.confirm(stage.link.published)
            times_s = [sent.at_s for sent in stage.link.published if sent.sequence == 0]
            pauses_s = [after - before for before, after in pairwise(times_s)]
            assert pauses_s == pytest.approx([5, 10, 20, 20, 20], abs=0.3)
            stage.link.acknowledge([0, 1])
            stage.measure(2)
            await settle()
            stage.link.acknowledge([2])
            await asyncio.sleep(5.5)
            assert [sent.sequence for sent in stage.link.published[-2:]] == [3, 3]

    run_virtually(scenario())


def test_a_new_connection_makes_it_impatient_again() -> None:
    async def scenario() -> None:
        async with running_device(resend_after_s=5.0) as stage:
            stage.measure(1)
            await asyncio.sleep(60)
            stage.link.cut()
            await asyncio.sleep(6)
            assert [sent.sequence for sent in stage.link.published] == [0, 0]

    run_virtually(scenario())


def test_a_broker_that_confirms_nothing_is_not_buried() -> None:
    async def scenario() -> None:
        async with running_device(window=8) as stage:
            stage.measure(100)
            await asyncio.sleep(3600)
            assert len(stage.link.published) == 8

    run_virtually(scenario())


def test_after_a_lost_connection_everything_pending_is_sent_again() -> None:
    async def scenario() -> None:
        async with running_device(window=8) as stage:
            stage.measure(20)
            await settle()
            stage.link.acknowledge([0, 1, 2])
            stage.link.cut()
            await asyncio.sleep(1)
            assert len(stage.dialer.links) == 2
            while stage.device.pending:
                stage.link.answer_all()
                await settle()
            assert {one.sequence for one in stage.link.published} == set(range(3, 20))
            assert stage.counters.connections_lost == 1
            assert stage.counters.resent == len(stage.dialer.published) - 20

    run_virtually(scenario())


def test_it_calls_a_broker_that_refuses_ever_less_often() -> None:
    async def scenario() -> None:
        async with running_device(chance=1.0) as stage:
            stage.dialer.refusing = True
            stage.link.cut()
            await asyncio.sleep(30)
            calls_s = stage.dialer.called_at_s[1:]
            pauses_s = [after - before for before, after in pairwise(calls_s)]
            assert pauses_s[:6] == pytest.approx([0.4, 0.8, 1.6, 3.2, 5.0, 5.0])
            assert stage.device.state == "not connected: refused"
            stage.dialer.refusing = False
            await asyncio.sleep(6)
            assert stage.device.state == "connected"
            stage.link.cut()
            await asyncio.sleep(0.3)
            assert stage.device.state == "connected", "after a connection that lasted it is quick"

    run_virtually(scenario())


def test_it_calls_a_broker_that_accepts_and_drops_it_ever_less_often() -> None:
    async def scenario() -> None:
        async with running_device(chance=1.0) as stage:
            stage.dialer.dropping = True
            stage.link.cut()
            await asyncio.sleep(30)
            calls_s = stage.dialer.called_at_s[1:]
            pauses_s = [after - before for before, after in pairwise(calls_s)]
            assert pauses_s[:6] == pytest.approx([0.4, 0.8, 1.6, 3.2, 5.0, 5.0])

    run_virtually(scenario())


def test_it_measures_without_a_connection_until_the_buffer_is_full() -> None:
    async def scenario() -> None:
        async with running_device(window=4, buffer_readings=10) as stage:
            stage.dialer.refusing = True
            stage.link.cut()
            await settle()
            stage.measure(10)
            with pytest.raises(BufferFullError):
                stage.measure(1)
            assert stage.counters.measured == stage.device.pending == 10
            waiting = asyncio.create_task(stage.device.pending_below(10))
            stage.dialer.refusing = False
            await asyncio.sleep(10)
            assert not waiting.done()
            stage.link.acknowledge([0])
            await waiting

    run_virtually(scenario())


@pytest.mark.parametrize("noise", [b"", b"{}", b"\xff", b'{"acknowledged": "all"}', b"[1]"])
def test_noise_on_the_acknowledgement_topic_harms_nothing(noise: bytes) -> None:
    async def scenario() -> None:
        async with running_device() as stage:
            stage.measure(1)
            await settle()
            stage.link.ears.message("device/meter-1/ack", noise)
            assert stage.device.pending == 1
            stage.link.acknowledge([0])
            assert stage.device.pending == 0

    run_virtually(scenario())


_STEPS = st.one_of(
    st.tuples(st.just("measure"), st.integers(1, 5)),
    st.tuples(st.just("acknowledge"), st.integers(0, 1_000)),
    st.tuples(st.just("confirm"), st.integers(1, 5)),
    st.tuples(st.just("wait"), st.integers(1, 30)),
    st.tuples(st.just("cut"), st.integers(0, 20)),
)


@given(steps=st.lists(_STEPS, max_size=40))
def test_whatever_is_lost_each_reading_is_acknowledged_once(steps: list[tuple[str, int]]) -> None:
    run_virtually(_whatever_is_lost(steps))


async def _whatever_is_lost(steps: list[tuple[str, int]]) -> None:
    async with running_device(window=4, buffer_readings=1_000) as stage:
        for what, figure in steps:
            await _STEP[what](stage, figure)
            await settle()
            assert stage.device.pending == stage.counters.measured - stage.counters.acknowledged
        stage.dialer.refusing = False
        async with asyncio.timeout(10_000):
            while stage.device.pending:
                if stage.link.is_open:
                    stage.link.answer_all()
                await asyncio.sleep(1)
        published = stage.dialer.published
        assert {sent.sequence for sent in published} == set(range(stage.counters.measured))
        assert all(sent.body["energyValue"] == 10.0 * (sent.sequence + 1) for sent in published), (
            "a sequence belongs to one reading for ever"
        )
        assert stage.counters.acknowledged == stage.counters.sent == stage.counters.measured
        assert stage.counters.resent == len(published) - stage.counters.measured


async def _measure(stage: Stage, count: int) -> None:
    stage.measure(count)


async def _acknowledge(stage: Stage, number: int) -> None:
    """Any publication so far, also one of an earlier connection, also again."""
    published = stage.dialer.published
    if published:
        stage.link.acknowledge([published[number % len(published)].sequence])


async def _confirm(stage: Stage, count: int) -> None:
    link = stage.link
    link.confirm(link.published[link.confirmed : link.confirmed + count])


async def _wait(_: Stage, seconds: int) -> None:
    await asyncio.sleep(seconds)


async def _cut(stage: Stage, down_s: int) -> None:
    stage.dialer.refusing = True
    stage.link.cut()
    await asyncio.sleep(down_s)
    stage.dialer.refusing = False


_STEP: dict[str, Any] = {
    "measure": _measure,
    "acknowledge": _acknowledge,
    "confirm": _confirm,
    "wait": _wait,
    "cut": _cut,
}
