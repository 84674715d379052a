"""What a device in the field is made of."""

from collections.abc import Callable
from dataclasses import dataclass

from devstack.devices.conduct.conduct import Mood
from devstack.devices.field_settings import FieldSettings
from devstack.devices.field_tally import FieldCounters
from devstack.devices.memory import Memory
from devstack.devices.reporting.clock import DeviceClock
from devstack.devices.reporting.sender import Sender
from devstack.devices.reporting.store import ReadingStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """`keep` writes the memory down."""

    memory: Memory
    keep: Callable[[], None]
    clock: DeviceClock
    readings: ReadingStore
    sender: Sender
    mood: Mood
    settings: FieldSettings
    counters: FieldCounters
