"""Numbers that the load's process writes and ours reads while it runs."""

import ctypes
from multiprocessing.context import BaseContext
from typing import Any


class Counters:
    """In memory that both processes see; each number has one writer."""

    def __init__(self, context: BaseContext) -> None:
        self._sent: Any = context.RawValue(ctypes.c_ulonglong, 0)
        self._confirmed: Any = context.RawValue(ctypes.c_ulonglong, 0)
        self._acknowledged: Any = context.RawValue(ctypes.c_ulonglong, 0)
        self._stop: Any = context.RawValue(ctypes.c_bool, False)

    @property
    def sent(self) -> int:
        """Readings handed to the network."""
        return int(self._sent.value)

    @sent.setter
    def sent(self, count: int) -> None:
        self._sent.value = count

    @property
    def confirmed(self) -> int:
        """Readings the broker has confirmed."""
        return int(self._confirmed.value)

    @confirmed.setter
    def confirmed(self, count: int) -> None:
        self._confirmed.value = count

    @property
    def acknowledged(self) -> int:
        """Readings the system has acknowledged as durable."""
        return int(self._acknowledged.value)

    @acknowledged.setter
    def acknowledged(self, count: int) -> None:
        self._acknowledged.value = count

    @property
    def stop(self) -> bool:
        """Whether to stop sending."""
        return bool(self._stop.value)

    @stop.setter
    def stop(self, wanted: bool) -> None:
        self._stop.value = wanted
