"""One device as a process of its own: the simulator's, or any other build with the same flags.

What such a program is asked to do is in devstack/devices/README.md; the firmware's build for Linux
is another one. `servers.process.ServerProcess` starts it, kills it and starts it again.
"""

import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from devstack.servers.process import Launch
from devstack.servers.unprivileged import REPOSITORY

SIMULATOR: Final = (sys.executable, "-m", "devstack", "device")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceProcess:
    """A Server: `stop` asks it to send what it has and end, `kill` is a power failure."""

    serial_number: str
    broker: str
    state: Path
    server_ca: Path | None = None
    claims: str | None = None
    claim_certificate: Path | None = None
    claim_key: Path | None = None
    firmware_key: str | None = None
    """Base64 of the raw Ed25519 key."""
    cadence_s: int = 60
    program: Sequence[str] = SIMULATOR
    more: Sequence[str] = ()
    """Flags that only this program has, such as the simulator's misbehaviour."""
    stop_signal: signal.Signals = signal.SIGTERM
    launches: int = 1

    @property
    def name(self) -> str:
        """For logs."""
        return f"device {self.serial_number}"

    def prepare(self) -> Launch:
        """Its command line."""
        given = {
            "--serial": self.serial_number,
            "--broker": self.broker,
            "--claims": self.claims,
            "--claim-certificate": self.claim_certificate,
            "--claim-key": self.claim_key,
            "--server-ca": self.server_ca,
            "--firmware-key": self.firmware_key,
            "--state": self.state,
            "--cadence": self.cadence_s,
        }
        flags = [
            word
            for flag, value in given.items()
            if value is not None
            for word in (flag, str(value))
        ]
        return Launch(argv=(*self.program, *flags, *self.more), cwd=REPOSITORY)

    async def check(self) -> None:
        """Nobody asks a device: whether it is there, the system knows."""
