"""The desired configuration, taken and reported."""

from collections.abc import Callable

import msgspec

from devstack.devices.memory import Memory
from libs.contracts.mqtt.configuration import ConfigurationDesired, ConfigurationReported


class Configured:
    """What a device works by; `keep` writes its memory down."""

    def __init__(self, memory: Memory, keep: Callable[[], None]) -> None:
        self._memory = memory
        self._keep = keep
        self._rejected: str | None = None

    def hear(self, payload: bytes) -> bool:
        """Work by what is desired, unless it is known or older; whether it was new.

        Raises msgspec.DecodeError when not even its version can be read.
        """
        try:
            desired = msgspec.json.decode(payload, type=ConfigurationDesired)
        except msgspec.ValidationError as error:
            return self._reject(payload, str(error))
        if desired.version <= self._memory.told_version:
            return False
        self._memory.configuration = desired.configuration
        self._memory.configuration_version = self._memory.told_version = desired.version
        self._rejected = None
        self._keep()
        return True

    def report(self) -> bytes:
        """What it works by now."""
        return msgspec.json.encode(
            ConfigurationReported(
                version=self._memory.told_version,
                configuration=self._memory.configuration,
                rejected=self._rejected,
            )
        )

    def _reject(self, payload: bytes, why: str) -> bool:
        version = msgspec.json.decode(payload, type=_Version).version
        if version <= self._memory.told_version:
            return False
        self._memory.told_version = version
        self._rejected = why[:200]
        self._keep()
        return True


class _Version(msgspec.Struct):
    version: int
