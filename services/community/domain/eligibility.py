"""May a community share energy as the law asks, and what is missing (R1 to R4).

Source: GSE Regole operative (DM CACER, D.Lgs. 199/2021). The connection points are the facilities
that belong to the community now. What no community can take is refused when a facility joins; it
is looked for here all the same, for facilities that were members before a rule was checked.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final
from uuid import UUID

from services.community.domain.community import (
    MEMBERS_OF_AN_ACTIVE_COMMUNITY,
    CommunityStatus,
    member_count,
    status_of,
)
from services.community.domain.facility import Facility, FacilityRole
from services.community.domain.facility_settings import (
    PLANT_POWER_LIMIT_W,
    FacilitySettings,
    MemberType,
    OwnerKind,
)

LEAST_CONNECTION_POINTS: Final = 2
OLDER_PLANTS_LIMIT: Final = 0.30
"""Share of the community's plant power that may have started before the law."""
MAX_NAMED_FACILITIES: Final = 100
"""A finding names this many facilities; `facility_count` says how many there are."""


class FindingCode(StrEnum):
    """What was found; stable, for a screen to translate."""

    TOO_FEW_MEMBERS = "too_few_members"
    TOO_FEW_CONNECTION_POINTS = "too_few_connection_points"
    NO_CONSUMER = "no_consumer"
    NO_PRODUCER = "no_producer"
    SUBSTATION_DIFFERS = "substation_differs"
    PLANT_TOO_POWERFUL = "plant_too_powerful"
    OWNER_EXCLUDED = "owner_excluded"
    OLDER_PLANTS_EXCEED_SHARE = "older_plants_exceed_share"
    OLDER_PLANTS_WITHOUT_PREMIUM = "older_plants_without_premium"


class FindingKind(StrEnum):
    """What a finding means for the community."""

    MISSING = "missing"
    """Not eligible until it is there."""
    BREACH = "breach"
    """Not eligible while the facilities named are as they are."""
    NOTE = "note"
    """Eligible, but good to know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One rule, what it allows and what was found; in the unit of the rule."""

    code: FindingCode
    kind: FindingKind
    limit: float | None = None
    """A count, W, or a share of 1; None where the rule has no number."""
    found: float | None = None
    facility_ids: tuple[UUID, ...] = ()
    """At most MAX_NAMED_FACILITIES, by id."""
    facility_count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionPoint:
    """A facility of the community, as far as the rules look at it."""

    facility_id: UUID
    settings: FacilitySettings
    owner_ids: tuple[UUID, ...]

    @classmethod
    def of(cls, facility: Facility) -> "ConnectionPoint":
        """A facility, with its owners by id."""
        return cls(
            facility_id=facility.facility_id,
            settings=facility.settings,
            owner_ids=tuple(
                access.user_id for access in facility.accesses if access.role is FacilityRole.OWNER
            ),
        )

    @property
    def consumes(self) -> bool:
        """True unless it is a pure producer."""
        return self.settings.member_type is not MemberType.PRODUCER


@dataclass(frozen=True, slots=True, kw_only=True)
class Eligibility:
    """What the rules make of a community at present."""

    status: CommunityStatus
    member_count: int
    connection_point_count: int
    consumer_count: int
    producer_count: int
    plant_power_w: float
    older_plant_power_w: float
    findings: tuple[Finding, ...]

    @property
    def is_eligible(self) -> bool:
        """True when nothing is missing and no rule is broken."""
        return all(finding.kind is FindingKind.NOTE for finding in self.findings)

    @property
    def older_plant_share(self) -> float:
        """0 to 1; 0 without plants."""
        return self.older_plant_power_w / self.plant_power_w if self.plant_power_w else 0.0


def eligibility_of(points: Sequence[ConnectionPoint], substation_code: str) -> Eligibility:
    """The community's eligibility under the primary substation with that code."""
    owners = {owner for point in points for owner in point.owner_ids}
    plants = [point for point in points if point.settings.has_plant]
    older = [point for point in plants if point.settings.has_older_plant]
    members = member_count(len(points), len(owners))
    counted = Eligibility(
        status=status_of(members),
        member_count=members,
        connection_point_count=len(points),
        consumer_count=sum(point.consumes for point in points),
        producer_count=len(plants),
        plant_power_w=sum(point.settings.max_production_w for point in plants),
        older_plant_power_w=sum(point.settings.max_production_w for point in older),
        findings=(),
    )
    findings = (*_missing(counted), *_breaches(points, substation_code), *_older(counted, older))
    return replace(counted, findings=findings)


def _missing(counted: Eligibility) -> Iterator[Finding]:
    wanted = (
        (FindingCode.TOO_FEW_MEMBERS, MEMBERS_OF_AN_ACTIVE_COMMUNITY, counted.member_count),
        (
            FindingCode.TOO_FEW_CONNECTION_POINTS,
            LEAST_CONNECTION_POINTS,
            counted.connection_point_count,
        ),
        (FindingCode.NO_CONSUMER, 1, counted.consumer_count),
        (FindingCode.NO_PRODUCER, 1, counted.producer_count),
    )
    for code, least, found in wanted:
        if found < least:
            yield Finding(code=code, kind=FindingKind.MISSING, limit=least, found=found)


def _breaches(points: Sequence[ConnectionPoint], substation_code: str) -> Iterator[Finding]:
    rules: tuple[tuple[FindingCode, float | None, Callable[[FacilitySettings], bool]], ...] = (
        (
            FindingCode.SUBSTATION_DIFFERS,
            None,
            lambda settings: settings.primary_substation_code != substation_code,
        ),
        (
            FindingCode.PLANT_TOO_POWERFUL,
            PLANT_POWER_LIMIT_W,
            lambda settings: settings.has_too_powerful_plant,
        ),
        (
            FindingCode.OWNER_EXCLUDED,
            None,
            lambda settings: settings.owner_kind is OwnerKind.LARGE_COMPANY,
        ),
    )
    for code, limit, is_broken in rules:
        broken_at = [point for point in points if is_broken(point.settings)]
        if broken_at:
            yield _about(broken_at, code, FindingKind.BREACH, limit=limit)


def _older(counted: Eligibility, older: Sequence[ConnectionPoint]) -> Iterator[Finding]:
    if not older:
        return
    share = counted.older_plant_share
    code, kind = FindingCode.OLDER_PLANTS_WITHOUT_PREMIUM, FindingKind.NOTE
    if share > OLDER_PLANTS_LIMIT:
        code, kind = FindingCode.OLDER_PLANTS_EXCEED_SHARE, FindingKind.BREACH
    yield _about(older, code, kind, limit=OLDER_PLANTS_LIMIT, found=share)


def _about(
    points: Sequence[ConnectionPoint],
    code: FindingCode,
    kind: FindingKind,
    *,
    limit: float | None,
    found: float | None = None,
) -> Finding:
    ids = sorted(point.facility_id for point in points)
    return Finding(
        code=code,
        kind=kind,
        limit=limit,
        found=found,
        facility_ids=tuple(ids[:MAX_NAMED_FACILITIES]),
        facility_count=len(ids),
    )
