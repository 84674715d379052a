"""Somebody wishes that a device works otherwise."""

from dataclasses import replace

from libs.chassis.clock import Clock
from services.device_gateway.domain.control.configuration import (
    Configuration,
    Shadow,
    wish,
)
from services.device_gateway.ports.control import ControlStore, DeviceLine, DeviceSites


class ConfigureDevice:
    """Keeps the wish and tells the device, which may be away: then it hears it when it reports."""

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

    async def configure(
        self,
        device_id: str,
        desired: Configuration,
        *,
        by: str,
        expected: int | None = None,
        with_calibration: bool = False,
    ) -> Shadow:
        """The shadow afterwards; the desired K is the registry's, whatever `desired` says.

        Without `with_calibration` the calibration stays as it is.

        Raises ConfigurationChangedError.
        """
        now = self._clock.now()
        constant = self._sites.constant_at(device_id, now)
        async with self._store.transaction() as transaction:
            before = await transaction.shadow(device_id)
            known = constant or before.desired.transformation_constant
            desired = replace(desired, transformation_constant=known)
            if not with_calibration:
                desired = replace(desired, calibration=before.desired.calibration)
            after = wish(before, desired, by=by, now=now, expected=expected)
            if after != before:
                await transaction.save_shadow(after)
        if not after.is_taken:
            self._line.tell_configuration(after)
        return after
