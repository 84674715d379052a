"""Readings, their acknowledgement, and the request to send some again."""

from datetime import datetime
from typing import Annotated, Final

import msgspec
from msgspec import Meta

LARGEST_SEQUENCE: Final = 2**63 - 1
MOST_READINGS_IN_A_MESSAGE: Final = 500
MOST_REVISIONS: Final = 1_000

Register = Annotated[
    float,
    Meta(
        ge=0,
        description="Cumulative register of the meter in Wh, before the transformation constant.",
    ),
]
Sequence = Annotated[
    int,
    Meta(
        ge=0,
        le=LARGEST_SEQUENCE,
        description="The device's own counter, one more for each measurement.",
    ),
]


class ReadingPayload(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Device says, on `energy-data/{deviceId}`: one measurement, or up to 500 of them.

    Several are a JSON array of these objects, or the objects one a line (NDJSON), at most 64 KiB.
    `deviceId`, `energyValue` and `timestamp` are required; unknown further fields are ignored.
    """

    device_id: Annotated[
        str,
        Meta(
            description="The device's own id; the same as in the topic, where the topic has one.",
            examples=["meter-0001"],
        ),
    ]
    energy_value: Annotated[
        float,
        Meta(
            description="Mean active power since the previous reading, in W: positive while the "
            "facility withdraws from the grid, negative while it feeds in.",
            examples=[412.5, -2300.0],
        ),
    ]
    timestamp: Annotated[
        datetime,
        Meta(
            tz=True,
            description="End of the measured interval, RFC 3339 with a zone.",
            examples=["2026-06-21T12:00:00Z"],
        ),
    ]
    sequence: (
        Annotated[
            int,
            Meta(
                ge=0,
                le=LARGEST_SEQUENCE,
                description="The device's own counter. A reading that has one is acknowledged on "
                "`device/{deviceId}/ack` once it is durable.",
            ),
        ]
        | None
    ) = None
    import_wh: Register | None = None
    export_wh: Register | None = None
    revision: (
        Annotated[
            int,
            Meta(
                ge=0,
                le=MOST_REVISIONS,
                description="Above 0 it corrects what was said of the same device and timestamp; "
                "the highest counts.",
            ),
        ]
        | None
    ) = None
    firmware: Annotated[str, Meta(description="Version of the device's firmware.")] | None = None


class RefusedReading(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A numbered reading that will never count as it is."""

    sequence: Sequence
    reason: Annotated[
        str,
        Meta(
            description="Stable code. On `future_timestamp` the device sets its clock by `time`, "
            "corrects the reading's timestamp and sends it again under the same number; on any "
            "other it forgets the reading.",
            examples=["future_timestamp", "absurd_power"],
        ),
    ]


class ReadingsAcknowledged(
    msgspec.Struct, frozen=True, kw_only=True, rename="camel", omit_defaults=True
):
    """System says, on `device/{deviceId}/ack`: what became of numbered readings.

    The acknowledged ones are durable: the device may forget them. A broker's PUBACK does not say
    that. A device sends a reading again until it is acknowledged or refused.
    """

    acknowledged: Annotated[
        list[int], Meta(description="Sequence numbers of durable readings, in no special order.")
    ]
    refused: list[RefusedReading] = []
    time: (
        Annotated[
            datetime,
            Meta(tz=True, description="The system's clock when it answered, to set a clock by."),
        ]
        | None
    ) = None


class SequenceRange(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Sequence numbers from `first` to `last`, both included."""

    first: Sequence
    last: Sequence


class ReadingsMissing(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """System says, on `device/{deviceId}/resend`: send these again, as far as you have them."""

    ranges: Annotated[list[SequenceRange], Meta(max_length=32)]
