"""What the representative decided: what counts as surplus, and when members may be called (FR4.2).

Defaults: published trials on appeals to shift demand, which fade when they are repeated too often.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from services.engagement.domain.quiet_hours import QuietHours
from services.engagement.domain.surplus.public_holidays import PUBLIC_HOLIDAYS

DEFAULT_ZONE: Final = ZoneInfo("Europe/Rome")
_NIGHT: Final = QuietHours(time(21), time(8))


@dataclass(frozen=True, slots=True, kw_only=True)
class SurplusPolicy:
    """Durations are event time; clock and calendar are those of `zone`."""

    threshold_mw: int = 1_000_000
    threshold_ratio: float = 0.1
    """The excess must also be at least this part of what is produced: a large community's threshold
    grows with its plants, whose output varies by more than a kilowatt from minute to minute."""
    end_ratio: float = 0.5
    """Hysteresis: an episode ends below this part of the threshold in force."""
    minimum_duration: timedelta = timedelta(minutes=10)
    cooldown: timedelta = timedelta(hours=4)
    """Least time between calls of two episodes, and between two messages to one person."""
    maximum_age: timedelta = timedelta(minutes=15)
    """A reading older than this says nothing of a surplus, whatever its device's cadence; and so
    long an open episode lasts while too few say anything."""
    minimum_fresh_ratio: float = 0.7
    """Of the facilities with a device, those with a reading that counts; below it the balance says
    nothing of a surplus."""
    quiet: QuietHours | None = _NIGHT
    """Nobody is called in these hours. None: in any."""
    quiet_on_holidays: bool = False
    """Nobody is called on Italy's public holidays and on those of `holidays`."""
    holidays: frozenset[date] = frozenset()
    zone: tzinfo = DEFAULT_ZONE
    hold_out_ratio: float = 0.0
    """Part of the members who are not called, to measure the effect."""
    watts_per_member: float = 1000.0
    """What a member who answers a call takes up."""
    response_ratio: float = 0.25
    """Part of the called that answers."""

    @property
    def detection_key(self) -> str:
        """All that decides which episodes there are: the same key, the same episodes."""
        return (
            f"{self.threshold_mw} {self.threshold_ratio} {self.end_ratio}"
            f" {self.minimum_duration.total_seconds()} {self.maximum_age.total_seconds()}"
            f" {self.minimum_fresh_ratio}"
        )

    def threshold(self, produced_mw: int) -> float:
        """The threshold in force (mW) while the community produces that much."""
        return max(self.threshold_mw, self.threshold_ratio * produced_mw)

    def is_surplus(self, excess_mw: int, produced_mw: int) -> bool:
        """True where an episode may begin, and members may be called."""
        return excess_mw > 0 and excess_mw >= self.threshold(produced_mw)

    def is_over(self, excess_mw: int, produced_mw: int) -> bool:
        """True where an open episode ends."""
        return excess_mw <= 0 or excess_mw < self.threshold(produced_mw) * self.end_ratio

    def is_reliable(self, fresh_ratio: float) -> bool:
        """True where enough is known of the community to say anything of a surplus."""
        return fresh_ratio >= self.minimum_fresh_ratio

    def is_quiet(self, at: datetime) -> bool:
        """True where nobody is called."""
        if self.quiet is not None and self.quiet.hold(at, self.zone):
            return True
        if not self.quiet_on_holidays:
            return False
        day = at.astimezone(self.zone).date()
        return day in PUBLIC_HOLIDAYS or day in self.holidays
