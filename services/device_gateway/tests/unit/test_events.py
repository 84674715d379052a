"""The registry's events as the gateway's facilities."""

from datetime import datetime, timedelta, timezone
from typing import Any
from uuid import UUID

from libs.chassis.bus_message import BusMessage
from libs.contracts.codec import encode
from libs.contracts.v1.registry import (
    CommunityInterval,
    DeviceInterval,
    FacilityRemoved,
    FacilityState,
)
from services.device_gateway.domain.readings.placement import DeviceUse, Facility, Membership
from services.device_gateway.inbound.events import facility_of
from services.device_gateway.tests.examples import COMMUNITY_ID, FACILITY_ID, LONG_AGO, NOW

_DEVICE = DeviceInterval(device_id="m", transformation_constant=25.0, valid_from=LONG_AGO)
_ENDED = DeviceInterval(
    device_id="m", transformation_constant=25.0, valid_from=LONG_AGO, valid_to=NOW
)
_COMMUNITY = CommunityInterval(community_id=COMMUNITY_ID, valid_from=LONG_AGO)


def message(data: bytes) -> BusMessage:
    return BusMessage(f"registry.v1.facility.{FACILITY_ID}", data)


def state(**changes: Any) -> FacilityState:
    fields: dict[str, Any] = {
        "facility_id": FACILITY_ID,
        "version": 3,
        "changed_at": NOW,
        "name": "Roof",
        "region": "Lazio",
        "primary_substation_code": "AC001",
        "member_type": "self-consumer",
        "meter_kind": "GESIS",
        "max_consumption_w": 50_000,
        "max_production_w": 60_000,
        "devices": (_DEVICE,),
        "communities": (_COMMUNITY,),
    }
    return FacilityState(**(fields | changes))


def test_state() -> None:
    assert facility_of(message(encode(state()))) == Facility(
        FACILITY_ID,
        3,
        (DeviceUse("m", 25.0, LONG_AGO, None),),
        (Membership(COMMUNITY_ID, LONG_AGO, None),),
    )


def test_tombstone_keeps_the_past() -> None:
    gone = FacilityRemoved(facility_id=FACILITY_ID, version=4, changed_at=NOW, devices=(_ENDED,))
    assert facility_of(message(encode(gone))) == Facility(
        FACILITY_ID, 4, (DeviceUse("m", 25.0, LONG_AGO, NOW),), ()
    )


def test_times_are_in_utc() -> None:
    rome = timezone(timedelta(hours=2))
    local = DeviceInterval(
        device_id="m", transformation_constant=1.0, valid_from=NOW.astimezone(rome)
    )
    facility = facility_of(message(encode(state(devices=(local,)))))
    assert facility is not None
    assert facility.devices[0].valid_from.utcoffset() == timedelta(0)


def test_what_cannot_be_read_is_left_out() -> None:
    naive = DeviceInterval(
        device_id="m",
        transformation_constant=1.0,
        valid_from=datetime(2026, 1, 1),  # noqa: DTZ001  what must not happen
    )
    assert facility_of(message(b"{}")) is None
    assert facility_of(message(b"\xff")) is None
    assert facility_of(message(encode(state(devices=(naive,))))) is None
    assert facility_of(message(encode(state(facility_id=UUID(int=9))))) is not None
