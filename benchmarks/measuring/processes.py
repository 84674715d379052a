"""CPU time and memory of the system's parts, and what the rest of the machine used."""

import os
from collections.abc import Mapping
from dataclasses import dataclass

import psutil


@dataclass(frozen=True, slots=True, kw_only=True)
class PartUsage:
    """One part: its process and, of Postgres, the processes under it."""

    cpu_s: float
    memory_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineUsage:
    """CPU time since the machine started, on the cores we may use."""

    busy_s: float
    parts: Mapping[str, PartUsage]

    def cpu_s_since(self, before: "MachineUsage") -> dict[str, float]:
        """CPU seconds of each part since then."""
        return {name: usage.cpu_s - before.parts[name].cpu_s for name, usage in self.parts.items()}


class PartsMeter:
    """Reads the parts named once; a part that was restarted meanwhile is an error."""

    def __init__(self, pids: Mapping[str, int]) -> None:
        """Raises psutil.NoSuchProcess."""
        self._processes = {name: psutil.Process(pid) for name, pid in pids.items()}
        self._cores = usable_cores()

    def read(self) -> MachineUsage:
        """As of now. Raises psutil.NoSuchProcess."""
        return MachineUsage(
            busy_s=_busy_s(self._cores),
            parts={name: _usage(process) for name, process in self._processes.items()},
        )


def use_cores(count: int) -> list[int]:
    """Keep this process, and what it will start, on that many cores; the cores in use.

    Where the system cannot do that, or there are no more, all stay in use.
    """
    cores = usable_cores()
    if count < len(cores) and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, cores[:count])
    return usable_cores()


def usable_cores() -> list[int]:
    """The cores this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return sorted(os.sched_getaffinity(0))
    return list(range(os.cpu_count() or 1))


def _busy_s(cores: list[int]) -> float:
    times = psutil.cpu_times(percpu=True)
    kinds = ("user", "nice", "system", "irq", "softirq")
    return sum(getattr(times[core], kind, 0.0) for core in cores for kind in kinds)


def _usage(process: psutil.Process) -> PartUsage:
    children = process.children(recursive=True)
    with process.oneshot():
        own = process.cpu_times()
        # Of children that have ended the parent knows the sum.
        cpu_s = own.user + own.system + own.children_user + own.children_system
        memory_bytes = _memory_bytes(process, shared=bool(children))
    for child in children:
        try:
            times = child.cpu_times()
            cpu_s += times.user + times.system
            memory_bytes += _memory_bytes(child, shared=True)
        except psutil.NoSuchProcess:
            continue
    return PartUsage(cpu_s=cpu_s, memory_bytes=memory_bytes)


def _memory_bytes(process: psutil.Process, *, shared: bool) -> int:
    """Resident memory; of what several processes share (Postgres's buffers), its part."""
    if shared:
        try:
            return int(process.memory_full_info().pss)
        except (psutil.AccessDenied, AttributeError):
            pass  # another user's process, or a system that does not tell: counted too often
    return int(process.memory_info().rss)
