"""What devices report of their configuration and of commands."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Final

from libs.contracts.mqtt.commands import CommandFinished
from libs.contracts.mqtt.configuration import ConfigurationReported, DeviceConfiguration
from libs.contracts.mqtt.status import StatusReported
from services.device_gateway.domain.control.command import Outcome
from services.device_gateway.domain.control.configuration import Calibration, Configuration
from services.device_gateway.inbound.mqtt.receiver import Note
from services.device_gateway.inbound.mqtt.report import PayloadDecoder, Report, readable
from services.device_gateway.metrics import control as metrics
from services.device_gateway.usecases.control.answer_status import AnswerStatus
from services.device_gateway.usecases.control.finish_command import FinishCommand
from services.device_gateway.usecases.control.take_configuration_report import (
    TakeConfigurationReport,
)

_STATUS: Final = PayloadDecoder(StatusReported)
_CONFIGURATION: Final = PayloadDecoder(ConfigurationReported)
_COMMAND: Final = PayloadDecoder(CommandFinished)


class StatusHandler:
    """Who reports, connected, is told what it has not taken."""

    def __init__(self, answer_status: AnswerStatus) -> None:
        self._answer_status = answer_status

    async def __call__(self, report: Report) -> Sequence[Note]:
        """Raises MalformedReportError."""
        status = _STATUS.decode(report.payload)
        if status.state == "online":
            await self._answer_status.answer(report.sender, status.configuration_version)
        return ()


class ConfigurationHandler:
    """The device's word on its configuration."""

    def __init__(self, take_report: TakeConfigurationReport) -> None:
        self._take_report = take_report

    async def __call__(self, report: Report) -> Sequence[Note]:
        """Raises MalformedReportError."""
        said = _CONFIGURATION.decode(report.payload)
        await self._take_report.take(
            report.sender,
            said.version,
            _configuration_of(said.configuration),
            said.rejected and readable(said.rejected),
        )
        if said.rejected is not None:
            metrics.CONFIGURATIONS_REJECTED.inc()
        return ()


class CommandHandler:
    """The device's word on a command."""

    def __init__(self, finish_command: FinishCommand) -> None:
        self._finish_command = finish_command

    async def __call__(self, report: Report) -> Sequence[Note]:
        """Raises MalformedReportError."""
        said = _COMMAND.decode(report.payload)
        outcome = Outcome(said.outcome)
        if await self._finish_command.finish(
            report.sender, said.command_id, outcome, readable(said.detail)
        ):
            metrics.COMMANDS_ANSWERED.labels(outcome.value).inc()
        return ()


def _configuration_of(said: DeviceConfiguration) -> Configuration:
    return Configuration(
        reporting_interval_s=said.reporting_interval_s,
        on_change_w=said.on_change_w,
        transformation_constant=said.transformation_constant,
        calibration=Calibration(
            **{each.name: getattr(said.calibration, each.name) for each in fields(Calibration)}
        ),
    )
