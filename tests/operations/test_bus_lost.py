"""The bus loses its disk while everything runs: Postgres tells it again (NF4, ADR 0051)."""

import asyncio
import shutil
import time
from collections.abc import Mapping
from typing import Final

import nats
import nats.js.errors
import pytest

from devstack.people.person import people_at
from devstack.supervisor.stack import SERVICES, Stack
from libs.chassis.testing.eventually import eventually
from libs.jetstream.rewind import STREAMS_OF_STATES
from tests.figures import Figures
from tests.operations.day import BEFORE_THE_SUN, IN_THE_SUN, Day, a_day
from tests.operations.load import under_load
from tests.operations.runbook import PAGE, Runbook
from tests.stage import fresh_stack
from tests.village import a_community, a_flat, a_home, a_user, a_village

_DEVICES: Final = 20
_ROUNDS: Final = 50


@pytest.mark.slow
@pytest.mark.timeout(600)
async def test_a_bus_that_lost_its_disk(request: pytest.FixtureRequest, figures: Figures) -> None:
    async with a_day(request) as day:
        for burst in (BEFORE_THE_SUN, IN_THE_SUN):
            await day.play_until(burst)
            await day.booked()
            await _lose_the_bus(day, figures)
            if burst == BEFORE_THE_SUN:
                await day.let_the_latecomer_in()
        await day.play_until(-1)
        await _restored_from_copies(day)
        await day.adds_up()


@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_what_is_lost_with_the_bus_is_what_energy_had_not_read(
    request: pytest.FixtureRequest, figures: Figures
) -> None:
    async with (
        fresh_stack(mqtt=request.config.option.mqtt) as stack,
        people_at(stack.url, stack.mail_folder, stack.code_on_label) as people,
    ):
        owner = await a_user(people, "Olga")
        homes = [await a_home(owner, a_flat(f"Flat {n}")) for n in range(_DEVICES)]
        village = await a_village(owner, a_community(), homes)
        async with under_load(stack, village, only=()) as load:
            await eventually(lambda: load.rounds >= _ROUNDS, timeout_s=60.0)
            nats_part = stack.parts["nats"]
            await nats_part.stop()
            before = load.rounds
            await asyncio.to_thread(shutil.rmtree, stack.nats.folder)
            await nats_part.start()
            await eventually(lambda: load.rounds >= before + _ROUNDS, timeout_s=60.0)
        await eventually(lambda: _is_read(stack), timeout_s=60.0)
        missing = await load.missing(stack)
    figures.add(
        f"the bus lost under load: {len(missing)} of {load.readings_sent:,} readings were "
        f"acknowledged and not booked, of {len(set(missing))} rounds"
    )
    assert all(number <= before for number in missing)
    # Energy reads without waiting: of a thousand readings it has not all in hand.
    assert len(missing) < _ROUNDS * _DEVICES


async def _is_read(stack: Stack) -> bool:
    client = await nats.connect(stack.nats.url)
    try:
        info = await client.jetstream().consumer_info("READINGS", "energy")
    finally:
        await client.close()
    return (info.num_pending, info.num_ack_pending) == (0, 0)


async def _lose_the_bus(day: Day, figures: Figures) -> None:
    """Its server comes back with empty files, and nobody does anything about it."""
    before = await _states(day)
    await day.stop("nats")
    await asyncio.to_thread(shutil.rmtree, day.stack.nats.folder)
    began_s = time.monotonic()
    await day.start("nats")
    await eventually(lambda: _is_told(day, before), timeout_s=60.0)
    told_s = time.monotonic() - began_s
    day.measure_next()
    await day.acknowledged()
    accepted_s = time.monotonic() - began_s
    await day.booked()
    figures.add(
        f"the bus lost its disk: {len(before)} states told again {told_s:.1f} s after its start, "
        f"readings accepted after {accepted_s:.1f} s, booked after "
        f"{time.monotonic() - began_s:.1f} s"
    )


async def _restored_from_copies(day: Day) -> None:
    """What copies have comes back, and what the services had in memory hides nothing."""
    runbook = await asyncio.to_thread(Runbook, PAGE, day.stack)
    await day.booked()
    await runbook.run("streams")
    before, calls = await _states(day), await _messages(day, "SURPLUS")
    await day.stop(*SERVICES)
    await day.stop("nats")
    await asyncio.to_thread(shutil.rmtree, day.stack.nats.folder)
    await day.start("nats")
    await runbook.run("restore-streams")
    assert await _messages(day, "SURPLUS") == calls > 0
    await day.start(*SERVICES)
    await eventually(lambda: _is_told(day, before), timeout_s=60.0)
    # The live balance is of what was measured since.
    day.measure_next()
    await day.acknowledged()


async def _is_told(day: Day, before: Mapping[str, bytes]) -> bool:
    return await _states(day) == before


async def _states(day: Day) -> Mapping[str, bytes]:
    """What the streams of states say of each subject; of a stream that is not there, nothing."""
    client = await nats.connect(day.stack.nats.url)
    states = {}
    try:
        jetstream = client.jetstream()
        for spec in STREAMS_OF_STATES:
            try:
                info = await jetstream.stream_info(spec.name, subjects_filter=">")
            except nats.js.errors.NotFoundError:
                continue
            for subject in info.state.subjects or ():
                states[subject] = (await jetstream.get_last_msg(spec.name, subject)).data or b""
    finally:
        await client.close()
    return states


async def _messages(day: Day, stream: str) -> int:
    client = await nats.connect(day.stack.nats.url)
    try:
        return (await client.jetstream().stream_info(stream)).state.messages
    finally:
        await client.close()
