"""Who is updated when: waves by a stable share of the devices, or by batch."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from libs.chassis.errors import FieldError, InvalidInputError

MOST_WAVES: Final = 20
EVERYBODY_PERCENT: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Wave:
    """The devices of these batches, and of the others the first `percent` of a hundred."""

    percent: int = 0
    batches: frozenset[str] = frozenset()


def check_waves(waves: Sequence[Wave]) -> None:
    """Raises InvalidInputError for waves that do not grow to everybody."""
    percents = [wave.percent for wave in waves if wave.percent]
    if not 1 <= len(waves) <= MOST_WAVES:
        message = f"are 1 to {MOST_WAVES}"
    elif percents != sorted(percents):
        message = "do not shrink: each percent counts from the first device"
    elif waves[-1].percent != EVERYBODY_PERCENT:
        message = "end with 100 percent"
    else:
        return
    raise InvalidInputError(f"waves {message}", fields=(FieldError("waves", "invalid", message),))


def wave_of(waves: Sequence[Wave], *, rollout_id: UUID, device_id: str, batch: str | None) -> int:
    """The first wave that has room for the device.

    By hash: another roll-out begins with other devices, the same one always with the same.
    """
    digest = hashlib.sha256(rollout_id.bytes + device_id.encode()).digest()
    place = int.from_bytes(digest[:8], "big") % EVERYBODY_PERCENT
    return next(
        number
        for number, wave in enumerate(waves)
        if place < wave.percent or (batch is not None and batch in wave.batches)
    )
