"""A roll-out: which wave's turn it is, and whether it should go on."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from libs.chassis.errors import ConflictError, NotFoundError
from services.device_gateway.domain.firmware.target import FAILURES, OPEN, Phase
from services.device_gateway.domain.firmware.waves import Wave

Tally = Mapping[tuple[int, Phase], int]
"""How many devices, by wave and phase."""


class RolloutNotFoundError(NotFoundError):
    """There is no such roll-out."""

    code = "firmware_rollout_not_found"


class RolloutStateError(ConflictError):
    """The roll-out is over, or not where this could be done."""

    code = "firmware_rollout_state"


class NoTargetsError(ConflictError):
    """No device that we know of is meant."""

    code = "firmware_no_targets"


class RolloutState(StrEnum):
    """How a roll-out is."""

    RUNNING = "running"
    PAUSED = "paused"
    ABORTED = "aborted"
    COMPLETED = "completed"


@dataclass(frozen=True, slots=True, kw_only=True)
class AbortRule:
    """Abort when of at least so many finished devices this share has failed."""

    failure_ratio: float
    minimum_finished: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """When the next wave begins."""

    success_ratio: float | None
    """Share of the wave's devices that must have confirmed; None: an operator says when."""
    wave_minimum: timedelta
    """A wave is watched for at least so long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which devices are meant; what is empty does not restrict."""

    hardware: str
    batch: str | None = None
    device_ids: Collection[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rollout:
    """An image on its way to a selection of devices."""

    rollout_id: UUID
    image_id: UUID
    selection: Selection
    waves: tuple[Wave, ...]
    abort: AbortRule
    pace: Pace
    force: bool
    started_at: datetime
    started_by: str
    wave_started_at: datetime
    state: RolloutState = RolloutState.RUNNING
    wave: int = 0
    reason: str = ""
    """Why it is not running."""


def is_over(rollout: Rollout) -> bool:
    """Nothing starts it again."""
    return rollout.state in (RolloutState.ABORTED, RolloutState.COMPLETED)


def paused(rollout: Rollout, reason: str) -> Rollout:
    """No new offers until it is resumed. Raises RolloutStateError when it is over."""
    return replace(_still_on(rollout), state=RolloutState.PAUSED, reason=reason)


def resumed(rollout: Rollout, now: datetime) -> Rollout:
    """Raises RolloutStateError when it is over; a running one runs on.

    The wave begins anew: nobody missed a turn while there was none.
    """
    if _still_on(rollout).state is RolloutState.RUNNING:
        return rollout
    return replace(rollout, state=RolloutState.RUNNING, reason="", wave_started_at=now)


def aborted(rollout: Rollout, reason: str) -> Rollout:
    """For good. Raises RolloutStateError when it is over."""
    return replace(_still_on(rollout), state=RolloutState.ABORTED, reason=reason)


def advanced(rollout: Rollout, now: datetime) -> Rollout:
    """The next wave's turn. Raises RolloutStateError when not running or in its last wave."""
    if rollout.state is not RolloutState.RUNNING:
        raise RolloutStateError(f"the roll-out is {rollout.state}")
    if _in_last_wave(rollout):
        raise RolloutStateError("this is the last wave")
    return replace(rollout, wave=rollout.wave + 1, wave_started_at=now)


def reviewed(rollout: Rollout, tally: Tally, now: datetime) -> Rollout:
    """What the counts make of it: aborted, in a later wave, completed, or as it was."""
    if rollout.state is not RolloutState.RUNNING:
        return rollout
    failed = sum(_count(tally, phase) for phase in FAILURES)
    finished = failed + _count(tally, Phase.CONFIRMED)
    rule = rollout.abort
    if finished >= rule.minimum_finished and failed >= max(1, rule.failure_ratio * finished):
        return aborted(rollout, f"{failed} of {finished} updates failed")
    while not _in_last_wave(rollout) and _wave_is_done(rollout, tally, now):
        rollout = advanced(rollout, now)
    if _in_last_wave(rollout) and not any(_count(tally, phase) for phase in OPEN):
        return replace(rollout, state=RolloutState.COMPLETED)
    return rollout


def _wave_is_done(rollout: Rollout, tally: Tally, now: datetime) -> bool:
    if rollout.pace.success_ratio is None:
        return False
    in_wave = {phase: tally.get((rollout.wave, phase), 0) for phase in Phase}
    meant = sum(in_wave.values()) - in_wave[Phase.SKIPPED] - in_wave[Phase.MISSED]
    if meant == 0:
        return True
    watched = now - rollout.wave_started_at >= rollout.pace.wave_minimum
    return watched and in_wave[Phase.CONFIRMED] >= rollout.pace.success_ratio * meant


def _in_last_wave(rollout: Rollout) -> bool:
    return rollout.wave == len(rollout.waves) - 1


def _count(tally: Tally, phase: Phase) -> int:
    return sum(count for (_, of), count in tally.items() if of is phase)


def _still_on(rollout: Rollout) -> Rollout:
    if is_over(rollout):
        raise RolloutStateError(f"the roll-out is {rollout.state}")
    return rollout
