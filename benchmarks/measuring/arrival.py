"""What it costs that devices come: a device, by process."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from benchmarks.measuring.processes import PartsMeter

_MILLISECONDS: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Devices that came within so many seconds; `cpu_ms` by part and `broker_bytes` of each one."""

    count: int
    seconds: float
    per_s: float
    cpu_ms: Mapping[str, float]
    broker_bytes: float


class ArrivalWatch:
    """Looks at the system's parts before and after."""

    def __init__(self, pids: Mapping[str, int], *, broker: str) -> None:
        """`pids`: by part; `broker`: the one that has the connections. Now is before."""
        self._parts = PartsMeter(pids)
        self._broker = PartsMeter({broker: pids[broker]})
        self._bytes_before = self._broker_bytes()
        self._before = self._parts.cpu()

    def over(self, *, count: int, seconds: float, load: str, load_cpu_s: float) -> Arrival:
        """They are there; `load_cpu_s`: what the process of the devices, `load`, took itself."""
        cpu_s = self._parts.cpu().parts_s_since(self._before) | {load: load_cpu_s}
        return Arrival(
            count=count,
            seconds=seconds,
            per_s=count / seconds,
            cpu_ms={part: spent_s * _MILLISECONDS / count for part, spent_s in cpu_s.items()},
            broker_bytes=(self._broker_bytes() - self._bytes_before) / count,
        )

    def _broker_bytes(self) -> int:
        (there,) = self._broker.memory_bytes().values()
        return there
