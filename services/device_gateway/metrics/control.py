"""What the gateway counts of configuration and commands."""

from typing import Final

from prometheus_client import Counter

CONFIGURATIONS_REJECTED: Final = Counter(
    "meriggio_device_gateway_configurations_rejected_total",
    "Reports of devices that they do not work by what they were told.",
)
COMMANDS_ANSWERED: Final = Counter(
    "meriggio_device_gateway_commands_answered_total",
    "Answers of devices to commands, repeated ones too.",
    ["outcome"],
)
