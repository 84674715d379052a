"""The room `control`: desired configuration and commands."""

from typing import Final

from libs.chassis.lifecycle import Worker
from libs.chassis.timers import timer_worker
from libs.contracts.mqtt import topics
from services.device_gateway.bootstrap.foundation import Foundation, Room
from services.device_gateway.bootstrap.identity import identity_steps
from services.device_gateway.inbound.http.control import (
    ControlUseCases,
    operator_operations,
    owner_operations,
)
from services.device_gateway.inbound.mqtt.control import (
    CommandHandler,
    ConfigurationHandler,
    StatusHandler,
)
from services.device_gateway.outbound.control.line import MqttDeviceLine
from services.device_gateway.outbound.control.postgres import PostgresControl
from services.device_gateway.usecases.control.answer_status import AnswerStatus
from services.device_gateway.usecases.control.configure_device import ConfigureDevice
from services.device_gateway.usecases.control.end_outdated_commands import (
    AT_ONCE,
    EndOutdatedCommands,
)
from services.device_gateway.usecases.control.finish_command import FinishCommand
from services.device_gateway.usecases.control.request_command import RequestCommand
from services.device_gateway.usecases.control.take_configuration_report import (
    TakeConfigurationReport,
)

_EVERY_S: Final = 30.0


def build_control(foundation: Foundation) -> Room:
    """Handlers, operations, and the end of what nobody answers."""
    clock, registry = foundation.clock, foundation.registry
    store = PostgresControl(foundation.pool)
    line = MqttDeviceLine(foundation.notes)
    identities = identity_steps(foundation)
    use_cases = ControlUseCases(
        store=store,
        configure=ConfigureDevice(store, line, registry, clock),
        request=RequestCommand(
            store,
            line,
            sites=registry,
            identities=identities,
            clock=clock,
            ids=foundation.ids,
        ),
        users=registry,
        knows=lambda device_id: (
            registry.of(device_id) is not None or foundation.standings.of(device_id) is not None
        ),
        clock=clock,
    )
    return Room(
        workers=[_ending_worker(EndOutdatedCommands(store, clock))],
        routers=[owner_operations(use_cases), operator_operations(use_cases)],
        reports={
            topics.STATUS: StatusHandler(AnswerStatus(store, line, registry, clock)),
            topics.CONFIGURATION: ConfigurationHandler(TakeConfigurationReport(store, line, clock)),
            topics.COMMAND: CommandHandler(FinishCommand(store, identities, clock)),
        },
    )


def _ending_worker(end_outdated: EndOutdatedCommands) -> Worker:
    async def one_round() -> float:
        return 0.0 if await end_outdated() >= AT_ONCE else _EVERY_S

    return timer_worker("outdated_commands", one_round)
