"""Where it was measured."""

import os
import platform
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.measuring.processes import usable_cores


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """`load_average`: of the last minute, before the start. `broker`: of MQTT."""

    processor: str
    cores_used: int
    cores: int
    memory_bytes: int
    load_average: float
    broker: str


def this_machine(load_average: float, broker: str) -> Machine:
    """What we run on."""
    return Machine(
        processor=_processor(),
        cores_used=len(usable_cores()),
        cores=os.cpu_count() or 1,
        memory_bytes=psutil.virtual_memory().total,
        load_average=load_average,
        broker=broker,
    )


def _processor() -> str:
    """The processor's name where Linux tells it, else its architecture."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
