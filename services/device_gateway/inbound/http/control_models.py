"""Configuration and commands as they are on HTTP."""

from dataclasses import asdict
from typing import Annotated, Self
from uuid import UUID

from pydantic import AwareDatetime, Field

from libs.chassis.http import ApiModel
from services.device_gateway.domain.control.command import Command, CommandKind, Outcome
from services.device_gateway.domain.control.configuration import (
    Calibration,
    Configuration,
    Shadow,
)


class CalibrationBody(ApiModel):
    """Corrections of the sensors, as measured against a reference meter."""

    current_gain: Annotated[float, Field(gt=0, le=10, allow_inf_nan=False)] = 1.0
    voltage_gain: Annotated[float, Field(gt=0, le=10, allow_inf_nan=False)] = 1.0
    phase_shift_deg: Annotated[float, Field(ge=-30, le=30, allow_inf_nan=False)] = 0.0
    offset_w: Annotated[float, Field(ge=-1000, le=1000, allow_inf_nan=False)] = 0.0


class ConfigurationBody(ApiModel):
    """How the device shall measure and send. K is the registry's; calibration is for operators.

    Without a calibration the present one stays.
    """

    reporting_interval_s: Annotated[
        int, Field(ge=1, le=900, description="A reading at least so often, in seconds.")
    ] = 60
    on_change_w: Annotated[
        float,
        Field(
            ge=0,
            le=100_000,
            allow_inf_nan=False,
            description="A reading at once when power changed by so much, in W; 0: never.",
        ),
    ] = 300.0
    calibration: CalibrationBody = CalibrationBody()

    def desired(self) -> Configuration:
        """As the domain has it."""
        return Configuration(
            reporting_interval_s=self.reporting_interval_s,
            on_change_w=self.on_change_w,
            calibration=Calibration(**self.calibration.model_dump(by_alias=False)),
        )


class ShownConfiguration(ConfigurationBody):
    """With the K that the device is told."""

    transformation_constant: float

    @classmethod
    def of(cls, configuration: Configuration) -> Self:
        """What to show of it."""
        return cls(**asdict(configuration))


class ConfigurationAnswer(ApiModel):
    """What the device is to work by, and what it works by."""

    version: Annotated[int, Field(description="0: nobody has wished for anything yet.")]
    desired: ShownConfiguration
    desired_at: AwareDatetime | None
    reported: ShownConfiguration | None
    reported_version: int | None
    reported_at: AwareDatetime | None
    is_followed: Annotated[bool, Field(description="The device works as wished.")]
    rejected: Annotated[str | None, Field(description="Why it does not, in its own words.")]

    @classmethod
    def of(cls, shadow: Shadow) -> Self:
        """What to show of it."""
        return cls.showing(
            shadow,
            desired=ShownConfiguration.of(shadow.desired),
            reported=shadow.reported and ShownConfiguration.of(shadow.reported),
        )


class CommandBody(ApiModel):
    """What the device shall do once."""

    kind: CommandKind
    valid_for_s: Annotated[
        int, Field(ge=60, le=604_800, description="After which it is not done any more.")
    ] = 3600


class CommandAnswer(ApiModel):
    """A command and how it ended."""

    command_id: UUID
    kind: CommandKind
    requested_at: AwareDatetime
    expires_at: AwareDatetime
    outcome: Annotated[Outcome | None, Field(description="None while it is pending.")]
    detail: str
    finished_at: AwareDatetime | None

    @classmethod
    def of(cls, command: Command) -> Self:
        """What to show of it."""
        return cls.showing(command)
