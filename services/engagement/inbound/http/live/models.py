"""What live views show: powers in W, times in UTC."""

from datetime import datetime
from typing import Self
from uuid import UUID

from libs.chassis.http import ApiModel
from services.engagement.domain.balance.balance import Balance, FacilityPower
from services.engagement.domain.notifications.audience import Outcome
from services.engagement.domain.replay.correction import CorrectedSpan
from services.engagement.domain.surplus.detection import EndReason
from services.engagement.ports.surplus import Episode
from services.engagement.usecases.live.show_episode import Audience, SeenEpisode

_MILLIWATTS = 1000
_MICROJOULES_IN_WH = 3_600_000_000


class BalanceView(ApiModel):
    """A community's live balance (FR3.2): sums over the facilities heard lately."""

    community_id: UUID
    as_of: datetime
    """Event time: the newest reading."""
    power_consumed_w: float | None
    """This and the next two: null where fewer than three facilities are fresh and not all of the
    community's are the caller's, because the sums would give away a household (not for the
    representative)."""
    power_produced_w: float | None
    excess_power_w: float | None
    """Produced minus consumed; negative when the community consumes more."""
    facilities_fresh: int
    """In the sums: heard within their device's cadence."""
    facilities_stale: int
    """Heard, but too long ago to count."""
    facilities_silent: int
    """With a device that was never heard."""
    facilities_total: int
    """All of the community's, those without a device too."""
    fresh_ratio: float
    """Fresh ones of those with a device, 0 to 1: how far the figures can be trusted."""
    is_reliable: bool
    """False when too little is fresh: then no surplus is declared."""
    surplus_since: datetime | None
    """Set while a surplus episode is open."""

    @classmethod
    def of(cls, balance: Balance, *, shows_sums: bool) -> Self:
        """The view of a balance, with its sums or without."""
        return cls(
            community_id=balance.community_id,
            as_of=balance.as_of,
            power_consumed_w=balance.consumed_mw / _MILLIWATTS if shows_sums else None,
            power_produced_w=balance.produced_mw / _MILLIWATTS if shows_sums else None,
            excess_power_w=balance.excess_mw / _MILLIWATTS if shows_sums else None,
            facilities_fresh=balance.freshness.fresh,
            facilities_stale=balance.freshness.stale,
            facilities_silent=balance.freshness.silent,
            facilities_total=balance.freshness.total,
            fresh_ratio=round(balance.freshness.ratio, 3),
            is_reliable=balance.is_reliable,
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


class CorrectionView(ApiModel):
    """What an ended episode was, by readings that came late."""

    corrected_at: datetime
    """Not event time: when it was found."""
    is_void: bool
    """There was no surplus; then the rest is null."""
    started_at: datetime | None
    ended_at: datetime | None
    peak_excess_w: float | None
    excess_energy_wh: float | None
    """What was produced more than consumed, from its detection to its end."""

    @classmethod
    def of(cls, corrected_at: datetime, span: CorrectedSpan | None) -> Self:
        """The view of a correction."""
        return cls(
            corrected_at=corrected_at,
            is_void=span is None,
            started_at=span.started_at if span else None,
            ended_at=span.ended_at if span else None,
            peak_excess_w=span.peak_excess_mw / _MILLIWATTS if span else None,
            excess_energy_wh=round(span.excess_energy_uj / _MICROJOULES_IN_WH, 1) if span else None,
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
    """When members were called first; null while it has to wait for the quiet hours, a holiday or
    the cooldown to be over, and for good when the episode was over first."""
    end_reason: EndReason | None
    """Null while it is open. `below`: the excess fell; `silent`: nothing was heard any more;
    `unreliable`: of too few facilities; `removed`: the community was removed."""
    calls: int
    """How often members were called: others each time, when the excess has doubled since."""
    last_called_at: datetime | None
    correction: CorrectionView | None
    """Set when late readings show that it was another than was told. Nobody is told of it."""

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
            end_reason=episode.end_reason,
            calls=episode.calls,
            last_called_at=episode.last_called_at,
            correction=_correction(episode),
        )


def _correction(episode: Episode) -> CorrectionView | None:
    if episode.corrected_at is None or episode.correction is None:
        return None
    return CorrectionView.of(episode.corrected_at, episode.correction.span)


class AudienceView(ApiModel):
    """How a call went, for the representative; no names."""

    members: int
    told: int
    outcomes: dict[Outcome, int] | None
    """How many, by what the call meant for them; null with fewer than three members."""

    @classmethod
    def of(cls, audience: Audience) -> Self:
        """The view of an audience."""
        return cls.showing(audience)


class SeenEpisodeView(EpisodeView):
    """A surplus episode, with what its call meant."""

    own_outcome: Outcome | None
    """For the caller: told, or why not. Null without a call, and for whom is no member."""
    audience: AudienceView | None
    """For the representative only; null without a call."""

    @classmethod
    def seen(cls, seen: SeenEpisode) -> Self:
        """The view of an episode and its call."""
        return cls.showing(
            EpisodeView.of(seen.episode),
            own_outcome=seen.own_outcome,
            audience=None if seen.audience is None else AudienceView.of(seen.audience),
        )
