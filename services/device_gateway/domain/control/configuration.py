"""What a device is to work by, and what it works by: a shadow that both sides fill."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from libs.chassis.errors import PreconditionFailedError

HIGHEST_CREDIBLE_VERSION: Final = 2**52
"""No device was ever told a higher one: half of what the contract admits, room for our own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Corrections of the sensors against a reference meter."""

    current_gain: float = 1.0
    voltage_gain: float = 1.0
    phase_shift_deg: float = 0.0
    offset_w: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """How a device measures and when it sends."""

    reporting_interval_s: int = 60
    on_change_w: float = 300.0
    """A reading at once when power changed by so much; 0: never."""
    transformation_constant: float = 1.0
    """The registry's K (R9), for display and `on_change_w`; it is the system that multiplies."""
    calibration: Calibration = field(default_factory=Calibration)


class ConfigurationChangedError(PreconditionFailedError):
    """Somebody else changed the configuration in the meantime."""

    code = "configuration_changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shadow:
    """The desired and the reported configuration of a device.

    Version 0 is the device's own configuration: nobody has wished for another.
    """

    device_id: str
    version: int = 0
    desired: Configuration = field(default_factory=Configuration)
    desired_at: datetime | None = None
    desired_by: str | None = None
    reported_version: int | None = None
    """The newest version the device says it was told."""
    reported: Configuration | None = None
    reported_at: datetime | None = None
    rejected: str | None = None
    """Why the device does not work by `reported_version`."""

    @property
    def is_taken(self) -> bool:
        """Whether the device knows the newest wish, followed or rejected."""
        return self.version in {0, self.reported_version}

    @property
    def is_followed(self) -> bool:
        """Whether the device works as wished."""
        return self.is_taken and self.rejected is None


def wish(
    shadow: Shadow, desired: Configuration, *, by: str, now: datetime, expected: int | None = None
) -> Shadow:
    """The shadow with another desired configuration; the same one changes nothing.

    Raises ConfigurationChangedError when the version is not the expected one.
    """
    if expected is not None and expected != shadow.version:
        raise ConfigurationChangedError(
            f"the configuration is at version {shadow.version}, not {expected}; read it again"
        )
    if shadow.version > 0 and desired == shadow.desired:
        return shadow
    return replace(
        shadow, version=_next_version(shadow), desired=desired, desired_at=now, desired_by=by
    )


def follow_registry(shadow: Shadow, transformation_constant: float, *, now: datetime) -> Shadow:
    """The shadow with the K that the registry states for the device."""
    if shadow.desired.transformation_constant == transformation_constant:
        return shadow
    desired = replace(shadow.desired, transformation_constant=transformation_constant)
    return wish(shadow, desired, by="registry", now=now)


def heard_version(shadow: Shadow, version: int, *, now: datetime) -> Shadow:
    """The shadow after a status that names the version the device works by.

    A device that knows a newer version than we do was told it before a backup of ours was put
    back: we go beyond it, for it believes only what is newer. One that works by an older version
    than it reported, and has not said why, has forgotten: it is told again.
    """
    if _is_absurd(shadow, version):
        return shadow
    if version > shadow.version:
        return replace(shadow, version=version + 1, desired_at=now, reported_version=version)
    if version < shadow.version and shadow.is_followed:
        return replace(shadow, reported_version=version)
    return shadow


def heard_report(
    shadow: Shadow, version: int, reported: Configuration, rejected: str | None, *, now: datetime
) -> Shadow:
    """The shadow after the device's own report; one about an older version than known is late."""
    if shadow.reported_version is not None and version < shadow.reported_version:
        return shadow
    if _is_absurd(shadow, version):
        return shadow
    if version > shadow.version:
        shadow = replace(shadow, version=version + 1, desired_at=now)
    return replace(
        shadow, reported_version=version, reported=reported, reported_at=now, rejected=rejected
    )


def _is_absurd(shadow: Shadow, version: int) -> bool:
    return version > max(shadow.version, HIGHEST_CREDIBLE_VERSION)


def _next_version(shadow: Shadow) -> int:
    return max(shadow.version, shadow.reported_version or 0) + 1
