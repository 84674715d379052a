"""Wall-clock and CPU time of a piece of work."""

import time
from collections.abc import Mapping
from typing import Self

from benchmarks.measuring.processes import PartsMeter
from benchmarks.results import Baseline


class Stopwatch:
    """Measures what some processes, and those under them, spend during the block."""

    def __init__(self, pids: Mapping[str, int]) -> None:
        """Raises psutil.NoSuchProcess."""
        self._meter = PartsMeter(pids)
        self.seconds = 0.0
        self.cpu_s: dict[str, float] = {}

    def __enter__(self) -> Self:
        self._before = self._meter.cpu()
        self._started_at = time.perf_counter()
        return self

    def __exit__(self, *_: object) -> None:
        self.seconds = time.perf_counter() - self._started_at
        self.cpu_s = self._meter.cpu().parts_s_since(self._before)

    def baseline(self, name: str, messages: int) -> Baseline:
        """The result, once the block has ended."""
        return Baseline(
            name=name,
            per_s=messages / self.seconds,
            messages=messages,
            cpu_us={part: cpu_s * 1e6 / messages for part, cpu_s in self.cpu_s.items()},
        )
