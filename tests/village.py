"""Facilities and communities as people enter them, and devices fitted to them."""

import asyncio
import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

from devstack.people.account import Identity
from devstack.people.person import People, Person
from devstack.people.registry import NewCommunity, NewFacility

SUBSTATION: Final = "AC001E00123"
PASSWORD: Final = "sole-di-mezzogiorno-7"
LONG_AGO: Final = timedelta(days=3)
"""Devices and memberships count since then, so that readings of yesterday do."""
_numbers = itertools.count(1)
_run = uuid4().hex[:6]


def an_identity(name: str, *, locale: str = "it", proves: bool = False) -> Identity:
    """Credentials nobody has used."""
    email = f"{name.lower()}-{_run}-{next(_numbers)}@example.org"
    return Identity(email=email, password=PASSWORD, name=name, locale=locale, proves=proves)


async def a_user(people: People, name: str) -> Person:
    """Somebody who has signed up, confirmed and signed in."""
    return await people.user(an_identity(name))


async def users(people: People, *names: str) -> Sequence[Person]:
    """Several of them."""
    return await asyncio.gather(*(a_user(people, name) for name in names))


def a_device_id() -> str:
    """A device nobody has registered."""
    return f"meter-{_run}-{next(_numbers):04d}"


def a_flat(name: str = "Flat") -> NewFacility:
    """A consumer."""
    return NewFacility(
        name=name,
        region="Toscana",
        primary_substation_code=SUBSTATION,
        member_type="consumer",
        max_consumption_w=3_000,
        meter_kind="GEMIS",
    )


def a_roof(name: str = "Roof", *, commissioned_on: date = date(2024, 5, 1)) -> NewFacility:
    """A self-consumer with a plant."""
    return NewFacility(
        name=name,
        region="Toscana",
        primary_substation_code=SUBSTATION,
        member_type="self-consumer",
        max_consumption_w=6_000,
        max_production_w=60_000,
        commissioned_on=commissioned_on,
    )


def a_workshop(name: str = "Workshop", *, transformation_constant: float = 25.0) -> NewFacility:
    """A consumer behind current transformers (R9)."""
    return NewFacility(
        name=name,
        region="Toscana",
        primary_substation_code=SUBSTATION,
        member_type="consumer",
        max_consumption_w=100_000,
        meter_kind="GESIS",
        transformation_constant=transformation_constant,
    )


def a_community(
    name: str = "Comunità del Sole",
    *,
    threshold_w: float = 1_000,
    minimum_duration_s: int = 120,
    cooldown_s: int = 14_400,
) -> NewCommunity:
    """A community that tells its members of a surplus soon, at whatever hour a test runs.

    Of its devices a test may play one alone.
    """
    return NewCommunity(
        name=name,
        primary_substation_code=SUBSTATION,
        surplus_policy={
            "thresholdW": threshold_w,
            "minimumDurationS": minimum_duration_s,
            "cooldownS": cooldown_s,
            "quietFrom": "00:00",
            "quietTo": "00:00",
            "minimumFreshRatio": 0,
        },
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """A facility with a device fitted."""

    facility_id: UUID
    device_id: str
    owner: Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Village:
    """A community and its facilities."""

    community_id: UUID
    representative: Person
    homes: Sequence[Home]


async def a_home(
    owner: Person, facility: NewFacility, *, since: datetime | None = None, device_id: str = ""
) -> Home:
    """A facility of the owner with a device that measures since `since` (default: LONG_AGO)."""
    facility_id = await owner.registry.create_facility(facility)
    fitted = device_id or a_device_id()
    await owner.registry.attach_device(facility_id, fitted, since or datetime.now(UTC) - LONG_AGO)
    return Home(facility_id=facility_id, device_id=fitted, owner=owner)


async def a_village(
    representative: Person,
    community: NewCommunity,
    homes: Sequence[Home],
    *,
    since: datetime | None = None,
) -> Village:
    """A community of these homes: each owner asks, the representative accepts."""
    community_id = await representative.registry.create_community(community)
    joined = since or datetime.now(UTC) - LONG_AGO
    for home in homes:
        for side in dict.fromkeys((home.owner, representative)):
            await side.registry.consent_to_membership(community_id, home.facility_id, joined)
    return Village(community_id=community_id, representative=representative, homes=homes)
