"""How much memory hangs on an object: what grows with the number of inputs is a leak."""

import gc
import sys
from collections.abc import Iterable
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Final

from prometheus_client import REGISTRY

_NOT_STATE: Final = (type, ModuleType, FunctionType, CodeType, FrameType)


def held_bytes(roots: Iterable[object], *, without: Iterable[object] = ()) -> int:
    """Bytes of all that is reached from `roots`, but for `without` and what is only code."""
    seen = {id(each) for each in without}
    waiting = list(roots)
    total = 0
    while waiting:
        each = waiting.pop()
        if id(each) in seen or isinstance(each, _NOT_STATE):
            continue
        seen.add(id(each))
        total += sys.getsizeof(each)
        waiting += gc.get_referents(each)
    return total


def metric_series() -> int:
    """Labels made of what a device writes would be a leak too."""
    return sum(len(family.samples) for family in REGISTRY.collect())
