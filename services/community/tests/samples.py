"""People, settings and moments that the tests share."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final, Literal
from uuid import UUID

from libs.contracts.v1.user import UserConfirmed
from services.community.domain.audit import Action, Change
from services.community.domain.community import Community, CommunitySettings
from services.community.domain.facility import Facility, FacilityRole
from services.community.domain.facility_settings import FacilitySettings, MemberType, MeterKind
from services.community.domain.invitation import AddressHash, Invitation
from services.community.domain.page import Page
from services.community.domain.surplus_policy import SurplusPolicy

ANNA, BRUNO, CARLA, DARIO = (UUID(int=900 + n) for n in range(4))
CARLAS: Final = AddressHash(b"carla")
NOON: Final = datetime(2026, 6, 21, 10, 0, tzinfo=UTC)
SUBSTATION: Final = "AC001E00001"
OTHER_SUBSTATION: Final = "AC001E00002"
POLICY: Final = SurplusPolicy(
    threshold_w=0.1,
    threshold_ratio=1 / 7,
    end_ratio=1 / 3,
    minimum_duration_s=61,
    cooldown_s=62,
    maximum_age_s=63,
    minimum_fresh_ratio=0.64,
    quiet_from=time(22, 30),
    quiet_to=time(7, 15),
    time_zone="Europe/Lisbon",
    quiet_on_holidays=True,
    holidays=(date(2026, 6, 24), date(2026, 12, 7)),
    hold_out_ratio=0.05,
    watts_per_member=2000.5,
    response_ratio=0.2,
)
"""No field has its default."""
BY_ANNA: Final = Change(ANNA, Action.CHANGE_FACILITY)


def at(hours: float) -> datetime:
    """That many hours after noon."""
    return NOON + timedelta(hours=hours)


def first(kind: type[Any], limit: int = 50) -> Page[Any]:
    """The first page of a list in that order."""
    return Page(limit, kind.start())


def facility_settings(**changes: Any) -> FacilitySettings:
    """A house with a roof; keyword arguments replace its settings."""
    house = FacilitySettings(
        name="Casa",
        region="Marche",
        primary_substation_code=SUBSTATION,
        member_type=MemberType.SELF_CONSUMER,
        meter_kind=MeterKind.GEMIS,
        max_consumption_w=3_000.0,
        max_production_w=4_500.0,
        commissioned_on=date(2023, 5, 1),
    )
    return replace(house, **changes)


def behind_transformers(constant: float) -> FacilitySettings:
    """The house behind a semi-direct meter."""
    return facility_settings(meter_kind=MeterKind.GESIS, transformation_constant=constant)


def community_settings(**changes: Any) -> CommunitySettings:
    """A community under the same substation; keyword arguments replace its settings."""
    solara = CommunitySettings(
        name="Solara", primary_substation_code=SUBSTATION, market_zone="CNOR"
    )
    return replace(solara, **changes)


def facility(number: int = 1, *, owner: UUID = ANNA, **changes: Any) -> Facility:
    """A new facility."""
    return Facility.registered(
        UUID(int=number), facility_settings(**changes), owner=owner, owned_before=0, now=NOON
    )


def community(number: int = 101, *, founder: UUID = BRUNO, **changes: Any) -> Community:
    """A new community."""
    return Community.found(
        UUID(int=number),
        community_settings(**changes),
        founder=founder,
        represented_before=0,
        now=NOON,
    )


def user_confirmed(
    user: UUID, email: str, *, name: str = "", locale: Literal["it", "en"] = "it"
) -> UserConfirmed:
    """What the user service tells of somebody who has confirmed an address."""
    return UserConfirmed(
        user_id=user,
        version=1,
        occurred_at=NOON,
        email=email,
        name=name,
        locale=locale,
        time_zone="Europe/Rome",
    )


def an_invitation(address: AddressHash) -> Invitation:
    """Anna's, to view the first facility, open for a day."""
    return Invitation(
        invitation_id=UUID(int=71),
        facility_id=facility(1).facility_id,
        address_hash=address,
        role=FacilityRole.VIEWER,
        invited_by=ANNA,
        invited_at=NOON,
        expires_at=at(24),
    )
