"""Presence as it is on HTTP."""

from datetime import datetime
from typing import Any, Self
from uuid import UUID

from pydantic import Field

from libs.chassis.http import ApiModel
from services.device_gateway.domain.presence.fleet import (
    MOST_FAULTS_COUNTED,
    MOST_FIRMWARES_COUNTED,
    DeviceOverview,
    FleetSummary,
    IdentityState,
)
from services.device_gateway.domain.presence.presence import Change, Presence, State, Transition


class FaultItem(ApiModel):
    """What the device says is wrong."""

    fault: str = Field(description="`measuring_failed`, `sending_failed`, or the device's own.")
    since: datetime


class DeviceStatusAnswer(ApiModel):
    """How a device is. What it never said of itself is null."""

    device_id: str
    state: State = Field(description="`never`: not heard yet.")
    since: datetime | None = Field(description="When it came into that state.")
    last_seen_at: datetime | None = Field(description="Newest reading or status received.")
    reported_at: datetime | None = Field(description="When it said what follows.")
    cadence_s: float | None = Field(description="Longest time between two readings.")
    firmware: str | None
    hardware: str | None
    rssi_dbm: int | None = Field(description="Wi-Fi signal.")
    uptime_s: int | None
    buffered: int | None = Field(description="Readings that wait to be acknowledged.")
    buffer_capacity: int | None
    clock_offset_ms: int | None = Field(description="Last correction of its clock.")
    configuration_version: int | None = Field(description="By which it works; 0: its own.")
    faults: list[FaultItem]

    @classmethod
    def of(cls, presence: Presence) -> Self:
        """What to show of it."""
        return cls.showing(presence.condition, **_shown_apart(presence))


class IdentityItem(ApiModel):
    """What the factory and the certificates say of a device."""

    serial_number: str
    batch_id: str
    state: IdentityState
    claimed_at: datetime | None
    revoked_at: datetime | None
    certificate_expires_at: datetime | None = Field(description="Of the one it works with.")


class FleetDeviceAnswer(DeviceStatusAnswer):
    """All we know of a device."""

    facility_id: UUID | None = Field(description="Where it measures now.")
    identity: IdentityItem | None = Field(description="null: on no manufacturing list.")
    connection: int | None = Field(description="Number of its newest connection.")
    connection_ended_at: datetime | None = Field(description="When its last will arrived.")
    oldest_sequence: int | None = Field(description="The oldest reading it still has.")
    newest_sequence: int | None
    certificate_serial: str | None = Field(description="Of its newest connection, as it says.")

    @classmethod
    def all_of(cls, device: DeviceOverview) -> Self:
        """What to show of it."""
        presence = device.presence
        return cls.showing(
            presence.condition,
            **_shown_apart(presence),
            facility_id=device.facility_id,
            identity=None if device.identity is None else IdentityItem.showing(device.identity),
            connection=presence.connection,
            connection_ended_at=presence.ended_at,
        )


class DeviceEventItem(ApiModel):
    """What happened to a device."""

    kind: Change
    occurred_at: datetime
    fault: str | None = Field(description="Of `faulted` and `fault_cleared`.")

    @classmethod
    def of(cls, transition: Transition) -> Self:
        """What to show of it."""
        return cls(
            kind=transition.change, occurred_at=transition.occurred_at, fault=transition.fault
        )


class FleetSummaryAnswer(ApiModel):
    """How many devices are how."""

    total: int
    online: int
    offline: int
    never_seen: int
    faulted: int = Field(description="Devices with at least one fault.")
    by_fault: dict[str, int] = Field(
        description=f"The {MOST_FAULTS_COUNTED} most frequent faults: how many devices have each.",
        max_length=MOST_FAULTS_COUNTED,
    )
    other_faults: int = Field(
        description="How often further faults occur, together; 0 when `byFault` names all."
    )
    by_firmware: dict[str, int] = Field(
        description=f"The {MOST_FIRMWARES_COUNTED} most frequent versions.",
        max_length=MOST_FIRMWARES_COUNTED,
    )
    manufactured: int = Field(description="On the manufacturing list, not provisioned yet.")
    provisioned: int
    revoked: int
    provisioned_without_facility: int

    @classmethod
    def of(cls, summary: FleetSummary) -> Self:
        """What to show of it."""
        states, identities = summary.by_state, summary.by_identity
        return cls(
            total=summary.total,
            online=states.get(State.ONLINE, 0),
            offline=states.get(State.OFFLINE, 0),
            never_seen=states.get(State.NEVER, 0),
            faulted=summary.faulted,
            by_fault=dict(summary.by_fault),
            other_faults=summary.other_faults,
            by_firmware=dict(summary.by_firmware),
            manufactured=identities.get(IdentityState.MANUFACTURED, 0),
            provisioned=identities.get(IdentityState.PROVISIONED, 0),
            revoked=identities.get(IdentityState.REVOKED, 0),
            provisioned_without_facility=summary.provisioned_without_facility,
        )


def _shown_apart(presence: Presence) -> dict[str, Any]:
    """What is shown of a presence beside its condition."""
    return {
        "device_id": presence.device_id,
        "state": presence.state,
        "since": presence.since,
        "last_seen_at": presence.heard_at,
        "reported_at": presence.spoke_at,
        "faults": [FaultItem.showing(active) for active in presence.faults],
    }
