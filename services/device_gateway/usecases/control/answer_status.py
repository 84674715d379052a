"""A device has said how it is: it is told what it does not know yet."""

from libs.chassis.clock import Clock
from services.device_gateway.domain.control.configuration import follow_registry, heard_version
from services.device_gateway.ports.control import ControlStore, DeviceLine, DeviceSites
from services.device_gateway.usecases.control.end_void_commands import end_void_commands


class AnswerStatus:
    """Repeats the wish and the commands that the device has not taken."""

    def __init__(
        self,
        store: ControlStore,
        line: DeviceLine,
        sites: DeviceSites,
        clock: Clock,
    ) -> None:
        self._store = store
        self._line = line
        self._sites = sites
        self._clock = clock

    async def answer(self, device_id: str, configuration_version: int | None) -> None:
        """`configuration_version`: what the device works by; None: it knows no configuration."""
        now = self._clock.now()
        constant = self._sites.constant_at(device_id, now)
        async with self._store.transaction() as transaction:
            commands = await end_void_commands(transaction, self._sites, device_id, now)
            shadow = before = await transaction.shadow(device_id)
            if configuration_version is not None:
                shadow = heard_version(shadow, configuration_version, now=now)
                if constant is not None:
                    shadow = follow_registry(shadow, constant, now=now)
                if shadow != before:
                    await transaction.save_shadow(shadow)
        if configuration_version is not None and not shadow.is_taken:
            self._line.tell_configuration(shadow)
        for command in commands:
            self._line.tell_command(command)
