"""The projection of the registry: what is known about devices."""

from datetime import timedelta
from uuid import UUID

from services.device_gateway.domain.readings.placement import DeviceUse, Facility, placement_at
from services.device_gateway.outbound.readings.memory import DeviceRegistry
from services.device_gateway.tests.examples import FACILITY_ID, LONG_AGO, NOW, facility


def test_unknown_until_a_facility_names_it() -> None:
    devices = DeviceRegistry()
    assert devices.of("m") is None
    devices.put(facility("m"))
    assert devices.of("m")
    assert len(devices) == 1


def test_older_state_changes_nothing() -> None:
    """Redelivery after a restart of the bus."""
    devices = DeviceRegistry()
    devices.put(facility("new", version=2))
    devices.put(facility("old", version=1))
    devices.put(facility("other", version=2))
    assert devices.of("old") is None
    assert devices.of("other") is None
    assert devices.of("new")


def test_device_taken_out_of_the_state_is_forgotten() -> None:
    devices = DeviceRegistry()
    devices.put(facility("m", "n", version=1))
    devices.put(facility("n", version=2))
    assert devices.of("m") is None
    assert devices.of("n")


def test_remembered_until_its_facility_is_told() -> None:
    """ADR 0051: a bus that lost its disk is silent at first, and knows strangers only."""
    devices = DeviceRegistry()
    devices.remember({"m": FACILITY_ID, "gone": FACILITY_ID, "other": UUID(int=404)})
    assert devices.of("m") == ()
    assert devices.facility_at("m", NOW) is None
    assert len(devices) == 0, "of what the registry says"
    devices.put(facility("m"))
    assert devices.of("m")
    assert devices.of("gone") is None, "its facility says so"
    assert devices.of("other") == ()


def test_what_is_told_is_not_overruled_by_memory() -> None:
    devices = DeviceRegistry()
    devices.put(facility("m", version=1))
    devices.remember({"gone": FACILITY_ID})
    assert devices.of("gone") is None


def test_device_that_moved_has_both_places() -> None:
    moved_at = NOW - timedelta(days=1)
    here, there = UUID(int=10), UUID(int=20)
    devices = DeviceRegistry()
    devices.put(Facility(here, 5, (DeviceUse("m", 25.0, LONG_AGO, moved_at),), ()))
    devices.put(Facility(there, 3, (DeviceUse("m", 1.0, moved_at, None),), ()))

    places = devices.of("m")
    assert places is not None
    assert placement_at(places, NOW).facility_id == there
    assert placement_at(places, moved_at - timedelta(seconds=1)).facility_id == here
    assert places[0].facility_id == there, "the newest is looked at first"

    devices.put(Facility(there, 4, (), ()))
    places = devices.of("m")
    assert places is not None
    assert [place.facility_id for place in places] == [here]
