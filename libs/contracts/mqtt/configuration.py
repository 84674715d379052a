"""The desired configuration of a device, and what it made of it."""

from typing import Annotated, Final

import msgspec
from msgspec import Meta

LARGEST_VERSION: Final = 2**53 - 1
"""What every JSON library reads exactly."""


class Calibration(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Corrections of the sensors, as measured against a reference meter."""

    current_gain: Annotated[float, Meta(gt=0, le=10)] = 1.0
    voltage_gain: Annotated[float, Meta(gt=0, le=10)] = 1.0
    phase_shift_deg: Annotated[float, Meta(ge=-30, le=30)] = 0.0
    offset_w: Annotated[float, Meta(ge=-1000, le=1000)] = 0.0


class DeviceConfiguration(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """How a device measures and when it sends."""

    reporting_interval_s: Annotated[
        int, Meta(ge=1, le=900, description="A reading at least so often, in seconds.")
    ] = 60
    on_change_w: Annotated[
        float,
        Meta(
            ge=0,
            le=100_000,
            description="A reading at once when power changed by so much, in W; 0: never.",
        ),
    ] = 300.0
    transformation_constant: Annotated[
        float,
        Meta(
            gt=0,
            le=1000,
            description="The meter's K: for the device's display and `onChangeW`. A reading is "
            "always sent before K; the system multiplies (R9).",
        ),
    ] = 1.0
    calibration: Calibration = Calibration()


class ConfigurationDesired(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """System says, on `device/{deviceId}/configuration`: work by this from now on.

    Sent when it changes, and on a status while the device has not reported this version. The
    device answers each, also one it knows already, with its report.
    """

    version: Annotated[int, Meta(ge=1, le=LARGEST_VERSION)]
    configuration: DeviceConfiguration


class ConfigurationReported(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Device says, on `report/{deviceId}/configuration`: what it works by now."""

    version: Annotated[
        int,
        Meta(
            ge=0,
            le=LARGEST_VERSION,
            description="The newest version it was told; 0: none, its own defaults.",
        ),
    ]
    configuration: DeviceConfiguration
    rejected: (
        Annotated[
            str,
            Meta(
                max_length=200,
                description="Why not by that version; `configuration` is then an older one.",
            ),
        ]
        | None
    ) = None
