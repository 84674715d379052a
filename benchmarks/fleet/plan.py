"""What the simulator's process is told, and what it reports: values that cross its border."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from devstack.devices.tally import Percentiles


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetOrder:
    """Which devices, where they connect, and how often each says what it measured.

    `broker` and `claims` are URLs; a device that has an identity in `state` needs no claim.
    """

    serial_numbers: tuple[str, ...]
    broker: str
    claims: str
    claim_certificate: Path
    claim_key: Path
    server_ca: Path
    state: Path
    interval_s: int


class Question(enum.Enum):
    """What the process is asked; each is answered once, with the type that is named."""

    CONNECT = "switch the devices on, and tell when all are connected (Arrived)"
    MEASURE = "readings from now on (Count)"
    COUNT = "how far they are (Count)"
    FINISH = "no more readings; tell when none is pending (Finished)"


@dataclass(frozen=True, slots=True)
class Ready:
    """The process is there and has done nothing yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """All devices are connected, each with its own certificate.

    `seconds` since they were switched on, `cpu_s` of the process in that time.
    """

    device_ids: tuple[str, ...]
    provisioned: int
    seconds: float
    cpu_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """Readings of all devices so far, each once; `resent`: publications beyond a reading's first.

    `latency`: from a reading's first publication to its acknowledgement.
    """

    measured: int
    acknowledged: int
    resent: int
    refused: int
    connections_lost: int
    latency: Percentiles | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """`numbers`: by device, the first sequence number it gave and the one after its last."""

    count: Count
    numbers: Mapping[str, tuple[int, int]]
