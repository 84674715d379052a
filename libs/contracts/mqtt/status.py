"""How a device is."""

from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from libs.contracts.mqtt.configuration import LARGEST_VERSION
from libs.contracts.mqtt.readings import LARGEST_SEQUENCE

MOST_FAULTS: Final = 16

Fault = Annotated[
    str,
    Meta(
        pattern="^[a-z0-9_]{1,40}$",
        description="`measuring_failed`, `sending_failed`, or the device's own more exact code.",
        examples=["measuring_failed", "sending_failed", "sensor_clipping"],
    ),
]


class StatusReported(msgspec.Struct, frozen=True, kw_only=True, rename="camel", omit_defaults=True):
    """Device says, on `report/{deviceId}/status`: on connecting, on change, every 5 minutes.

    The same topic carries its last will: `state` `offline` with the connection's number, so that
    a will that arrives late says nothing of a newer connection.
    """

    state: Literal["online", "offline"]
    connection: Annotated[
        int,
        Meta(
            ge=0,
            le=LARGEST_SEQUENCE,
            description="Higher for each connection of the device, also after a restart.",
        ),
    ]
    cadence_s: (
        Annotated[
            float,
            Meta(ge=1, le=86_400, description="Longest time between two readings, in seconds."),
        ]
        | None
    ) = None
    firmware: Annotated[str, Meta(max_length=64, description="Semantic Version.")] | None = None
    hardware: Annotated[str, Meta(max_length=64)] | None = None
    rssi_dbm: Annotated[int, Meta(ge=-150, le=0, description="Wi-Fi signal.")] | None = None
    uptime_s: Annotated[int, Meta(ge=0)] | None = None
    buffered: (
        Annotated[int, Meta(ge=0, description="Readings that wait to be acknowledged.")] | None
    ) = None
    buffer_capacity: Annotated[int, Meta(ge=0)] | None = None
    oldest_sequence: (
        Annotated[
            int,
            Meta(
                ge=0,
                le=LARGEST_SEQUENCE,
                description="The oldest reading it still has; older ones need not be asked for.",
            ),
        ]
        | None
    ) = None
    newest_sequence: Annotated[int, Meta(ge=0, le=LARGEST_SEQUENCE)] | None = None
    clock_offset_ms: (
        Annotated[int, Meta(description="Last correction of its clock, in milliseconds.")] | None
    ) = None
    configuration_version: (
        Annotated[
            int,
            Meta(
                ge=0,
                le=LARGEST_VERSION,
                description="Of the configuration it works by; 0: its own.",
            ),
        ]
        | None
    ) = None
    certificate_serial: (
        Annotated[
            str,
            Meta(
                pattern="^[0-9a-f]{1,40}$",
                description="Of the certificate of this connection, hexadecimal: a new one's first "
                "status ends the old one.",
            ),
        ]
        | None
    ) = None
    faults: Annotated[list[Fault], Meta(max_length=MOST_FAULTS)] = []
