"""JSON schemas of the events, and what may change in them within a version.

Checked in under `snapshots/<version>/`: a schema and a golden message an event. A consumer built
yesterday must understand a message of today, so within a version a field is never removed,
renamed or retyped, and a new field has a default.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import msgspec

from libs.contracts.v1 import dead_letter, device, live, reading, registry, session, surplus, user

SNAPSHOTS: Final = Path(__file__).parent / "snapshots" / "v1"
EVENT_TYPES: Final[tuple[type[msgspec.Struct], ...]] = (
    reading.ReadingReceived,
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
    device.DeviceRevoked,
    surplus.SurplusDetected,
    surplus.SurplusEnded,
    live.BalanceUpdated,
    live.FacilityPowerUpdated,
    live.FacilityWatched,
    dead_letter.DeadLetter,
)


def schema_of(event_type: type[msgspec.Struct]) -> dict[str, Any]:
    """The event's JSON schema (2020-12), self-contained under `$defs`."""
    schema: dict[str, Any] = msgspec.json.decode(
        msgspec.json.encode(msgspec.json.schema(event_type))
    )
    return schema


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
