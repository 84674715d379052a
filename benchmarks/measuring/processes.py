"""CPU time and memory of the system's parts, and what the rest of the machine used."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import psutil

_BUSY_KINDS: Final = ("user", "nice", "system", "irq", "softirq")
FAMILIES: Final = frozenset({"postgres"})
"""Parts that are a process with children; of the others children are parts of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CpuUsage:
    """CPU seconds so far: of all cores we may use, and of each part."""

    busy_s: float
    parts_s: Mapping[str, float]

    def parts_s_since(self, before: "CpuUsage") -> dict[str, float]:
        """CPU seconds of each part since then."""
        return {name: cpu_s - before.parts_s[name] for name, cpu_s in self.parts_s.items()}


class PartsMeter:
    """Reads the processes it was given; one that was started again meanwhile is an error."""

    def __init__(self, pids: Mapping[str, int]) -> None:
        """`pids`: by part. Raises psutil.NoSuchProcess."""
        self._processes = {name: psutil.Process(pid) for name, pid in pids.items()}
        self._cores = usable_cores()

    def cpu(self) -> CpuUsage:
        """CPU time so far. Raises psutil.NoSuchProcess."""
        return CpuUsage(
            busy_s=_busy_s(self._cores),
            parts_s={
                name: _cpu_s(process, with_children=name in FAMILIES)
                for name, process in self._processes.items()
            },
        )

    def memory_bytes(self) -> dict[str, int]:
        """Memory now; asking a server about its shared memory takes a while.

        Raises psutil.NoSuchProcess.
        """
        return {
            name: _family_bytes(process) if name in FAMILIES else process.memory_info().rss
            for name, process in self._processes.items()
        }


def use_cores(count: int) -> None:
    """Keep this process, and what it will start, on that many cores.

    Where the system cannot do that, or has no more, all stay in use.
    """
    cores = usable_cores()
    if count < len(cores) and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, cores[:count])


def usable_cores() -> list[int]:
    """The cores this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return sorted(os.sched_getaffinity(0))
    return list(range(os.cpu_count() or 1))


def _busy_s(cores: list[int]) -> float:
    times = psutil.cpu_times(percpu=True)
    return sum(getattr(times[core], kind, 0.0) for core in cores for kind in _BUSY_KINDS)


def _cpu_s(process: psutil.Process, *, with_children: bool) -> float:
    own = process.cpu_times()
    if not with_children:
        return own.user + own.system
    # Of children that have ended the parent knows the sum.
    cpu_s = own.user + own.system + own.children_user + own.children_system
    for child in process.children(recursive=True):
        try:
            times = child.cpu_times()
        except psutil.NoSuchProcess:
            continue
        cpu_s += times.user + times.system
    return cpu_s


def _family_bytes(process: psutil.Process) -> int:
    """Of several processes; what they share (Postgres's buffers) counts once where we are told."""
    total = 0
    for member in (process, *process.children(recursive=True)):
        try:
            total += member.memory_full_info().pss
        except (psutil.AccessDenied, AttributeError):
            total += member.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return total
