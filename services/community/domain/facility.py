"""A facility: its users and their roles, its device and its community through time."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from libs.chassis.errors import DeviceNotFoundError, FieldError
from services.community.domain.community import Community
from services.community.domain.errors import (
    AccessNotFoundError,
    FacilityInCommunityError,
    InvalidDeviceIdError,
    LastOwnerError,
    NotOwnerError,
    SubstationDiffersError,
    TooManyFacilitiesError,
    TooManyUsersError,
)
from services.community.domain.facility_settings import FacilitySettings, check_may_take_part
from services.community.domain.incentive_facts import IncentiveFacts
from services.community.domain.interval import Timeline, effective_date

MAX_USERS: Final = 100
MAX_FACILITIES_OF_OWNER: Final = 5_000
DEVICE_ID_PATTERN: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


class FacilityRole(StrEnum):
    """What a user may do: an owner everything, a manager see who has access too, a viewer see."""

    OWNER = "owner"
    MANAGER = "manager"
    VIEWER = "viewer"


@dataclass(frozen=True, slots=True)
class Access:
    """A user's role in a facility."""

    user_id: UUID
    role: FacilityRole


@dataclass(frozen=True, slots=True)
class FittedDevice:
    """A device behind a meter whose readings are multiplied by K (R9)."""

    device_id: str
    transformation_constant: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Facility:
    """A facility; every change is a new value whose `version` is one higher."""

    facility_id: UUID
    version: int
    changed_at: datetime
    settings: FacilitySettings
    accesses: tuple[Access, ...]
    """In order of the users' ids."""
    devices: Timeline[FittedDevice] = field(default_factory=Timeline)
    communities: Timeline[UUID] = field(default_factory=Timeline)
    former_facts: Timeline[IncentiveFacts] = field(default_factory=Timeline)
    """Closed intervals: what was otherwise than the settings say, until they counted."""

    @classmethod
    def registered(
        cls,
        facility_id: UUID,
        settings: FacilitySettings,
        *,
        owner: UUID,
        owned_before: int,
        now: datetime,
    ) -> "Facility":
        """A new facility; who adds it owns it (FR5.1). Raises TooManyFacilitiesError."""
        _check_may_own_one_more(owned_before)
        return cls(
            facility_id=facility_id,
            version=1,
            changed_at=now,
            settings=settings,
            accesses=(Access(owner, FacilityRole.OWNER),),
        )

    @property
    def community_id(self) -> UUID | None:
        """The community it belongs to now."""
        current = self.communities.current
        return current.value if current else None

    @property
    def device_id(self) -> str | None:
        """The device that measures here now."""
        current = self.devices.current
        return current.value.device_id if current else None

    def role_of(self, user_id: UUID) -> FacilityRole | None:
        """The user's role, if any."""
        return next((access.role for access in self.accesses if access.user_id == user_id), None)

    def is_owned_by(self, user_id: UUID) -> bool:
        """True for an owner."""
        return self.role_of(user_id) is FacilityRole.OWNER

    def require_owner(self, user_id: UUID) -> None:
        """Raises NotOwnerError for anybody but an owner."""
        if not self.is_owned_by(user_id):
            raise NotOwnerError("only an owner of the facility may do this")

    def with_settings(
        self, settings: FacilitySettings, now: datetime, *, facts_from: datetime | None = None
    ) -> "Facility":
        """The facility with other settings; a new K begins a new device interval now.

        `facts_from`: since when what decides incentives is so, if that changes; None: it is a
        correction, and counts for all that the former facts do not.

        Raises while in a community: SubstationDiffersError (R2), PlantTooPowerfulError (R3),
        OwnerExcludedError (R4). Raises InvalidEffectiveDateError, IntervalOverlapError,
        TooManyIntervalsError.
        """
        if self.community_id is not None:
            if settings.primary_substation_code != self.settings.primary_substation_code:
                raise SubstationDiffersError("the facility's community is under another substation")
            check_may_take_part(settings)
        devices = self.devices
        fitted = devices.current
        constant = settings.transformation_constant
        if fitted is not None and fitted.value.transformation_constant != constant:
            devices = devices.begin(
                replace(fitted.value, transformation_constant=constant),
                effective_date(None, now=now, free_from=devices.free_from),
            )
        former = self._facts_before(settings, facts_from, now)
        return self._changed(now, settings=settings, devices=devices, former_facts=former)

    def _facts_before(
        self, settings: FacilitySettings, facts_from: datetime | None, now: datetime
    ) -> Timeline[IncentiveFacts]:
        former, before = self.former_facts, IncentiveFacts.of(self.settings)
        if facts_from is None:
            return former
        start = effective_date(facts_from, now=now, free_from=former.free_from)
        return former if IncentiveFacts.of(settings) == before else former.keep(before, start)

    def grant(self, user_id: UUID, role: FacilityRole, now: datetime) -> "Facility":
        """The user has that role from now on; the same facility when it already was so.

        Raises LastOwnerError, TooManyUsersError.
        """
        if self.role_of(user_id) is role:
            return self
        others = self._others(user_id)
        if len(others) >= MAX_USERS:
            raise TooManyUsersError(f"a facility has at most {MAX_USERS} users")
        return self._changed(now, accesses=_with_owner((*others, Access(user_id, role))))

    def revoke(self, user_id: UUID, now: datetime) -> "Facility":
        """The user has no role any more. Raises AccessNotFoundError, LastOwnerError."""
        if self.role_of(user_id) is None:
            raise AccessNotFoundError("the user has no role in this facility")
        return self._changed(now, accesses=_with_owner(self._others(user_id)))

    def without_account(self, user_id: UUID, now: datetime) -> "Facility | None":
        """The facility once the user's account is gone; None when nobody is left to own it.

        Without another owner its managers own it: an owner trusted them with it.
        """
        left = self._others(user_id)
        if not _has_owner(left):
            left = tuple(
                Access(access.user_id, FacilityRole.OWNER)
                if access.role is FacilityRole.MANAGER
                else access
                for access in left
            )
        return self._changed(now, accesses=left) if _has_owner(left) else None

    def attach_device(
        self, device_id: str, *, requested_from: datetime | None, now: datetime
    ) -> "Facility":
        """The device measures here from then on, in place of another one if there is one.

        The same facility when it already does. Raises InvalidDeviceIdError,
        InvalidEffectiveDateError, IntervalOverlapError, TooManyIntervalsError.
        """
        _check_device_id(device_id)
        current = self.devices.current
        if (
            current is not None
            and current.value.device_id == device_id
            and requested_from in (None, current.valid_from)
        ):
            return self
        start = effective_date(requested_from, now=now, free_from=self.devices.free_from)
        fitted = FittedDevice(device_id, self.settings.transformation_constant)
        return self._changed(now, devices=self.devices.begin(fitted, start))

    def detach_device(self, now: datetime) -> "Facility":
        """No device measures here any more. Raises DeviceNotFoundError."""
        if self.devices.current is None:
            raise DeviceNotFoundError("the facility has no device")
        return self._changed(now, devices=self.devices.end(now))

    def check_may_join(self, community: Community) -> None:
        """R1, R2, R3, R4.

        Raises FacilityInCommunityError, SubstationDiffersError, PlantTooPowerfulError,
        OwnerExcludedError.
        """
        if self.community_id is not None:
            raise FacilityInCommunityError("the facility belongs to another community")
        if self.settings.primary_substation_code != community.settings.primary_substation_code:
            raise SubstationDiffersError("facility and community are under different substations")
        check_may_take_part(self.settings)

    def join(self, community: Community, start: datetime, now: datetime) -> "Facility":
        """The facility belongs to the community from `start`.

        Raises what check_may_join raises, IntervalOverlapError, TooManyIntervalsError.
        """
        self.check_may_join(community)
        return self._changed(now, communities=self.communities.begin(community.community_id, start))

    def leave_community(self, now: datetime) -> "Facility":
        """The facility belongs to no community any more."""
        return self._changed(now, communities=self.communities.end(now))

    def removed(self, now: datetime) -> "Facility":
        """The facility's last version: no users, every interval closed."""
        return self._changed(
            now,
            accesses=(),
            devices=self.devices.end(now),
            communities=self.communities.end(now),
        )

    def restored(
        self, accesses: tuple[Access, ...], *, owned_before: int, now: datetime
    ) -> "Facility":
        """A removed facility with its users again. Raises TooManyFacilitiesError."""
        _check_may_own_one_more(owned_before)
        return self._changed(now, accesses=accesses)

    def _others(self, user_id: UUID) -> tuple[Access, ...]:
        return tuple(access for access in self.accesses if access.user_id != user_id)

    def _changed(self, now: datetime, **changes: Any) -> "Facility":
        return replace(self, version=self.version + 1, changed_at=now, **changes)


def _check_may_own_one_more(owned_before: int) -> None:
    if owned_before >= MAX_FACILITIES_OF_OWNER:
        raise TooManyFacilitiesError(f"a user owns at most {MAX_FACILITIES_OF_OWNER} facilities")


def _with_owner(accesses: Iterable[Access]) -> tuple[Access, ...]:
    by_user = tuple(sorted(accesses, key=lambda access: access.user_id))
    if not _has_owner(by_user):
        raise LastOwnerError("the last owner of a facility stays its owner")
    return by_user


def _has_owner(accesses: Iterable[Access]) -> bool:
    return any(access.role is FacilityRole.OWNER for access in accesses)


def _check_device_id(device_id: str) -> None:
    if DEVICE_ID_PATTERN.fullmatch(device_id) is None:
        message = "is 1 to 64 letters, digits, '-' and '_', beginning with a letter or digit"
        raise InvalidDeviceIdError(
            f"a device id {message}",
            fields=(FieldError("deviceId", "pattern", message),),
        )
