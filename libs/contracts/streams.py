"""The streams on the bus and their limits, as data. The chassis declares them."""

from dataclasses import dataclass
from typing import Final

from libs.contracts import subjects

_MINUTE_S: Final = 60
_DAY_S: Final = 86_400
_GIB: Final = 1024**3
_MIB: Final = 1024**2


@dataclass(frozen=True, kw_only=True)
class StreamSpec:
    """A JetStream stream. With `discard_new` a full stream refuses; without, it forgets."""

    name: str
    subjects: tuple[str, ...]
    max_age_s: int = 0
    max_bytes: int = -1
    max_messages_per_subject: int = -1
    max_message_bytes: int = 256 * 1024
    discard_new: bool = False
    atomic_batches: bool = False
    duplicate_window_s: int = 120


READINGS: Final = StreamSpec(
    name="READINGS",
    subjects=(subjects.READINGS,),
    max_age_s=2 * _DAY_S,
    max_bytes=16 * _GIB,
    max_message_bytes=16 * 1024,
    discard_new=True,  # when full, devices keep their readings; accepted ones are never dropped
    atomic_batches=True,
)
REGISTRY: Final = StreamSpec(
    name="REGISTRY",
    subjects=(subjects.REGISTRY,),
    max_bytes=2 * _GIB,
    max_messages_per_subject=1,
    discard_new=True,
)
USERS: Final = StreamSpec(
    name="USERS",
    subjects=(subjects.USERS,),
    max_bytes=_GIB,
    max_messages_per_subject=1,
    discard_new=True,
)
SESSIONS: Final = StreamSpec(
    name="SESSIONS",
    subjects=(subjects.SESSIONS_ENDED,),
    max_age_s=15 * _MINUTE_S,  # a little more than an access token lives: after that it is refused
    max_bytes=64 * _MIB,
    max_messages_per_subject=1,
    max_message_bytes=1024,
)
DEVICES: Final = StreamSpec(
    name="DEVICES",
    subjects=(subjects.DEVICES,),
    max_age_s=90 * _DAY_S,
    max_bytes=_GIB,
    max_messages_per_subject=100,
)
SURPLUS: Final = StreamSpec(
    name="SURPLUS",
    subjects=(subjects.SURPLUS,),
    max_age_s=365 * _DAY_S,
    max_bytes=_GIB,
)
USUAL: Final = StreamSpec(
    name="USUAL",
    subjects=(subjects.USUAL,),
    max_age_s=35 * _DAY_S,  # of a facility that sends nothing any more nothing is usual
    max_bytes=_GIB,
    max_messages_per_subject=1,
    max_message_bytes=4 * 1024,
)
DEAD_LETTERS: Final = StreamSpec(
    name="DEAD_LETTERS",
    subjects=(subjects.DEAD_LETTERS,),
    max_age_s=14 * _DAY_S,
    max_bytes=256 * _MIB,
)
ALL: Final = (READINGS, REGISTRY, USERS, SESSIONS, DEVICES, SURPLUS, USUAL, DEAD_LETTERS)
