"""Facilities, devices, communities and memberships, as their owners and representatives do."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeAlias
from uuid import UUID

import msgspec

from devstack.people.account import Account
from devstack.people.connection import decoded

ReadLabel: TypeAlias = Callable[[str], str]
"""The code on the label of the device with that id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFacility:
    """What an owner enters about a facility; powers in W."""

    name: str
    region: str
    primary_substation_code: str
    member_type: str
    max_consumption_w: float
    max_production_w: float = 0.0
    commissioned_on: date | None = None
    meter_kind: str = "GETIS"
    transformation_constant: float = 1.0
    owner_kind: str = "natural-person"
    incentives_reduction: float = 0.0
    """F of a plant with a capital grant."""

    def body(self) -> dict[str, Any]:
        """As the API takes it."""
        started = self.commissioned_on and self.commissioned_on.isoformat()
        return {
            "name": self.name,
            "region": self.region,
            "primarySubstationCode": self.primary_substation_code,
            "memberType": self.member_type,
            "meterKind": self.meter_kind,
            "transformationConstant": self.transformation_constant,
            "maxConsumptionW": self.max_consumption_w,
            "maxProductionW": self.max_production_w,
            "commissionedOn": started,
            "ownerKind": self.owner_kind,
            "incentivesReduction": self.incentives_reduction,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCommunity:
    """What a representative enters; `surplus_policy` as the API's fields, the rest by default."""

    name: str
    primary_substation_code: str
    market_zone: str = "CNOR"
    surplus_policy: Mapping[str, Any] = field(default_factory=dict)

    def body(self) -> dict[str, Any]:
        """As the API takes it."""
        return {
            "name": self.name,
            "primarySubstationCode": self.primary_substation_code,
            "marketZone": self.market_zone,
            "surplusPolicy": dict(self.surplus_policy),
        }


class AttachedDevice(msgspec.Struct, frozen=True, rename="camel"):
    """A device that measures at a facility."""

    device_id: str
    valid_from: datetime


class Membership(msgspec.Struct, frozen=True, rename="camel"):
    """The community a facility belongs to."""

    community_id: UUID
    valid_from: datetime


class KnownFacility(msgspec.Struct, frozen=True, rename="camel"):
    """A facility as somebody with a role in it sees it."""

    facility_id: UUID
    name: str
    role: str
    device: AttachedDevice | None = None
    community: Membership | None = None


class KnownCommunity(msgspec.Struct, frozen=True, rename="camel"):
    """A community as a user sees it."""

    community_id: UUID
    name: str


class MemberFacility(msgspec.Struct, frozen=True, rename="camel"):
    """A facility as its community sees it."""

    facility_id: UUID
    name: str


class Registry:
    """The registry in one user's name. Everything raises ApiProblem, httpx.TransportError."""

    def __init__(self, account: Account, read_label: ReadLabel) -> None:
        self._account = account
        self._read_label = read_label

    async def create_facility(self, facility: NewFacility) -> UUID:
        """Add a facility and own it."""
        answer = await self._account.request("POST", "/facility", body=facility.body())
        return decoded(answer, _CreatedFacility).facility_id

    async def facility(self, facility_id: UUID) -> KnownFacility:
        """One facility."""
        return decoded(
            await self._account.request("GET", f"/facility/{facility_id}"), KnownFacility
        )

    async def facilities(self) -> Sequence[KnownFacility]:
        """Where this user has a role."""
        return decoded(await self._account.request("GET", "/user/facility"), list[KnownFacility])

    async def attach_device(
        self,
        facility_id: UUID,
        device_id: str,
        valid_from: datetime | None = None,
        *,
        proof: str | None = None,
    ) -> None:
        """The device measures there since then (default: from now on).

        `proof` is the code that this user enters, by default the one on the device's label.
        """
        entered = self._read_label(device_id) if proof is None else proof
        body = {"deviceId": device_id, "proof": entered} | _since(valid_from)
        await self._account.request("PUT", f"/facility/{facility_id}/device", body=body)

    async def detach_device(self, facility_id: UUID) -> None:
        """The device measures there no longer."""
        await self._account.request("DELETE", f"/facility/{facility_id}/device")

    async def give_access(self, user_id: UUID, facility_id: UUID, role: str) -> None:
        """Let another user see (or manage) a facility."""
        path = f"/user/{user_id}/facility/{facility_id}"
        await self._account.request("PUT", path, body={"role": role})

    async def create_community(self, community: NewCommunity) -> UUID:
        """Found a community and represent it."""
        answer = await self._account.request("POST", "/community", body=community.body())
        return decoded(answer, _CreatedCommunity).community_id

    async def communities(self) -> Sequence[KnownCommunity]:
        """Those which this user represents or has a facility in."""
        return decoded(await self._account.request("GET", "/user/community"), list[KnownCommunity])

    async def members(self, community_id: UUID) -> Sequence[MemberFacility]:
        """The facilities of a community."""
        path = f"/community/{community_id}/facility"
        return decoded(await self._account.request("GET", path), list[MemberFacility])

    async def consent_to_membership(
        self, community_id: UUID, facility_id: UUID, valid_from: datetime | None = None
    ) -> None:
        """This side of a membership: the representative's invitation or the owner's request.

        The second side to consent makes the facility a member, since the later of both dates.
        """
        path = f"/community/{community_id}/facility/{facility_id}"
        await self._account.request("PUT", path, body=_since(valid_from))

    async def end_membership(self, community_id: UUID, facility_id: UUID) -> None:
        """Leave, decline or take back."""
        await self._account.request("DELETE", f"/community/{community_id}/facility/{facility_id}")


class _CreatedFacility(msgspec.Struct, frozen=True, rename="camel"):
    facility_id: UUID


class _CreatedCommunity(msgspec.Struct, frozen=True, rename="camel"):
    community_id: UUID


def _since(valid_from: datetime | None) -> dict[str, Any]:
    return {} if valid_from is None else {"validFrom": valid_from.isoformat()}
