"""Lists and counts of devices, in Postgres and in the twin."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import pytest

from services.device_gateway.domain.presence.fleet import (
    MOST_FAULTS_COUNTED,
    DeviceIdentity,
    DeviceOverview,
    FleetFilter,
    FleetOrder,
    FleetPlace,
    FleetSummary,
    IdentityState,
)
from services.device_gateway.domain.presence.presence import (
    ActiveFault,
    Condition,
    Decision,
    Presence,
    State,
)
from services.device_gateway.tests.contract.presence.conftest import Subject
from services.device_gateway.tests.examples import FACILITY_ID, LONG_AGO, NOW

EVERYTHING = FleetFilter()


def presence(
    device_id: str, *faults: str, state: State = State.ONLINE, heard_s: int = 0, firmware: str = "1"
) -> Presence:
    return Presence(
        device_id=device_id,
        state=state,
        since=LONG_AGO,
        heard_at=NOW + timedelta(seconds=heard_s),
        condition=Condition(firmware=firmware, hardware=f"h{firmware}"),
        faults=tuple(ActiveFault(fault, NOW) for fault in faults),
    )


def identity(number: int, state: IdentityState, batch_id: str = "b-1") -> DeviceIdentity:
    is_provisioned = state is not IdentityState.MANUFACTURED
    return DeviceIdentity(
        serial_number=f"SN.{number}",
        batch_id=batch_id,
        state=state,
        claimed_at=NOW if is_provisioned else None,
        revoked_at=NOW if state is IdentityState.REVOKED else None,
        certificate_expires_at=None,
    )


CERTIFIED = replace(
    identity(1, IdentityState.PROVISIONED), certificate_expires_at=NOW + timedelta(days=90)
)


@pytest.fixture
async def fleet(subject: Subject) -> Subject:
    """Six devices: by every way in which one becomes known."""
    await subject.save(
        Decision(presence("a", "measuring_failed", heard_s=-5)),
        Decision(presence("b", "measuring_failed", "odd_code", state=State.OFFLINE, heard_s=-9)),
        Decision(presence("B%_x", firmware="2", heard_s=-5)),
    )
    await subject.store.put_heard({"c": NOW}, [])
    await subject.manufactured("a", CERTIFIED)
    await subject.manufactured("b", identity(2, IdentityState.REVOKED))
    await subject.manufactured("c", identity(3, IdentityState.PROVISIONED, "b-2"))
    await subject.manufactured("d", identity(4, IdentityState.MANUFACTURED, "b-2"))
    assert await subject.store.learn_manufactured() == 1
    assert await subject.store.learn_manufactured() == 0
    await subject.store.put_places({"a": FACILITY_ID, "b": None, "e": FACILITY_ID})
    return subject


async def found(subject: Subject, wanted: FleetFilter) -> str:
    devices = await subject.fleet.devices(wanted, FleetOrder.DEVICE_ID, None, limit=50)
    return " ".join(device.presence.device_id for device in devices)


_FOUND: Final = [
    (EVERYTHING, "B%_x a b c d e"),
    (FleetFilter(state=State.ONLINE), "B%_x a"),
    (FleetFilter(state=State.OFFLINE), "b"),
    (FleetFilter(state=State.NEVER), "c d e"),
    (FleetFilter(is_faulted=True), "a b"),
    (FleetFilter(is_faulted=False), "B%_x c d e"),
    (FleetFilter(fault="odd_code"), "b"),
    (FleetFilter(firmware="2"), "B%_x"),
    (FleetFilter(hardware="h1"), "a b"),
    (FleetFilter(batch_id="b-2"), "c d"),
    (FleetFilter(identity=IdentityState.MANUFACTURED), "d"),
    (FleetFilter(identity=IdentityState.PROVISIONED), "a c"),
    (FleetFilter(identity=IdentityState.REVOKED), "b"),
    (FleetFilter(has_facility=True), "a e"),
    (FleetFilter(has_facility=False), "B%_x b c d"),
    (FleetFilter(text="b"), "B%_x b"),
    (FleetFilter(text="%_"), "B%_x"),
    (FleetFilter(text="sn.4"), "d"),
    (FleetFilter(text="\\"), ""),
    (FleetFilter(state=State.ONLINE, is_faulted=True, text="A", has_facility=True), "a"),
]


async def test_devices_are_found_by_what_is_known_of_them(fleet: Subject) -> None:
    for wanted, expected in _FOUND:
        assert (wanted, await found(fleet, wanted)) == (wanted, expected)


@pytest.mark.parametrize(
    ("order", "expected"),
    [(FleetOrder.DEVICE_ID, "B%_x a b c d e"), (FleetOrder.LAST_SEEN, "c B%_x a b d e")],
)
async def test_each_device_comes_once_and_in_order(
    fleet: Subject, order: FleetOrder, expected: str
) -> None:
    for limit in (1, 2, 5):
        pages: list[str] = []
        after: FleetPlace | None = None
        while devices := await _page(fleet, order, after, limit):
            assert len(devices) <= limit
            pages += [device.presence.device_id for device in devices]
            after = devices[-1].place
        assert " ".join(pages) == expected


async def _page(
    fleet: Subject, order: FleetOrder, after: FleetPlace | None, limit: int
) -> Sequence[DeviceOverview]:
    return await fleet.fleet.devices(EVERYTHING, order, after, limit=limit)


async def test_all_we_know_of_a_device(fleet: Subject) -> None:
    assert await fleet.fleet.device("a") == DeviceOverview(
        presence=presence("a", "measuring_failed", heard_s=-5),
        facility_id=FACILITY_ID,
        identity=CERTIFIED,
    )
    assert await fleet.fleet.device("e") == DeviceOverview(
        presence=Presence(device_id="e"), facility_id=FACILITY_ID
    )
    assert await fleet.fleet.device("nobody") is None


async def test_a_device_that_moved_has_its_new_place(fleet: Subject) -> None:
    await fleet.store.put_places({"a": UUID(int=9), "e": None})
    moved, left = await fleet.fleet.device("a"), await fleet.fleet.device("e")
    assert moved is not None
    assert moved.facility_id == UUID(int=9)
    assert moved.presence == presence("a", "measuring_failed", heard_s=-5)
    assert left is not None
    assert left.facility_id is None


async def test_how_many_devices_are_how(subject: Subject, fleet: Subject) -> None:
    assert await fleet.fleet.summary() == FleetSummary(
        total=6,
        by_state={State.ONLINE: 2, State.OFFLINE: 1, State.NEVER: 3},
        faulted=2,
        by_fault={"measuring_failed": 2, "odd_code": 1},
        by_firmware={"1": 2, "2": 1},
        by_identity={
            IdentityState.PROVISIONED: 2,
            IdentityState.REVOKED: 1,
            IdentityState.MANUFACTURED: 1,
        },
        provisioned_without_facility=1,
    )


async def test_faults_are_named_up_to_a_limit(subject: Subject) -> None:
    """The codes are the devices' own; the others are counted together."""
    names = [f"code_{number:03}" for number in range(MOST_FAULTS_COUNTED + 3)]
    often = names[-1]
    for number, name in enumerate(names):
        faults = {name, often, names[-2]} if number < 2 else {name}
        await subject.save(Decision(presence(f"device-{number:03}", *sorted(faults))))
    summary = await subject.fleet.summary()
    assert len(summary.by_fault) == MOST_FAULTS_COUNTED
    assert list(summary.by_fault)[:3] == [names[-2], often, names[0]]
    assert summary.by_fault[often] == 3
    assert summary.other_faults == 3
    assert names[-3] not in summary.by_fault


async def test_of_no_devices_there_is_nothing_to_tell(subject: Subject) -> None:
    assert await subject.fleet.summary() == FleetSummary()
    far = FleetPlace("~", datetime.max.replace(tzinfo=NOW.tzinfo))
    for order in FleetOrder:
        assert await _page(subject, order, None, 5) == []
        assert await _page(subject, order, far, 5) == []
