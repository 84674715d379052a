"""The projection of the registry: what is known about devices."""

from datetime import timedelta
from uuid import UUID

from services.device_gateway.domain.readings.placement import DeviceUse, Facility, placement_at
from services.device_gateway.outbound.readings.memory import DeviceRegistry
from services.device_gateway.tests.examples import LONG_AGO, NOW, facility


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
