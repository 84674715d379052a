"""Presences and the watch over them, in Postgres and in the twin (FR10.3, FR10.4)."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from libs.chassis.testing.fakes import SequentialIds
from libs.contracts.v1.device import (
    DeviceFaultCleared,
    DeviceFaulted,
    DeviceOffline,
    DeviceOnline,
)
from services.device_gateway.domain.presence.fleet import MOST_TRANSITIONS_KEPT
from services.device_gateway.domain.presence.listening import HeldSession, Listening
from services.device_gateway.domain.presence.presence import (
    ActiveFault,
    Change,
    Condition,
    Decision,
    Presence,
    State,
    Transition,
)
from services.device_gateway.domain.presence.silence import SilenceRules, judge
from services.device_gateway.outbound.presence.postgres import PostgresPresences
from services.device_gateway.tests.contract.presence.conftest import Subject
from services.device_gateway.tests.examples import LONG_AGO, NOW

WHOLE = Presence(
    device_id="meter-1",
    state=State.ONLINE,
    since=LONG_AGO,
    heard_at=NOW,
    connection=2**63 - 1,
    spoke_at=NOW,
    ended_at=LONG_AGO,
    condition=Condition(
        cadence_s=1.5,
        firmware="1.2.3-rc.1",
        hardware="esp32-c6",
        rssi_dbm=-71,
        uptime_s=2**63 - 1,
        buffered=12,
        buffer_capacity=30_000,
        oldest_sequence=0,
        newest_sequence=2**63 - 1,
        clock_offset_ms=-(2**63 - 1),
        configuration_version=7,
        certificate_serial="0a" * 20,
    ),
    faults=(ActiveFault("measuring_failed", LONG_AGO), ActiveFault("sensor_clipping", NOW)),
)


def after(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def held(number: int, at: datetime = NOW) -> HeldSession:
    return HeldSession(
        session=f"gateway-{number}", listening_since=LONG_AGO, heard_until=at, seen_at=at
    )


async def known(subject: Subject, device_id: str = "meter-1") -> Presence | None:
    overview = await subject.fleet.device(device_id)
    return None if overview is None else overview.presence


async def test_a_presence_is_kept_whole(subject: Subject) -> None:
    async with subject.store.transaction() as transaction:
        assert await transaction.lock("meter-1") == Presence(device_id="meter-1")
        await transaction.save([Decision(WHOLE)])
    assert await known(subject) == WHOLE
    async with subject.store.transaction() as transaction:
        assert await transaction.lock("meter-1") == WHOLE
    assert await known(subject, "meter-2") is None
    assert await subject.told() == []


async def test_every_transition_is_told_and_remembered(subject: Subject) -> None:
    changes = (
        Transition("meter-1", Change.ONLINE, NOW),
        Transition("meter-1", Change.FAULTED, NOW, "sending_failed"),
        Transition("meter-1", Change.FAULT_CLEARED, after(1), "sending_failed"),
        Transition("meter-1", Change.OFFLINE, after(2)),
    )
    await subject.save(Decision(WHOLE, changes))
    await subject.save(
        Decision(replace(WHOLE, device_id="meter-2"), (Transition("meter-2", Change.ONLINE, NOW),))
    )

    told = await subject.told()
    kinds = [DeviceOnline, DeviceFaulted, DeviceFaultCleared, DeviceOffline, DeviceOnline]
    assert [type(event) for event in told] == kinds
    assert [event.occurred_at for event in told[:4]] == [each.occurred_at for each in changes]
    named = [event for event in told if isinstance(event, DeviceFaulted | DeviceFaultCleared)]
    assert [event.fault for event in named] == ["sending_failed"] * 2
    assert len({event.event_id for event in told}) == 5

    newest = await subject.fleet.transitions("meter-1", None, limit=3)
    assert [each.transition for each in newest] == list(reversed(changes))[:3]
    older = await subject.fleet.transitions("meter-1", newest[-1].position, limit=3)
    assert [each.transition for each in older] == [changes[0]]


async def test_nothing_is_kept_of_a_failed_transaction(subject: Subject) -> None:
    async def fail_in_the_end() -> None:
        async with subject.store.transaction() as transaction:
            await transaction.lock("meter-1")
            await transaction.save([Decision(WHOLE, (Transition("meter-1", Change.ONLINE, NOW),))])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail_in_the_end()
    assert await known(subject) is None
    assert await subject.told() == []
    assert await subject.fleet.transitions("meter-1", None, limit=9) == []


async def test_statuses_of_one_device_do_not_overtake_one_another(subject: Subject) -> None:
    async def connect_again() -> None:
        async with subject.store.transaction() as transaction:
            presence = await transaction.lock("meter-1")
            await asyncio.sleep(0)
            number = 0 if presence.connection is None else presence.connection + 1
            await transaction.save([Decision(replace(presence, connection=number))])

    await asyncio.gather(*(connect_again() for _ in range(6)))
    presence = await known(subject)
    assert presence is not None
    assert presence.connection == 5


async def test_the_newest_sign_of_life_counts(subject: Subject) -> None:
    await subject.save(Decision(WHOLE))
    await subject.store.put_heard({"meter-1": after(-1), "new": NOW}, [])
    assert await known(subject) == WHOLE
    assert await known(subject, "new") == Presence(device_id="new", heard_at=NOW)

    await subject.store.put_heard({"meter-1": after(1), "new": after(2)}, [])
    assert await known(subject) == replace(WHOLE, heard_at=after(1))
    assert await subject.store.sessions() == []


async def test_of_each_session_it_is_known_how_far_it_was_heard(subject: Subject) -> None:
    await subject.store.put_heard({}, [held(2), held(1)])
    moved = replace(held(2, after(9)), listening_since=NOW)
    await subject.store.put_heard({}, [moved])
    assert await subject.store.sessions() == [held(1), moved]

    await subject.store.forget(transitions_before=LONG_AGO, sessions_before=after(1), limit=9)
    assert await subject.store.sessions() == [moved]


async def test_history_has_an_end(subject: Subject) -> None:
    changes = [
        Transition("meter-1", Change.FAULTED, after(number), f"fault_{number}")
        for number in range(MOST_TRANSITIONS_KEPT + 5)
    ]
    await subject.save(Decision(WHOLE, tuple(changes)))
    assert await _remembered(subject) == changes[5:]

    async def forget(until: float) -> int:
        return await subject.store.forget(
            transitions_before=after(until), sessions_before=LONG_AGO, limit=7
        )

    assert [await forget(20), await forget(20), await forget(20)] == [7, 7, 1]
    assert await _remembered(subject) == changes[20:]


async def _remembered(subject: Subject) -> list[Transition]:
    found = await subject.fleet.transitions("meter-1", None, limit=2 * MOST_TRANSITIONS_KEPT)
    return [each.transition for each in reversed(found)]


_moments = st.sampled_from([-180, -150, -90, -60, -30, -2]) | st.integers(-400, 0)
"""Often exactly as long ago as the rules say."""


def _presence(
    state: State, heard: int | None, ended: int | None, cadence_s: float | None, *, faulted: bool
) -> Presence:
    heard = heard if state is State.NEVER else heard or 0
    return Presence(
        device_id="",
        state=state,
        since=None if state is State.NEVER else LONG_AGO,
        heard_at=None if heard is None else after(heard),
        ended_at=None if ended is None else after(ended),
        condition=Condition(cadence_s=cadence_s),
        faults=(ActiveFault("measuring_failed", NOW),) if faulted else (),
    )


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    presences=st.lists(
        st.builds(
            _presence,
            st.sampled_from(State),
            st.none() | _moments,
            st.none() | _moments,
            st.none() | st.sampled_from([1.0, 20.0, 30.0, 30.5]),
            faulted=st.booleans(),
        ),
        min_size=40,
        max_size=40,
    ),
    listening=st.none()
    | st.builds(
        lambda *moments: Listening(*map(after, moments)),
        st.sampled_from([-180, -30]) | st.integers(-800, 800),
        st.sampled_from([0]) | st.integers(-20, 0),
        st.sampled_from([-60]) | st.integers(-800, -1),
    ),
)
async def test_the_watch_finds_whoever_is_gone_or_back(
    subject: Subject, presences: list[Presence], listening: Listening | None
) -> None:
    """The statement has the domain's rules once more; here they are held to be the same."""
    rules = SilenceRules()
    devices = [replace(each, device_id=f"m-{n:02}") for n, each in enumerate(presences)]
    await subject.save(*(Decision(each) for each in devices))

    async with subject.store.transaction() as transaction:
        due = await transaction.lock_due(rules, listening, NOW, limit=40)
        few = await transaction.lock_due(rules, listening, NOW, limit=3)

    expected = [each for each in devices if judge(each, rules, listening, NOW).transitions]
    assert list(due) == expected
    assert list(few) == expected[:3]


async def test_the_facilities_that_were_written_down_are_read_again(subject: Subject) -> None:
    await subject.store.put_places({"a": UUID(int=1), "b": UUID(int=1), "c": None})
    await subject.store.put_places({"b": None, "c": UUID(int=2)})
    await subject.store.put_heard({"heard": NOW}, [])

    assert await subject.store.facilities() == {"a": UUID(int=1), "c": UUID(int=2)}


async def test_who_is_judged_by_one_replica_is_left_alone_by_others(
    presence_pool: "asyncpg.Pool[Any]",
) -> None:
    """Of Postgres only: the twin does one transaction at a time."""
    store = PostgresPresences(presence_pool, SequentialIds())
    gone = [replace(WHOLE, device_id=f"m-{n}", ended_at=None, faults=()) for n in range(4)]
    async with store.transaction() as transaction:
        for each in gone:
            await transaction.lock(each.device_id)
        await transaction.save([Decision(each) for each in gone])
    question = (SilenceRules(), Listening(LONG_AGO, after(60), LONG_AGO), after(60))
    async with store.transaction() as one, store.transaction() as other:
        mine = await one.lock_due(*question, limit=2)
        others = await other.lock_due(*question, limit=9)
    assert [each.device_id for each in (*mine, *others)] == ["m-0", "m-1", "m-2", "m-3"]
