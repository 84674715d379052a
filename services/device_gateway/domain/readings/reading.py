"""From what a device says to a reading that counts: the rules, and the meter's K."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple
from uuid import UUID

from services.device_gateway.domain.readings.placement import Placement, placement_at
from services.device_gateway.domain.readings.refusal import Reason, Refusal

_NOT_FINITE: Final = Refusal(Reason.NOT_A_NUMBER, "a value is not finite")
_NO_ZONE: Final = Refusal(Reason.BAD_TIMESTAMP, "a time without a zone is not an instant")


class Measurement(NamedTuple):
    """What the device says, in its meter's units: K is not applied yet."""

    device_id: str
    measured_at: datetime
    power_w: float
    sequence: int | None = None
    import_wh: float | None = None
    export_wh: float | None = None
    revision: int = 0
    """Above 0 it corrects what the device said of this time before."""


@dataclass(frozen=True, slots=True)
class Misreading:
    """What cannot be understood, with what can be read of it all the same."""

    refusal: Refusal
    sequence: int | None = None
    device_id: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A measurement in its place, K applied, times in UTC."""

    device_id: str
    measured_at: datetime
    received_at: datetime
    power_w: float
    facility_id: UUID | None
    community_id: UUID | None
    sequence: int | None
    import_wh: float | None
    export_wh: float | None
    revision: int = 0


@dataclass(frozen=True, slots=True)
class ReadingRules:
    """What is believed."""

    max_power_w: float = 2_000_000.0
    """After K; a community's plant has less than 1 MW (R3)."""
    max_ahead: timedelta = timedelta(seconds=120)
    max_age: timedelta = timedelta(days=400)


def judge(
    measurement: Measurement,
    placements: Sequence[Placement],
    received_at: datetime,
    rules: ReadingRules,
) -> Reading | Refusal:
    """The reading, at the place its device had when it measured (R8), K applied (R9)."""
    measured_at = measurement.measured_at
    refusal = _refuse_time(measured_at, received_at, rules)
    if refusal is not None:
        return refusal
    if measured_at.tzinfo is not UTC:
        measured_at = measured_at.astimezone(UTC)
    placement = placement_at(placements, measured_at)
    k = placement.transformation_constant
    power_w = measurement.power_w * k
    import_wh = None if measurement.import_wh is None else measurement.import_wh * k
    export_wh = None if measurement.export_wh is None else measurement.export_wh * k
    # Also false for NaN, wherever it is.
    if not (
        abs(power_w) <= rules.max_power_w
        and (import_wh is None or -math.inf < import_wh < math.inf)
        and (export_wh is None or -math.inf < export_wh < math.inf)
    ):
        return _refuse_values(power_w, rules)
    return Reading(
        measurement.device_id,
        measured_at,
        received_at,
        power_w,
        placement.facility_id,
        placement.community_id,
        measurement.sequence,
        import_wh,
        export_wh,
        measurement.revision,
    )


def _refuse_time(
    measured_at: datetime, received_at: datetime, rules: ReadingRules
) -> Refusal | None:
    if measured_at.tzinfo is None:
        return _NO_ZONE
    # Compared before it is converted: a conversion overflows at the ends of the calendar.
    if measured_at > received_at + rules.max_ahead:
        return Refusal(
            Reason.FUTURE_TIMESTAMP,
            f"{measured_at.isoformat()} is more than {rules.max_ahead.total_seconds():.0f} s ahead",
        )
    if measured_at < received_at - rules.max_age:
        return Refusal(
            Reason.TOO_OLD, f"{measured_at.isoformat()} is more than {rules.max_age.days} days ago"
        )
    return None


def _refuse_values(power_w: float, rules: ReadingRules) -> Refusal:
    """Why the power, or else a register, does not count."""
    if math.isfinite(power_w) and abs(power_w) > rules.max_power_w:
        return Refusal(
            Reason.ABSURD_POWER, f"{power_w:g} W with K, at most {rules.max_power_w:g} W"
        )
    return _NOT_FINITE
