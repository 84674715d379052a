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


def _number(least: float, most: float, description: str) -> Any:
    return Field(strict=True, ge=least, le=most, allow_inf_nan=False, description=description)


def _seconds(least: int, most: int, description: str) -> Any:
    return Field(strict=True, ge=least, le=most, description=description)


def _described(description: str) -> Any:
    return Field(description=description)


def _clock(moment: time) -> str:
    return f"{moment:%H:%M}"


class SurplusPolicyBody(ApiModel):
    """When excess power counts as surplus worth telling, and whom to tell when.

    Durations are event time. A field that is left out gets its default.
    """

    threshold_w: Annotated[
        float, _number(0, MAX_THRESHOLD_W, "Excess power at which a surplus begins.")
    ] = DEFAULT_POLICY.threshold_w
    threshold_ratio: Annotated[
        float,
        _number(
            0,
            1,
            "At least this part of what is produced; the higher threshold is in force.",
        ),
    ] = DEFAULT_POLICY.threshold_ratio
    end_ratio: Annotated[
        float, _number(0, 1, "A surplus ends below this part of the threshold in force.")
    ] = DEFAULT_POLICY.end_ratio
    minimum_duration_s: Annotated[
        int, _seconds(0, MAX_DURATION_S, "How long the excess must last before it is a surplus.")
    ] = DEFAULT_POLICY.minimum_duration_s
    cooldown_s: Annotated[
        int, _seconds(0, MAX_COOLDOWN_S, "Least time between two calls of the community.")
    ] = DEFAULT_POLICY.cooldown_s
    maximum_age_s: Annotated[
        int,
        _seconds(
            MIN_AGE_S,
            MAX_DURATION_S,
            "How long a surplus outlasts that too few facilities are heard.",
        ),
    ] = DEFAULT_POLICY.maximum_age_s
    minimum_fresh_ratio: Annotated[
        float,
        _number(
            0,
            1,
            "Part of the facilities with a device that must be heard for a surplus to be declared.",
        ),
    ] = DEFAULT_POLICY.minimum_fresh_ratio
    quiet_from: Annotated[
        ClockTime,
        _described(
            "Nobody is called from then to quietTo, over midnight too; never quiet if equal."
        ),
    ] = _clock(DEFAULT_POLICY.quiet_from)
    quiet_to: ClockTime = _clock(DEFAULT_POLICY.quiet_to)
    time_zone: Annotated[
        TimeZone, _described("Whose clock and calendar quiet hours and holidays are of.")
    ] = DEFAULT_POLICY.time_zone
    quiet_on_holidays: Annotated[
        Flag, _described("Nobody is called on Italy's public holidays and on those of holidays.")
    ] = DEFAULT_POLICY.quiet_on_holidays
    holidays: Annotated[
        tuple[Day, ...],
        Field(
            max_length=MAX_HOLIDAYS,
            description="Further dates; without quietOnHolidays they are kept and do nothing.",
        ),
    ] = DEFAULT_POLICY.holidays
    hold_out_ratio: Annotated[
        float,
        _number(
            0,
            MAX_HOLD_OUT_RATIO,
            "Part of the members who are not called, by lot, to measure the effect.",
        ),
    ] = DEFAULT_POLICY.hold_out_ratio
    watts_per_member: Annotated[
        float,
        _number(
            MIN_WATTS_PER_MEMBER, MAX_THRESHOLD_W, "What a member who answers a call takes up."
        ),
    ] = DEFAULT_POLICY.watts_per_member
    response_ratio: Annotated[
        float,
        _number(
            MIN_RESPONSE_RATIO,
            1,
            "Part of the called that answers: excess / wattsPerMember / responseRatio are called.",
        ),
    ] = DEFAULT_POLICY.response_ratio

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
