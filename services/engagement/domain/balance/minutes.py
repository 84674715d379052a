"""A community's balance minute by minute: what a policy can be tried on afterwards (FR4.2)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class BalanceMinute:
    """The balance as it stood at the end of a minute of event time."""

    community_id: UUID
    minute: datetime
    """When the minute begins."""
    produced_mw: int
    consumed_mw: int
    facilities_fresh: int
    facilities_measured: int
    """With a device."""

    @property
    def excess_mw(self) -> int:
        """Produced minus consumed."""
        return self.produced_mw - self.consumed_mw

    @property
    def fresh_ratio(self) -> float:
        """Fresh facilities of those with a device, 0 to 1; 0 when none has a device."""
        return self.facilities_fresh / self.facilities_measured if self.facilities_measured else 0.0


def minute_of(moment: datetime) -> datetime:
    """When the minute of that moment begins."""
    return moment.replace(second=0, microsecond=0)
