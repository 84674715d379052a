"""A device's own clock, which runs wrong until it is set. No I/O."""

from collections.abc import Callable
from typing import Final

_PPM: Final = 1e-6


class DeviceClock:
    """Milliseconds since 1970 by the device; `true_ms` is the world's time.

    An epoch is the time from one setting to the next: what was stamped in it is wrong by about as
    much as the clock was when it was set.
    """

    def __init__(
        self, true_ms: Callable[[], float], *, drift_ppm: float = 0.0, offset_ms: float = 0.0
    ) -> None:
        self._true_ms = true_ms
        self._drift = drift_ppm * _PPM
        self._offset_ms = offset_ms
        self._set_at_ms = true_ms()
        self._corrections_ms: dict[int, int] = {}
        self.epoch = 0
        self.last_correction_ms: int | None = None

    def now_ms(self) -> int:
        """What the device believes."""
        true_ms = self._true_ms()
        return round(true_ms + self._offset_ms + self._drift * (true_ms - self._set_at_ms))

    def set_by(self, system_ms: int) -> int:
        """Set it; by how much it was corrected."""
        correction_ms = system_ms - self.now_ms()
        true_ms = self._true_ms()
        self._offset_ms = system_ms - true_ms
        self._set_at_ms = true_ms
        self._corrections_ms[self.epoch] = correction_ms
        self.epoch += 1
        self.last_correction_ms = correction_ms
        return correction_ms

    def correction_of_ms(self, epoch: int) -> int | None:
        """What to add to a stamp of that epoch; None while nobody knows."""
        return self._corrections_ms.get(epoch)
