"""When a community's members are told of surplus: what its representative decides (FR4.2)."""

import math
from dataclasses import dataclass
from datetime import date, time
from typing import Final

from libs.chassis.errors import FieldError
from services.community.domain.errors import InvalidSettingsError

MAX_THRESHOLD_W: Final = 1_000_000_000.0
MAX_DURATION_S: Final = 86_400
MAX_COOLDOWN_S: Final = 30 * 86_400
MIN_AGE_S: Final = 60
"""Less than that is between two readings of a well device."""
MAX_HOLD_OUT_RATIO: Final = 0.5
MIN_WATTS_PER_MEMBER: Final = 1.0
MIN_RESPONSE_RATIO: Final = 0.01
MAX_HOLIDAYS: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class SurplusPolicy:
    """When excess power counts as surplus worth telling, and whom to tell when.

    Durations are event time. Raises InvalidSettingsError naming every field out of range.
    """

    threshold_w: float = 1000.0
    threshold_ratio: float = 0.1
    """The excess must also be at least this part of what is produced."""
    end_ratio: float = 0.5
    """Hysteresis: the surplus ends below this part of the threshold in force."""
    minimum_duration_s: int = 600
    cooldown_s: int = 14_400
    maximum_age_s: int = 900
    """What was known longer ago says nothing of a surplus."""
    minimum_fresh_ratio: float = 0.7
    """Of the facilities with a device; with fewer that are heard no surplus is declared."""
    quiet_from: time = time(21)
    """Nobody is called from then to quiet_to, over midnight too; the same time twice: always."""
    quiet_to: time = time(8)
    time_zone: str = "Europe/Rome"
    quiet_on_holidays: bool = False
    """Nobody is called on Italy's public holidays and on `holidays`."""
    holidays: tuple[date, ...] = ()
    """Further dates; they count only with quiet_on_holidays."""
    hold_out_ratio: float = 0.0
    """Part of the members who are not called, to measure the effect."""
    watts_per_member: float = 1000.0
    """What a member who answers a call takes up."""
    response_ratio: float = 0.25
    """Part of the called that answers."""

    def __post_init__(self) -> None:
        limits: tuple[tuple[str, float, float, float], ...] = (
            ("thresholdW", self.threshold_w, 0, MAX_THRESHOLD_W),
            ("thresholdRatio", self.threshold_ratio, 0, 1),
            ("endRatio", self.end_ratio, 0, 1),
            ("minimumDurationS", self.minimum_duration_s, 0, MAX_DURATION_S),
            ("cooldownS", self.cooldown_s, 0, MAX_COOLDOWN_S),
            ("maximumAgeS", self.maximum_age_s, MIN_AGE_S, MAX_DURATION_S),
            ("minimumFreshRatio", self.minimum_fresh_ratio, 0, 1),
            ("holdOutRatio", self.hold_out_ratio, 0, MAX_HOLD_OUT_RATIO),
            ("wattsPerMember", self.watts_per_member, MIN_WATTS_PER_MEMBER, MAX_THRESHOLD_W),
            ("responseRatio", self.response_ratio, MIN_RESPONSE_RATIO, 1),
        )
        errors = [
            FieldError(
                f"surplusPolicy.{field}", "out_of_range", f"must lie between {least:g} and {most:g}"
            )
            for field, value, least, most in limits
            if not (math.isfinite(value) and least <= value <= most)
        ]
        if len(self.holidays) > MAX_HOLIDAYS:
            errors.append(
                FieldError("surplusPolicy.holidays", "too_many", f"are at most {MAX_HOLIDAYS}")
            )
        if errors:
            raise InvalidSettingsError("the surplus policy is out of range", fields=tuple(errors))


DEFAULT_POLICY: Final = SurplusPolicy()
