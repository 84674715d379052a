"""What a user may decide about being told, and what holds."""

from datetime import time, timedelta
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field

from libs.chassis.http import ApiModel
from libs.chassis.http_fields import ClockTime, TimeZone
from services.engagement.domain.notifications.preference import (
    DEFAULT_PREFERENCE,
    LONGEST_GAP,
    MOST_PER_DAY,
    MOST_PER_WEEK,
    CommunityPreference,
    MailUse,
    Preference,
    quiet_hours,
)
from services.engagement.domain.registry.contact import Locale
from services.engagement.usecases.notifications.choose_preference import (
    CommunityPreferenceInForce,
    PreferenceInForce,
)

_DEFAULT = DEFAULT_PREFERENCE


class PreferenceBody(ApiModel):
    """What a user decides about being told; a field that is left out gets its default.

    The three limits count the calls of all communities together.
    """

    wanted: bool = _DEFAULT.wanted
    """False: told of no surplus at all."""
    surplus_over: bool = _DEFAULT.surplus_over
    """Also told when a surplus is over that one was told of."""
    per_day: Annotated[int, Field(ge=1, le=MOST_PER_DAY)] = _DEFAULT.per_day
    per_week: Annotated[int, Field(ge=1, le=MOST_PER_WEEK)] = _DEFAULT.per_week
    """Monday to Sunday."""
    minimum_gap_s: Annotated[int, Field(ge=0, le=round(LONGEST_GAP.total_seconds()))] = round(
        _DEFAULT.minimum_gap.total_seconds()
    )
    """Least time between two calls."""
    quiet_from: ClockTime | None = None
    """On the clock of the time zone, beside the community's own quiet hours; null for none."""
    quiet_to: ClockTime | None = None
    time_zone: TimeZone | None = None
    """Null: that of the account."""
    language: Locale | None = None
    """Null: that of the account."""
    mail: MailUse = _DEFAULT.mail
    """`without_push`: only while no push or webhook works."""

    def decision(self) -> Preference:
        """As the domain sees it. Raises InvalidPreferenceError."""
        return Preference(
            wanted=self.wanted,
            surplus_over=self.surplus_over,
            per_day=self.per_day,
            per_week=self.per_week,
            minimum_gap=timedelta(seconds=self.minimum_gap_s),
            quiet=quiet_hours(_time(self.quiet_from), _time(self.quiet_to)),
            time_zone=self.time_zone,
            language=self.language,
            mail=self.mail,
        )


class PreferenceChange(PreferenceBody):
    """What a user decides anew about being told; a field that is left out stays as it is."""

    def applied_to(self, present: Preference) -> Preference:
        """The whole as the domain sees it. Raises InvalidPreferenceError."""
        given = {name: getattr(self, name) for name in self.model_fields_set}
        whole = PreferenceBody.showing(present, **_on_the_clock(present))
        return whole.model_copy(update=given).decision()


class PreferenceView(ApiModel):
    """What the caller decided about being told; `...InForce` is what holds."""

    wanted: bool
    surplus_over: bool
    per_day: int
    per_week: int
    minimum_gap_s: int
    quiet_from: str | None
    quiet_to: str | None
    time_zone: str | None
    language: Locale | None
    mail: MailUse
    time_zone_in_force: str
    language_in_force: Locale
    communities: list["CommunityPreferenceView"]
    """Those decided for alone, also when the caller has left them."""

    @classmethod
    def of(cls, found: PreferenceInForce) -> Self:
        """The view of a preference."""
        return cls.showing(
            found.preference,
            **_on_the_clock(found.preference),
            time_zone_in_force=found.time_zone,
            language_in_force=found.language,
            communities=[CommunityPreferenceView.of(each) for each in found.communities],
        )


class CommunityPreferenceBody(ApiModel):
    """What a user decides about one community; limits and quiet hours are the user's everywhere."""

    wanted: bool = _DEFAULT.wanted
    surplus_over: bool = _DEFAULT.surplus_over

    def decision(self) -> CommunityPreference:
        """As the domain sees it."""
        return CommunityPreference(self.wanted, self.surplus_over)


class CommunityPreferenceView(ApiModel):
    """What holds for one community."""

    community_id: UUID
    community_name: str | None
    """Null once it was removed."""
    wanted: bool
    surplus_over: bool
    is_own: bool
    """False: it is the general preference that holds."""
    has_left: bool
    """The caller has nothing to do with it any more; what was decided holds for who comes back."""

    @classmethod
    def of(cls, found: CommunityPreferenceInForce) -> Self:
        """The view of a preference."""
        preference = found.preference
        return cls.showing(found, wanted=preference.wanted, surplus_over=preference.surplus_over)


def _on_the_clock(preference: Preference) -> dict[str, Any]:
    """The fields that look otherwise at the edge."""
    quiet = preference.quiet
    return {
        "minimum_gap_s": round(preference.minimum_gap.total_seconds()),
        "quiet_from": quiet and f"{quiet.start:%H:%M}",
        "quiet_to": quiet and f"{quiet.end:%H:%M}",
    }


def _time(text: str | None) -> time | None:
    return None if text is None else time.fromisoformat(text)
