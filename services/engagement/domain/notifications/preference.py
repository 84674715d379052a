"""What a user decided about being told (FR4.2): whether, how often, when, and in which language."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta, tzinfo
from typing import Final, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from libs.chassis.errors import FieldError, InvalidInputError
from services.engagement.domain.registry.contact import Locale

MailUse = Literal["always", "without_push", "never"]
"""Mail beside other ways, only where no other works, or not at all."""

DEFAULT_TIME_ZONE: Final = "Europe/Rome"
MOST_PER_DAY: Final = 24
MOST_PER_WEEK: Final = 168
LONGEST_GAP: Final = timedelta(days=7)


class InvalidPreferenceError(InvalidInputError):
    """Two of the fields contradict each other."""

    code = "invalid_preference"


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From `start` (included) to `end` (excluded) on a clock, over midnight too."""

    start: time
    end: time

    def hold(self, at: datetime, zone: tzinfo) -> bool:
        """True at an aware instant that lies in them."""
        clock = at.astimezone(zone).time()
        if self.start < self.end:
            return self.start <= clock < self.end
        return clock >= self.start or clock < self.end


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

    def __post_init__(self) -> None:
        """Raises InvalidPreferenceError."""
        problems = [
            FieldError(field, code, message)
            for is_wrong, field, code, message in (
                (
                    self.per_week < self.per_day,
                    "perWeek",
                    "week_below_day",
                    "A week has at least as many as one of its days.",
                ),
                (
                    self.quiet is not None and self.quiet.start == self.quiet.end,
                    "quietTo",
                    "quiet_hours_empty",
                    "Quiet hours end at another time than they begin; null for none.",
                ),
            )
            if is_wrong
        ]
        if problems:
            raise InvalidPreferenceError("the fields contradict each other", fields=tuple(problems))


@dataclass(frozen=True, slots=True)
class CommunityPreference:
    """What a user decided about one community, in place of the general preference's fields."""

    wanted: bool
    surplus_over: bool

    def applied_to(self, general: Preference) -> Preference:
        """The preference that holds for the community."""
        return replace(general, wanted=self.wanted, surplus_over=self.surplus_over)


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


REACH_OF_LIMITS: Final = timedelta(days=8)
"""No limit looks further: a week of any time zone, with its changes of clock, and LONGEST_GAP."""


def zone_of(preference: Preference, account_time_zone: str) -> ZoneInfo:
    """The user's time zone. Raises ZoneInfoNotFoundError for a name that is none."""
    return ZoneInfo(preference.time_zone or account_time_zone)
