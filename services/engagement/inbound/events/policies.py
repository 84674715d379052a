"""A community's surplus policy as the registry tells it, as the domain has it."""

from datetime import timedelta
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from libs.chassis.telemetry import get_logger
from libs.contracts.v1 import registry as events
from services.engagement.domain.quiet_hours import QuietHours
from services.engagement.domain.surplus.policy import DEFAULT_ZONE, SurplusPolicy

_MILLIWATTS: Final = 1000


def policy_of(policy: events.SurplusPolicy) -> SurplusPolicy:
    """Powers in mW, durations of event time, hours of the policy's own clock."""
    is_ever_quiet = policy.quiet_from != policy.quiet_to
    return SurplusPolicy(
        threshold_mw=round(policy.threshold_w * _MILLIWATTS),
        threshold_ratio=policy.threshold_ratio,
        end_ratio=policy.end_ratio,
        minimum_duration=timedelta(seconds=policy.minimum_duration_s),
        cooldown=timedelta(seconds=policy.cooldown_s),
        maximum_age=timedelta(seconds=policy.maximum_age_s),
        minimum_fresh_ratio=policy.minimum_fresh_ratio,
        quiet=QuietHours(policy.quiet_from, policy.quiet_to) if is_ever_quiet else None,
        quiet_on_holidays=policy.quiet_on_holidays,
        holidays=frozenset(policy.holidays),
        zone=_zone(policy.time_zone),
        hold_out_ratio=policy.hold_out_ratio,
        watts_per_member=policy.watts_per_member,
        response_ratio=policy.response_ratio,
    )


def _zone(name: str) -> ZoneInfo:
    """The community service checked it; its list of zones may be a newer one than ours."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        get_logger().warning("unknown_time_zone", time_zone=name, instead=DEFAULT_ZONE.key)
        return DEFAULT_ZONE
