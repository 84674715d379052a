"""Readings for tests, and an independent recount of the books.

The recount shares nothing with the service but the type of a reading: it sorts all readings,
and measures overlaps with fractions.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from math import floor
from uuid import UUID

from services.energy.domain.books.placing import UnplacedReading
from services.energy.domain.books.quarter_hours import Quarter
from services.energy.domain.books.readings import Reading, reading_of

NOON = datetime(2026, 6, 21, 12, 0, tzinfo=UTC)
HOME = UUID(int=1)
ROOF = UUID(int=2)
QUARTER = timedelta(minutes=15)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LONGEST = timedelta(hours=1)
MS = timedelta(milliseconds=1)
Amounts = tuple[int, int, int]


def at(seconds: float) -> datetime:
    """So long after NOON."""
    return NOON + timedelta(seconds=seconds)


def reading(
    seconds: float,
    power_w: float,
    *,
    device: str = "meter-1",
    facility: UUID | None = HOME,
    import_wh: float | None = None,
    export_wh: float | None = None,
) -> Reading:
    """A reading so long after NOON."""
    return reading_of(
        device_id=device,
        measured_at=at(seconds),
        facility_id=facility,
        power_w=power_w,
        received_at=at(seconds + 1),
        import_wh=import_wh,
        export_wh=export_wh,
    )


def said(
    seconds: float,
    power_w: float,
    *,
    device: str = "meter-1",
    import_wh: float | None = None,
    export_wh: float | None = None,
) -> UnplacedReading:
    """What a device said so long after NOON, while nothing was known of its place."""
    return UnplacedReading(
        device, at(seconds), at(seconds + 1), power_w, None, import_wh, export_wh
    )


def recount(readings: Iterable[Reading]) -> dict[Quarter, Amounts]:
    """(import uJ, export uJ, coverage ms) per quarter-hour, from all readings at once."""
    books: dict[Quarter, Amounts] = defaultdict(lambda: (0, 0, 0))
    of_device: dict[str, list[Reading]] = defaultdict(list)
    for item in readings:
        of_device[item.device_id].append(item)
    for chain in of_device.values():
        chain.sort(key=lambda item: item.measured_at)
        for before, after in pairwise(chain):
            for quarter, (imported, exported, covered) in _recounted_pair(before, after):
                so_far = books[quarter]
                books[quarter] = (so_far[0] + imported, so_far[1] + exported, so_far[2] + covered)
    return {quarter: amounts for quarter, amounts in books.items() if any(amounts)}


def _recounted_pair(before: Reading, after: Reading) -> Iterable[tuple[Quarter, Amounts]]:
    start, end = _to_ms(before.measured_at), _to_ms(after.measured_at)
    if after.facility_id is None or before.facility_id != after.facility_id:
        return
    if end - start > LONGEST or start == end:
        return
    mean = Fraction(after.power_mw)
    duration = Fraction((end - start) // MS)
    imported = _by_register(before.import_uj, after.import_uj, duration, max(mean, Fraction(0)))
    exported = _by_register(before.export_uj, after.export_uj, duration, max(-mean, Fraction(0)))
    quarter_start = EPOCH + (start - EPOCH) // QUARTER * QUARTER
    while quarter_start < end:
        first = (max(quarter_start, start) - start) // MS
        last = (min(quarter_start + QUARTER, end) - start) // MS
        yield (
            Quarter(after.facility_id, (quarter_start - EPOCH) // MS),
            (
                floor(imported * last) - floor(imported * first),
                floor(exported * last) - floor(exported * first),
                last - first,
            ),
        )
        quarter_start += QUARTER


def _by_register(
    before: int | None, after: int | None, duration: Fraction, power: Fraction
) -> Fraction:
    """Mean power in uJ/ms."""
    if before is None or after is None or after < before:
        return power
    counted = Fraction(after - before) / duration
    return counted if counted <= 10**10 else power


def _to_ms(moment: datetime) -> datetime:
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)
