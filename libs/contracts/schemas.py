"""JSON schemas of events and MQTT messages, and what may change in them within a version.

Checked in under `snapshots/v1/` (bus) and `snapshots/mqtt/`: a schema and a golden message each.
A consumer built yesterday must understand a message of today, so within a version a field is never
removed, renamed or retyped, and a new field has a default.
"""

import inspect
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, Literal

import msgspec

from libs.contracts.mqtt import (
    certificates,
    commands,
    configuration,
    firmware,
    readings,
    status,
)
from libs.contracts.v1 import (
    dead_letter,
    device,
    live,
    reading,
    registry,
    session,
    surplus,
    user,
    usual,
)

_SNAPSHOTS: Final = Path(__file__).parent / "snapshots"
EVENT_TYPES: Final[tuple[type[msgspec.Struct], ...]] = (
    reading.ReadingReceived,
    reading.ReadingsReceived,
    registry.FacilityState,
    registry.FacilityRemoved,
    registry.CommunityState,
    registry.CommunityRemoved,
    user.UserConfirmed,
    user.UserChanged,
    user.UserDeleted,
    session.SessionEnded,
    device.DeviceProvisioned,
    device.DeviceOnline,
    device.DeviceOffline,
    device.DeviceFaulted,
    device.DeviceFaultCleared,
    device.DeviceRevoked,
    surplus.SurplusDetected,
    surplus.MembersCalled,
    surplus.SurplusUpdated,
    surplus.SurplusEnded,
    surplus.SurplusCorrected,
    usual.UsualWithdrawalComputed,
    live.BalanceUpdated,
    live.FacilityPowerUpdated,
    live.FacilityWatched,
    live.InboxesChanged,
    dead_letter.DeadLetter,
)
MQTT_TYPES: Final[tuple[type[msgspec.Struct], ...]] = (
    readings.ReadingPayload,
    readings.ReadingsAcknowledged,
    readings.ReadingsMissing,
    status.StatusReported,
    configuration.ConfigurationDesired,
    configuration.ConfigurationReported,
    commands.CommandRequested,
    commands.CommandFinished,
    certificates.CertificateRequested,
    certificates.CertificateIssued,
    certificates.RegistrationRequested,
    certificates.DeviceRegistered,
    certificates.ProvisioningRefused,
    certificates.RenewalRequested,
    certificates.CertificateRenewed,
    firmware.FirmwareOffered,
    firmware.FirmwareProgressed,
)


def snapshot(kind: type[msgspec.Struct], what: Literal["schema", "golden"]) -> Path:
    """Where a type's schema or golden message is kept."""
    folder = "mqtt" if kind in MQTT_TYPES else "v1"
    return _SNAPSHOTS / folder / f"{kind.__name__}.{what}.json"


def schema_of(event_type: type[msgspec.Struct]) -> dict[str, Any]:
    """The event's JSON schema (2020-12), self-contained under `$defs`."""
    schema: dict[str, Any] = msgspec.json.decode(
        msgspec.json.encode(msgspec.json.schema(event_type))
    )
    unindent(schema["$defs"])
    return schema


def unindent(definitions: Mapping[str, dict[str, Any]]) -> None:
    """Descriptions as every Python has them: before 3.13 a docstring keeps its indentation."""
    for definition in definitions.values():
        if "description" in definition:
            definition["description"] = inspect.cleandoc(definition["description"])


def incompatible_changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """What a consumer of `before` could not read in messages of `after`, in words."""
    return list(_incompatible(before.get("$defs", {}), after.get("$defs", {})))


def _incompatible(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    for name, old in before.items():
        new = after.get(name)
        if new is None:
            yield f"{name} is gone"
            continue
        if old.get("enum") != new.get("enum"):
            yield f"{name}: its values changed"
        yield from _changed_fields(name, old.get("properties", {}), new.get("properties", {}))
        yield from _changed_duties(name, set(old.get("required", [])), set(new.get("required", [])))


def _changed_fields(name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    for field, shape in old.items():
        if field not in new:
            yield f"{name}.{field} is gone"
        elif _type_of(shape) != _type_of(new[field]):
            yield f"{name}.{field} has another type"


def _changed_duties(name: str, old: set[str], new: set[str]) -> Iterator[str]:
    for field in sorted(new - old):
        yield f"{name}.{field} is newly required"
    for field in sorted(old - new):
        yield f"{name}.{field} may now be missing"


def _type_of(shape: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in shape.items() if key not in {"default", "description"}}
