"""A community's balance minute by minute: what a policy can be tried on afterwards (FR4.2)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from services.engagement.domain.balance.balance import CommunityBalance
from services.engagement.domain.surplus.detection import Sample

MINUTE: Final = timedelta(minutes=1)


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
    aged_produced_mw: int = 0
    """This and the next two: the part of readings older than the policy of then let count."""
    aged_consumed_mw: int = 0
    facilities_aged: int = 0

    @property
    def ends_at(self) -> datetime:
        """When the next minute begins."""
        return self.minute + MINUTE

    @property
    def sample(self) -> Sample:
        """What it says of a surplus; of nothing when no facility has a device."""
        produced_mw = self.produced_mw - self.aged_produced_mw
        consumed_mw = self.consumed_mw - self.aged_consumed_mw
        known = self.facilities_fresh - self.facilities_aged
        ratio = known / self.facilities_measured if self.facilities_measured else 0.0
        return Sample(self.ends_at, produced_mw - consumed_mw, produced_mw, ratio)


def sample_from(balance: CommunityBalance, at: datetime) -> Sample:
    """What a balance says of a surplus at that instant."""
    produced_mw = balance.produced_mw - balance.aged_produced_mw
    consumed_mw = balance.consumed_mw - balance.aged_consumed_mw
    ratio = balance.freshness(balance.device_count).surplus_ratio
    return Sample(at, produced_mw - consumed_mw, produced_mw, ratio)


def completed_minute(balance: CommunityBalance, to: datetime) -> BalanceMinute | None:
    """The balance as it stands, when its minute is over at `to`."""
    if balance.watermark is None or minute_of(balance.watermark) == minute_of(to):
        return None
    return BalanceMinute(
        community_id=balance.community_id,
        minute=minute_of(balance.watermark),
        produced_mw=balance.produced_mw,
        consumed_mw=balance.consumed_mw,
        facilities_fresh=balance.fresh_count,
        facilities_measured=balance.device_count,
        aged_produced_mw=balance.aged_produced_mw,
        aged_consumed_mw=balance.aged_consumed_mw,
        facilities_aged=balance.aged_count,
    )


def minute_of(moment: datetime) -> datetime:
    """When the minute of that moment begins."""
    return moment.replace(second=0, microsecond=0)
