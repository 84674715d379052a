"""Readings whose place was not known when they came, and the place they get once it is (R8, R9)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from libs.chassis.errors import InvalidInputError
from services.energy.domain.books.reading_columns import ReadingColumns
from services.energy.domain.books.readings import PowerOutOfRangeError, Reading, reading_of
from services.energy.domain.registry import DevicePeriod, Facility, contains


class UnplacedReading(NamedTuple):
    """What a device said when the registry had no facility for it: K is not applied.

    Watts and watt-hours as they came, so that what is multiplied by K later is what would have
    been multiplied then.
    """

    device_id: str
    measured_at: datetime
    received_at: datetime
    power_w: float
    sequence: int | None = None
    import_wh: float | None = None
    export_wh: float | None = None


class Arrived(NamedTuple):
    """Readings as they came, in their order.

    `said`: of each that came without a place what the device said, in the same order, perhaps of
    others too; among the `readings` it is as it is kept meanwhile.
    """

    readings: ReadingColumns
    said: Sequence[UnplacedReading] = ()


class Settled(NamedTuple):
    """What became of readings that came without a place."""

    placed: list[Reading]
    waiting: list[UnplacedReading]
    """The device measured nowhere then, as far as is known."""
    refused: list[UnplacedReading]
    """They have a place, and are not believed with its K: they will never count."""


def arrived(items: Sequence[Reading | UnplacedReading]) -> Arrived:
    """Readings that come one by one, with a place or without."""
    said = [item for item in items if isinstance(item, UnplacedReading)]
    readings = [kept_without_place(i) if isinstance(i, UnplacedReading) else i for i in items]
    return Arrived(ReadingColumns.of(readings), said)


def settle(
    said: Iterable[UnplacedReading],
    places: Mapping[str, Sequence[DevicePeriod]],
    *,
    maximum_power_w: float,
) -> Settled:
    """Put in its place what has one. `places`: each device's, the newest first."""
    settled = Settled([], [], [])
    for item in said:
        place = place_at(places[item.device_id], item.measured_at)
        if place is None:
            settled.waiting.append(item)
            continue
        try:
            settled.placed.append(put_in_place(item, place, maximum_power_w=maximum_power_w))
        except InvalidInputError:
            settled.refused.append(item)
    return settled


def kept_without_place(said: UnplacedReading) -> Reading:
    """The reading as it is kept meanwhile: it belongs to no facility and counts for none."""
    return reading_of(
        device_id=said.device_id,
        measured_at=said.measured_at,
        facility_id=None,
        power_w=said.power_w,
        received_at=said.received_at,
        sequence=said.sequence,
        import_wh=said.import_wh,
        export_wh=said.export_wh,
    )


def put_in_place(said: UnplacedReading, place: DevicePeriod, *, maximum_power_w: float) -> Reading:
    """The reading as it would have come had its place been known, K applied.

    Raises a subclass of InvalidInputError where such a reading would have been refused.
    """
    k = place.transformation_constant
    power_w = said.power_w * k
    if not abs(power_w) <= maximum_power_w:
        raise PowerOutOfRangeError(f"{power_w:g} W with K, at most {maximum_power_w:g} W")
    return reading_of(
        device_id=said.device_id,
        measured_at=said.measured_at,
        facility_id=place.facility_id,
        power_w=power_w,
        received_at=said.received_at,
        sequence=said.sequence,
        import_wh=None if said.import_wh is None else said.import_wh * k,
        export_wh=None if said.export_wh is None else said.export_wh * k,
    )


def places_of(device_id: str, facilities: Iterable[Facility]) -> list[DevicePeriod]:
    """Where the device measured and when, the newest period first."""
    places = (d for facility in facilities for d in facility.devices if d.device_id == device_id)
    return sorted(places, key=lambda place: place.period.start, reverse=True)


def place_at(places: Sequence[DevicePeriod], moment: datetime) -> DevicePeriod | None:
    """Where the device measured at that moment, if anywhere. `places`: the newest first."""
    for place in places:
        if contains(place.period, moment):
            return place
    return None
