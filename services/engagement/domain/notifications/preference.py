"""What a user decided about being told (FR4.2): whether, how often, when, and in which language."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Final, Literal
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from libs.chassis.errors import FieldError, InvalidInputError
from services.engagement.domain.quiet_hours import QuietHours
from services.engagement.domain.registry.contact import DEFAULT_TIME_ZONE, Locale

MailUse = Literal["always", "without_push", "never"]
"""Mail beside other ways, only where no other works, or not at all."""

_WEEK_DAYS: Final = 7
MOST_PER_DAY: Final = 24
MOST_PER_WEEK: Final = 168
LONGEST_GAP: Final = timedelta(days=7)


class InvalidPreferenceError(InvalidInputError):
    """Two of the fields contradict each other."""

    code = "invalid_preference"


@dataclass(frozen=True, slots=True)
class Preference:
    """Defaults: published trials on appeals, which fade when they are repeated too often.

    The three limits count calls of all of the user's communities, in event time; days and weeks are
    those of the user's time zone. Without quiet hours of their own, the community's hold alone.
    """

    wanted: bool = True
    surplus_over: bool = False
    """Also told when a surplus is over that the user was told of."""
    per_day: int = 1
    per_week: int = 3
    minimum_gap: timedelta = timedelta(hours=4)
    quiet: QuietHours | None = None
    time_zone: str | None = None
    """An IANA name; None is the account's."""
    language: Locale | None = None
    """None is the account's."""
    mail: MailUse = "without_push"

    @property
    def days_between(self) -> int:
        """Days from one day of being told to the next, at least: so a week's calls are spread.

        Else the first sunny days of a week would use them up, and the weekend would have none.
        """
        return _WEEK_DAYS // self.per_week if self.per_week else _WEEK_DAYS

    def __post_init__(self) -> None:
        """Raises InvalidPreferenceError."""
        if self.per_week < self.per_day:
            raise _invalid(
                "perWeek", "week_below_day", "A week has at least as many as one of its days."
            )


@dataclass(frozen=True, slots=True)
class CommunityPreference:
    """What a user decided about one community, in place of the general preference's fields."""

    wanted: bool
    surplus_over: bool

    def applied_to(self, general: Preference) -> Preference:
        """The preference that holds for the community."""
        return replace(general, wanted=self.wanted, surplus_over=self.surplus_over)


def quiet_hours(start: time | None, end: time | None) -> QuietHours | None:
    """A user's quiet hours; None for none. Raises InvalidPreferenceError."""
    if start is None and end is None:
        return None
    if start is None or end is None:
        missing = "quietFrom" if start is None else "quietTo"
        raise _invalid(missing, "quiet_hours_incomplete", "Quiet hours begin and end.")
    if start == end:
        message = "Quiet hours end at another time than they begin; null for none."
        raise _invalid("quietTo", "quiet_hours_empty", message)
    return QuietHours(start, end)


def _invalid(field: str, code: str, message: str) -> InvalidPreferenceError:
    problem = FieldError(field, code, message)
    return InvalidPreferenceError("the fields contradict each other", fields=(problem,))


DEFAULT_PREFERENCE: Final = Preference()


@dataclass(frozen=True, slots=True)
class Standing:
    """What is at rest about a user when a community is about to call.

    `told_at`: event times of the calls the user was told of, of all communities, that lie within
    REACH_OF_LIMITS of this one. `last_told_at`: the newest of all of them.
    """

    user_id: UUID
    preference: Preference = DEFAULT_PREFERENCE
    told_at: tuple[datetime, ...] = ()
    last_told_at: datetime | None = None
    is_told: bool = False
    """Of the episode that is called about, by an earlier call."""


REACH_OF_LIMITS: Final = timedelta(days=8)
"""No limit looks further: a week of any time zone, with its changes of clock, and LONGEST_GAP."""


def zone_named(name: str) -> ZoneInfo:
    """The IANA zone of that name; that of DEFAULT_TIME_ZONE where this machine knows none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo(DEFAULT_TIME_ZONE)
