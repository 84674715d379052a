"""What live views show: powers in W, times in UTC."""

from datetime import datetime
from typing import Self
from uuid import UUID

from libs.chassis.http import ApiModel
from services.engagement.domain.balance.balance import Balance, FacilityPower
from services.engagement.ports.surplus import Episode

_MILLIWATTS = 1000


class BalanceView(ApiModel):
    """A community's live balance (FR3.2): sums over the facilities heard lately."""

    community_id: UUID
    as_of: datetime
    """Event time: the newest reading."""
    power_consumed_w: float
    power_produced_w: float
    excess_power_w: float
    """Produced minus consumed; negative when the community consumes more."""
    facilities_fresh: int
    facilities_total: int
    surplus_since: datetime | None
    """Set while a surplus episode is open."""

    @classmethod
    def of(cls, balance: Balance) -> Self:
        """The view of a balance."""
        return cls(
            community_id=balance.community_id,
            as_of=balance.as_of,
            power_consumed_w=balance.consumed_mw / _MILLIWATTS,
            power_produced_w=balance.produced_mw / _MILLIWATTS,
            excess_power_w=balance.excess_mw / _MILLIWATTS,
            facilities_fresh=balance.facilities_fresh,
            facilities_total=balance.facilities_total,
            surplus_since=balance.surplus_since,
        )


class PowerView(ApiModel):
    """A facility's live power (FR3.1): at most one of the two is above zero."""

    facility_id: UUID
    as_of: datetime
    power_consumed_w: float
    power_produced_w: float

    @classmethod
    def of(cls, power: FacilityPower) -> Self:
        """The view of a facility's power."""
        return cls(
            facility_id=power.facility_id,
            as_of=power.as_of,
            power_consumed_w=max(0, power.power_mw) / _MILLIWATTS,
            power_produced_w=max(0, -power.power_mw) / _MILLIWATTS,
        )


class EpisodeView(ApiModel):
    """A surplus episode; times are event time."""

    episode_id: UUID
    community_id: UUID
    started_at: datetime
    detected_at: datetime
    ended_at: datetime | None
    detected_excess_w: float
    peak_excess_w: float
    notified_at: datetime | None
    """Null when the community had been notified within the cooldown."""

    @classmethod
    def of(cls, episode: Episode) -> Self:
        """The view of an episode."""
        return cls(
            episode_id=episode.episode_id,
            community_id=episode.community_id,
            started_at=episode.started_at,
            detected_at=episode.detected_at,
            ended_at=episode.ended_at,
            detected_excess_w=episode.detected_excess_mw / _MILLIWATTS,
            peak_excess_w=episode.peak_excess_mw / _MILLIWATTS,
            notified_at=episode.notified_at,
        )
