"""From power to readings: at least so often, and at once when it changes. No I/O; time is given."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from devstack.devices.reporting.clock import DeviceClock
from devstack.devices.reporting.store import ReadingStore
from libs.contracts.mqtt.configuration import Calibration, DeviceConfiguration

_MS_PER_HOUR: Final = 3_600_000.0
_MS_PER_S: Final = 1000.0
_DECIMALS: Final = 1
_PUNCTUALITY_MS: Final = 250.0
"""A timer that fires so much early does not make an interval one sample longer."""
_REGISTER_DECIMALS: Final = 3

PowerSource = Callable[[float], float]
"""Mean power in W around an instant (milliseconds since 1970, the world's time)."""


@dataclass(slots=True)
class Registers:
    """What a meter has counted since it was made, in Wh."""

    import_wh: float = 0.0
    export_wh: float = 0.0


class Meter:
    """Integrates a source and decides when a reading is due."""

    def __init__(
        self,
        source: PowerSource,
        store: ReadingStore,
        clock: DeviceClock,
        registers: Registers,
        *,
        now_ms: Callable[[], float],
    ) -> None:
        self._source = source
        self._store = store
        self._clock = clock
        self._registers = registers
        self._now_ms = now_ms
        self._sampled_ms: float | None = None
        self._since_ms = 0.0
        self._energy_wh = 0.0
        self._shown_w: float | None = None
        """Power when the last reading was made."""

    def interrupt(self) -> None:
        """Nothing is measured: the next interval begins with the next sample."""
        self._sampled_ms = None

    def sample(self, configuration: DeviceConfiguration) -> bool:
        """Measure; whether that made a reading."""
        now_ms = self._now_ms()
        power_w = _calibrated(self._source(now_ms), configuration.calibration)
        if self._sampled_ms is None:
            self._sampled_ms = self._since_ms = now_ms
            self._energy_wh, self._shown_w = 0.0, None
            return False
        self._count(power_w, now_ms - self._sampled_ms)
        self._sampled_ms = now_ms
        if not self._is_due(power_w, now_ms, configuration):
            return False
        self._read(power_w, now_ms)
        return True

    def _count(self, power_w: float, for_ms: float) -> None:
        energy_wh = power_w * for_ms / _MS_PER_HOUR
        self._energy_wh += energy_wh
        if energy_wh >= 0:
            self._registers.import_wh += energy_wh
        else:
            self._registers.export_wh -= energy_wh

    def _is_due(self, power_w: float, now_ms: float, configuration: DeviceConfiguration) -> bool:
        passed_ms = now_ms - self._since_ms + _PUNCTUALITY_MS
        if passed_ms >= configuration.reporting_interval_s * _MS_PER_S:
            return True
        if self._shown_w is None or not configuration.on_change_w or now_ms <= self._since_ms:
            return False
        change_w = abs(power_w - self._shown_w) * configuration.transformation_constant
        return change_w >= configuration.on_change_w

    def _read(self, power_w: float, now_ms: float) -> None:
        mean_w = self._energy_wh * _MS_PER_HOUR / (now_ms - self._since_ms)
        self._store.add(
            stamp_ms=self._clock.now_ms(),
            power_w=round(mean_w, _DECIMALS) + 0.0,
            import_wh=round(self._registers.import_wh, _REGISTER_DECIMALS),
            export_wh=round(self._registers.export_wh, _REGISTER_DECIMALS),
            epoch=self._clock.epoch,
        )
        self._since_ms, self._energy_wh, self._shown_w = now_ms, 0.0, power_w


def _calibrated(power_w: float, calibration: Calibration) -> float:
    """The phase shift is of wave forms, which a simulated power does not have."""
    return power_w * calibration.current_gain * calibration.voltage_gain + calibration.offset_w
