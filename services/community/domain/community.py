"""A community: who stands for it, where it is, and when it tells its members of surplus."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from libs.chassis.errors import NotRepresentativeError
from services.community.domain.errors import (
    SubstationDiffersError,
    TooManyCommunitiesError,
)
from services.community.domain.surplus_policy import DEFAULT_POLICY, SurplusPolicy

MEMBERS_OF_AN_ACTIVE_COMMUNITY: Final = 2
MAX_COMMUNITIES_OF_REPRESENTATIVE: Final = 100


class CommunityStatus(StrEnum):
    """R4: forming with fewer than two members, active from two."""

    FORMING = "forming"
    ACTIVE = "active"


class CommunityRole(StrEnum):
    """What a user is in a community."""

    REPRESENTATIVE = "representative"
    MEMBER = "member"
    """Has a role in one of its facilities."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunitySettings:
    """What the representative states about a community."""

    name: str
    primary_substation_code: str
    market_zone: str
    surplus_policy: SurplusPolicy = DEFAULT_POLICY


@dataclass(frozen=True, slots=True, kw_only=True)
class Community:
    """A community; `version` grows by one with each change."""

    community_id: UUID
    version: int
    changed_at: datetime
    representative_id: UUID
    settings: CommunitySettings
    proposed_representative_id: UUID | None = None
    """Who may take over from the representative, by accepting (succession.py)."""

    @classmethod
    def found(
        cls,
        community_id: UUID,
        settings: CommunitySettings,
        *,
        founder: UUID,
        represented_before: int,
        now: datetime,
    ) -> "Community":
        """A new community; its founder represents it (FR8.1). Raises TooManyCommunitiesError."""
        _check_may_represent_one_more(represented_before)
        return cls(
            community_id=community_id,
            version=1,
            changed_at=now,
            representative_id=founder,
            settings=settings,
        )

    def is_represented_by(self, user_id: UUID) -> bool:
        """True for the representative."""
        return self.representative_id == user_id

    def require_representative(self, user_id: UUID) -> None:
        """Raises NotRepresentativeError for anybody else."""
        if not self.is_represented_by(user_id):
            raise NotRepresentativeError("only the community's representative may do this")

    def with_settings(
        self, settings: CommunitySettings, *, has_facilities: bool, now: datetime
    ) -> "Community":
        """The community with other settings.

        Raises SubstationDiffersError when facilities under the old substation belong to it (R2).
        """
        moves = settings.primary_substation_code != self.settings.primary_substation_code
        if moves and has_facilities:
            raise SubstationDiffersError(
                "facilities under the present primary substation belong to the community"
            )
        return replace(self, settings=settings, version=self.version + 1, changed_at=now)

    def dissolved(self, now: datetime) -> "Community":
        """The community's last version; nobody is proposed any more."""
        return replace(
            self, proposed_representative_id=None, version=self.version + 1, changed_at=now
        )

    def restored(self, *, represented_before: int, now: datetime) -> "Community":
        """The next version of a dissolved community. Raises TooManyCommunitiesError."""
        _check_may_represent_one_more(represented_before)
        return replace(self, version=self.version + 1, changed_at=now)


def _check_may_represent_one_more(represented_before: int) -> None:
    if represented_before >= MAX_COMMUNITIES_OF_REPRESENTATIVE:
        raise TooManyCommunitiesError(
            f"a user represents at most {MAX_COMMUNITIES_OF_REPRESENTATIVE} communities"
        )


def member_count(facility_count: int, owner_count: int) -> int:
    """How many members: a facility stands for one, and a person for one however many they own."""
    return min(facility_count, owner_count)


def status_of(members: int) -> CommunityStatus:
    """R4."""
    if members >= MEMBERS_OF_AN_ACTIVE_COMMUNITY:
        return CommunityStatus.ACTIVE
    return CommunityStatus.FORMING
