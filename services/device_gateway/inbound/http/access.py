"""Who of a facility's users may see, and who may change, its device."""

from datetime import datetime
from typing import Final, Protocol
from uuid import UUID

from libs.chassis.errors import DeviceNotFoundError, NoAccessError, NotAuthorizedError

_MAY_CHANGE: Final = frozenset({"owner"})


class DeviceUsers(Protocol):
    """The registry's projection."""

    def roles_at(self, device_id: str, moment: datetime) -> dict[UUID, str] | None:
        """Roles by user at the facility the device measures; None when it measures none."""
        ...

    def facility_at(self, device_id: str, moment: datetime) -> UUID | None:
        """The facility the device measures at that moment; None: none."""
        ...


def require_sight(users: DeviceUsers, user_id: UUID, device_id: str, now: datetime) -> str:
    """The caller's role. Raises DeviceNotFoundError, NoAccessError."""
    roles = users.roles_at(device_id, now)
    if roles is None:
        raise DeviceNotFoundError(f"no facility has the device {device_id[:64]!r} now")
    if user_id not in roles:
        raise NoAccessError("you have no access to the facility of this device")
    return roles[user_id]


def require_change(users: DeviceUsers, user_id: UUID, device_id: str, now: datetime) -> None:
    """Raises DeviceNotFoundError, NoAccessError, and NotAuthorizedError for who is no owner."""
    if require_sight(users, user_id, device_id, now) not in _MAY_CHANGE:
        raise NotAuthorizedError("the facility's owner may change its device")


def speaks_for(users: DeviceUsers, user_id: UUID, device_id: str, at: datetime) -> bool:
    """Whether the user may say what the device measured then: who may change it, at that place."""
    return (users.roles_at(device_id, at) or {}).get(user_id) in _MAY_CHANGE
