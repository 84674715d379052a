"""What a replay takes and shows: powers in W, energies in Wh, times in UTC."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Annotated, Final, Self

from pydantic import AwareDatetime, Field

from libs.chassis.http import ApiModel
from libs.chassis.http_fields import ClockTime, TimeZone
from libs.contracts.v1 import registry as events
from services.engagement.domain.notifications.audience import Outcome
from services.engagement.domain.replay.calls import ReplayedCall, outcomes_of
from services.engagement.domain.replay.episodes import ReplayedEpisode
from services.engagement.domain.replay.series import PowerPoint
from services.engagement.domain.surplus.detection import EndReason
from services.engagement.usecases.replay.try_policy import TriedPolicy

_MILLIWATTS: Final = 1000
_MICROJOULES_IN_WH: Final = 3_600_000_000
_DAY_S: Final = 86_400
_MOST_W: Final = 1e9
_DEFAULT: Final = events.SurplusPolicy()
MAXIMUM_HOLIDAYS: Final = 60


class PolicyBody(ApiModel):
    """A surplus policy to try: the fields, limits and defaults of a community's."""

    threshold_w: Annotated[float, Field(ge=0, le=_MOST_W)] = _DEFAULT.threshold_w
    threshold_ratio: Annotated[float, Field(ge=0, le=1)] = _DEFAULT.threshold_ratio
    end_ratio: Annotated[float, Field(ge=0, le=1)] = _DEFAULT.end_ratio
    minimum_duration_s: Annotated[int, Field(ge=0, le=_DAY_S)] = _DEFAULT.minimum_duration_s
    cooldown_s: Annotated[int, Field(ge=0, le=30 * _DAY_S)] = _DEFAULT.cooldown_s
    maximum_age_s: Annotated[int, Field(ge=60, le=_DAY_S)] = _DEFAULT.maximum_age_s
    minimum_fresh_ratio: Annotated[float, Field(ge=0, le=1)] = _DEFAULT.minimum_fresh_ratio
    quiet_from: ClockTime = f"{_DEFAULT.quiet_from:%H:%M}"
    quiet_to: ClockTime = f"{_DEFAULT.quiet_to:%H:%M}"
    time_zone: TimeZone = _DEFAULT.time_zone
    quiet_on_holidays: bool = _DEFAULT.quiet_on_holidays
    holidays: Annotated[tuple[date, ...], Field(max_length=MAXIMUM_HOLIDAYS)] = ()
    hold_out_ratio: Annotated[float, Field(ge=0, le=0.5)] = _DEFAULT.hold_out_ratio
    watts_per_member: Annotated[float, Field(ge=1, le=_MOST_W)] = _DEFAULT.watts_per_member
    response_ratio: Annotated[float, Field(ge=0.01, le=1)] = _DEFAULT.response_ratio

    def to_event(self) -> events.SurplusPolicy:
        """As the registry would tell it."""
        quiet = {
            "quiet_from": time.fromisoformat(self.quiet_from),
            "quiet_to": time.fromisoformat(self.quiet_to),
        }
        return events.SurplusPolicy(**dict(self) | quiet)


class ReplayBody(ApiModel):
    """Which days to try which policy on."""

    from_: Annotated[AwareDatetime, Field(alias="from")]
    to: AwareDatetime
    policy: PolicyBody | None = None
    """None: the community's present one."""


class ReplayedCallView(ApiModel):
    """A call as it would have been."""

    at: datetime
    excess_w: float
    spoken_for_w: float
    """What earlier calls of the episode were for; members are called for the rest."""
    outcomes: dict[Outcome, int]
    """How many members would have been told, and why not the others; without those who had been
    told of the episode before."""

    @classmethod
    def of(cls, call: ReplayedCall) -> Self:
        """The view of a call."""
        return cls(
            at=call.due.at,
            excess_w=call.due.excess_mw / _MILLIWATTS,
            spoken_for_w=call.due.spoken_for_mw / _MILLIWATTS,
            outcomes=_counts(call.outcomes),
        )


class ReplayedEpisodeView(ApiModel):
    """An episode as it would have been."""

    started_at: datetime
    detected_at: datetime
    ended_at: datetime | None
    end_reason: EndReason | None
    peak_excess_w: float
    excess_energy_wh: float
    """What was produced more than consumed, from its detection to its end."""
    called_at: datetime | None
    """First; null: members would not have been called, by cooldown, quiet hours or holidays."""
    outcomes: dict[Outcome, int]
    """Of all calls: how many members would have been told, and of the last one why not the
    others."""
    calls: list[ReplayedCallView]

    @classmethod
    def of(cls, episode: ReplayedEpisode, calls: Sequence[ReplayedCall]) -> Self:
        """The view of an episode and its calls."""
        return cls(
            started_at=episode.started_at,
            detected_at=episode.detected_at,
            ended_at=episode.ended_at,
            end_reason=episode.end_reason,
            peak_excess_w=episode.peak_excess_mw / _MILLIWATTS,
            excess_energy_wh=round(episode.excess_energy_uj / _MICROJOULES_IN_WH, 1),
            called_at=episode.calls[0].at if episode.calls else None,
            outcomes=_counts(outcomes_of(calls)),
            calls=[ReplayedCallView.of(call) for call in calls],
        )


class PowerPointView(ApiModel):
    """The means of an interval."""

    at: datetime
    produced_w: float
    consumed_w: float

    @classmethod
    def of(cls, point: PowerPoint) -> Self:
        """The view of a point."""
        return cls(
            at=point.at,
            produced_w=point.produced_mw / _MILLIWATTS,
            consumed_w=point.consumed_mw / _MILLIWATTS,
        )


class ReplayView(ApiModel):
    """What the policy would have done, with the members and preferences of today."""

    known_minutes: int
    """Of the period; the rest is a gap."""
    reliable_minutes: int
    """Of these: enough was fresh to declare a surplus."""
    episodes: list[ReplayedEpisodeView]
    calls: int
    members: int
    told_times: dict[int, int]
    """By how often a member would have been told, how many members."""
    interval_s: int
    """Between two points; where it is longer there is a gap."""
    points: list[PowerPointView]

    @classmethod
    def of(cls, tried: TriedPolicy) -> Self:
        """The view of what was tried."""
        return cls(
            known_minutes=tried.replay.minutes,
            reliable_minutes=tried.replay.reliable_minutes,
            episodes=[
                ReplayedEpisodeView.of(episode, tried.calls.of(episode))
                for episode in tried.replay.episodes
            ],
            calls=len(tried.replay.calls),
            members=sum(tried.calls.told_times.values()),
            told_times=dict(sorted(tried.calls.told_times.items())),
            interval_s=round(tried.interval.total_seconds()),
            points=[PowerPointView.of(point) for point in tried.points],
        )


def _counts(outcomes: Mapping[Outcome, int]) -> dict[Outcome, int]:
    return {outcome: outcomes[outcome] for outcome in Outcome if outcomes.get(outcome)}
