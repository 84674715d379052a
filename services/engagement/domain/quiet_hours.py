"""Hours of a clock in which nobody is told."""

from dataclasses import dataclass
from datetime import datetime, time, tzinfo


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From `start` (included) to `end` (excluded) on a clock, over midnight too.

    The clock is the wall's: when it goes back, the hour that comes twice is quiet twice.
    """

    start: time
    end: time

    def hold(self, at: datetime, zone: tzinfo) -> bool:
        """True at an aware instant that lies in them."""
        clock = at.astimezone(zone).time()
        if self.start < self.end:
            return self.start <= clock < self.end
        return clock >= self.start or clock < self.end
