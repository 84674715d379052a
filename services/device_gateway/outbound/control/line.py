"""Wishes and commands as MQTT messages."""

from dataclasses import asdict

from libs.contracts.codec import encode
from libs.contracts.mqtt import topics
from libs.contracts.mqtt.commands import CommandRequested
from libs.contracts.mqtt.configuration import (
    Calibration,
    ConfigurationDesired,
    DeviceConfiguration,
)
from services.device_gateway.domain.control.command import Command
from services.device_gateway.domain.control.configuration import Shadow
from services.device_gateway.ports.notes import NoteSender


class MqttDeviceLine:
    """Fulfils DeviceLine."""

    def __init__(self, notes: NoteSender) -> None:
        self._notes = notes

    def tell_configuration(self, shadow: Shadow) -> None:
        """On `device/{id}/configuration`."""
        desired = shadow.desired
        message = ConfigurationDesired(
            version=shadow.version,
            configuration=DeviceConfiguration(
                reporting_interval_s=desired.reporting_interval_s,
                on_change_w=desired.on_change_w,
                transformation_constant=desired.transformation_constant,
                calibration=Calibration(**asdict(desired.calibration)),
            ),
        )
        topic = topics.to_device(shadow.device_id, topics.CONFIGURATION)
        self._notes.send([(topic, encode(message))])

    def tell_command(self, command: Command) -> None:
        """On `device/{id}/command`."""
        message = CommandRequested(
            command_id=command.command_id,
            kind=command.kind.value,
            expires_at=command.expires_at,
        )
        topic = topics.to_device(command.device_id, topics.COMMAND)
        self._notes.send([(topic, encode(message))])
