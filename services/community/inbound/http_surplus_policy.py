"""The surplus policy of a community in requests and answers."""

from datetime import time
from typing import Annotated, Any, Self

from pydantic import Field

from libs.chassis.http import ApiModel
from libs.chassis.http_fields import ClockTime, TimeZone
from services.community.domain.surplus_policy import (
    DEFAULT_POLICY,
    MAX_COOLDOWN_S,
    MAX_DURATION_S,
    MAX_HOLD_OUT_RATIO,
    MAX_HOLIDAYS,
    MAX_THRESHOLD_W,
    MIN_AGE_S,
    MIN_RESPONSE_RATIO,
    MIN_WATTS_PER_MEMBER,
    SurplusPolicy,
)
from services.community.inbound.http_fields import Day, Flag


def _number(least: float, most: float) -> Any:
    return Field(strict=True, ge=least, le=most, allow_inf_nan=False)


def _seconds(least: int, most: int) -> Any:
    return Field(strict=True, ge=least, le=most)


def _clock(moment: time) -> str:
    return f"{moment:%H:%M}"


class SurplusPolicyBody(ApiModel):
    """When excess power counts as surplus worth telling, and whom to tell when.

    Durations are event time. A field that is left out gets its default.
    """

    threshold_w: Annotated[float, _number(0, MAX_THRESHOLD_W)] = DEFAULT_POLICY.threshold_w
    """Excess power at which a surplus begins."""
    threshold_ratio: Annotated[float, _number(0, 1)] = DEFAULT_POLICY.threshold_ratio
    """The excess must also be at least this part of what is produced. The higher of the two is the
    threshold in force."""
    end_ratio: Annotated[float, _number(0, 1)] = DEFAULT_POLICY.end_ratio
    """A surplus ends below this part of the threshold in force."""
    minimum_duration_s: Annotated[int, _seconds(0, MAX_DURATION_S)] = (
        DEFAULT_POLICY.minimum_duration_s
    )
    """How long the excess must last before it is a surplus."""
    cooldown_s: Annotated[int, _seconds(0, MAX_COOLDOWN_S)] = DEFAULT_POLICY.cooldown_s
    """Least time between two calls of the community."""
    maximum_age_s: Annotated[int, _seconds(MIN_AGE_S, MAX_DURATION_S)] = (
        DEFAULT_POLICY.maximum_age_s
    )
    """What was known longer ago says nothing of a surplus."""
    minimum_fresh_ratio: Annotated[float, _number(0, 1)] = DEFAULT_POLICY.minimum_fresh_ratio
    """Of the facilities with a device, how many must be heard for a surplus to be declared."""
    quiet_from: ClockTime = _clock(DEFAULT_POLICY.quiet_from)
    """Nobody is called from then to `quietTo`, over midnight too. The same time twice means that
    there are no quiet hours."""
    quiet_to: ClockTime = _clock(DEFAULT_POLICY.quiet_to)
    time_zone: TimeZone = DEFAULT_POLICY.time_zone
    """Whose clock and calendar `quietFrom`, `quietTo` and holidays are of."""
    quiet_on_holidays: Flag = DEFAULT_POLICY.quiet_on_holidays
    """Nobody is called on Italy's public holidays and on the dates of `holidays`."""
    holidays: Annotated[tuple[Day, ...], Field(max_length=MAX_HOLIDAYS)] = DEFAULT_POLICY.holidays
    """Further dates, such as the patron saint's day. Without `quietOnHolidays` they are kept and do
    nothing."""
    hold_out_ratio: Annotated[float, _number(0, MAX_HOLD_OUT_RATIO)] = DEFAULT_POLICY.hold_out_ratio
    """Part of the members who are not called, by lot, to measure the effect on the others."""
    watts_per_member: Annotated[float, _number(MIN_WATTS_PER_MEMBER, MAX_THRESHOLD_W)] = (
        DEFAULT_POLICY.watts_per_member
    )
    """What a member who answers a call takes up."""
    response_ratio: Annotated[float, _number(MIN_RESPONSE_RATIO, 1)] = DEFAULT_POLICY.response_ratio
    """Part of the called that answers: excess / wattsPerMember / responseRatio are called."""

    @classmethod
    def of(cls, policy: SurplusPolicy) -> Self:
        """A policy in force."""
        return cls.showing(
            policy,
            quiet_from=_clock(policy.quiet_from),
            quiet_to=_clock(policy.quiet_to),
            holidays=[day.isoformat() for day in policy.holidays],
        )

    def to_policy(self) -> SurplusPolicy:
        """The policy; dates in order, each once."""
        fields = dict(self) | {
            "quiet_from": time.fromisoformat(self.quiet_from),
            "quiet_to": time.fromisoformat(self.quiet_to),
            "holidays": tuple(sorted(set(self.holidays))),
        }
        return SurplusPolicy(**fields)
