"""Rows of device_presence, and back."""

from typing import Any

from services.device_gateway.domain.presence.presence import (
    ActiveFault,
    Condition,
    Presence,
    State,
)
from services.device_gateway.domain.presence.silence import BETWEEN_STATUSES, SilenceRules


def presence_of(row: Any) -> Presence:
    """The presence in a row."""
    return Presence(
        device_id=row["device_id"],
        state=State(row["state"]),
        since=row["since"],
        heard_at=row["heard_at"],
        connection=row["connection"],
        spoke_at=row["spoke_at"],
        ended_at=row["ended_at"],
        condition=Condition(
            cadence_s=row["cadence_s"],
            firmware=row["firmware"],
            hardware=row["hardware"],
            rssi_dbm=row["rssi_dbm"],
            uptime_s=row["uptime_s"],
            buffered=row["buffered"],
            buffer_capacity=row["buffer_capacity"],
            oldest_sequence=row["oldest_sequence"],
            newest_sequence=row["newest_sequence"],
            clock_offset_ms=row["clock_offset_ms"],
            configuration_version=row["configuration_version"],
            certificate_serial=row["certificate_serial"],
        ),
        faults=tuple(map(ActiveFault, row["faults"], row["faulted_at"])),
    )


def values_of(presence: Presence) -> tuple[Any, ...]:
    """In the order of sql.SAVE."""
    condition = presence.condition
    return (
        presence.device_id,
        presence.state.value,
        presence.since,
        presence.heard_at,
        presence.connection,
        presence.spoke_at,
        presence.ended_at,
        condition.cadence_s,
        condition.firmware,
        condition.hardware,
        condition.rssi_dbm,
        condition.uptime_s,
        condition.buffered,
        condition.buffer_capacity,
        condition.oldest_sequence,
        condition.newest_sequence,
        condition.clock_offset_ms,
        condition.configuration_version,
        condition.certificate_serial,
        [active.fault for active in presence.faults],
        [active.since for active in presence.faults],
    )


def values_of_rules(rules: SilenceRules) -> tuple[Any, ...]:
    """In the order of sql.LOCK_DUE."""
    return (
        rules.least,
        rules.cadences,
        rules.default_cadence,
        BETWEEN_STATUSES,
        rules.late_readings,
        rules.after_will,
        rules.to_return,
    )
