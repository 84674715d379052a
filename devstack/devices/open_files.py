"""How many files a process may have open: a connection is one."""

import resource
from typing import Final

from devstack.devices.settings import FleetError

_FILES_A_DEVICE: Final = 2
_FILES_BESIDE: Final = 200


def allow_connections(devices: int) -> None:
    """For so many devices in this process; macOS allows 256 unless asked. Raises FleetError."""
    wanted = devices * _FILES_A_DEVICE + _FILES_BESIDE
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, max(hard, wanted)))
        except (ValueError, OSError):
            raise FleetError(
                f"{devices:,} devices need {wanted:,} open files, {hard:,} are allowed "
                "(ulimit -n): ask for fewer devices or allow more files"
            ) from None
