"""One device's update: from the plan to its last phase, whatever is said late, twice or never.

A last phase that the device said stays. One that we only supposed (by its silence, or by the
version in its status) gives way to what the device says about the same update.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from services.device_gateway.domain.firmware.version import is_same


class Phase(StrEnum):
    """How far a device's update is."""

    WAITING = "waiting"
    OFFERED = "offered"
    DOWNLOADING = "downloading"
    VERIFYING = "verifying"
    INSTALLING = "installing"
    CONFIRMED = "confirmed"
    ROLLED_BACK = "rolled_back"
    FAILED = "failed"
    REFUSED = "refused"
    TIMED_OUT = "timed_out"
    """Offered, and nothing final heard in time."""
    SKIPPED = "skipped"
    """It had the version already, or has no business with it; see the detail."""
    MISSED = "missed"
    """Never online while it was its turn: neither success nor failure."""
    CANCELLED = "cancelled"
    """The roll-out was aborted first."""


UNDER_WAY: Final = (Phase.OFFERED, Phase.DOWNLOADING, Phase.VERIFYING, Phase.INSTALLING)
OPEN: Final = (Phase.WAITING, *UNDER_WAY)
FAILURES: Final = (Phase.ROLLED_BACK, Phase.FAILED, Phase.REFUSED, Phase.TIMED_OUT)
LOADING: Final = (Phase.OFFERED, Phase.DOWNLOADING)
"""They cost bandwidth, or will in a moment."""
SAID_LAST: Final = (Phase.CONFIRMED, Phase.ROLLED_BACK, Phase.FAILED, Phase.REFUSED)
DOUBTED: Final = (Phase.CONFIRMED, Phase.ROLLED_BACK, Phase.TIMED_OUT)
"""Supposed, they give way to what a later status shows."""
_ORDER: Final = {phase: place for place, phase in enumerate(OPEN)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long what is awaited."""

    update: timedelta
    """From the offer to the last phase; then it has failed."""
    turn: timedelta
    """From the beginning of its wave until the device is online."""
    rollback: timedelta
    """From `installing` until a device whose uptime is unknown must report the new version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A device in a roll-out."""

    rollout_id: UUID
    device_id: str
    update_id: UUID
    wave: int
    phase: Phase
    changed_at: datetime
    offered_at: datetime | None = None
    supposed: bool = False
    percent: int = 0
    detail: str = ""
    from_version: str = ""
    """What it ran when the roll-out was planned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What a device says of its update."""

    phase: Phase
    percent: int = 0
    detail: str = ""


def is_under_way(target: Target) -> bool:
    """Offered, and its end not known."""
    return target.phase in UNDER_WAY


def offered(target: Target, now: datetime) -> Target:
    """A waiting device is offered the image; others stay as they are."""
    if target.phase is not Phase.WAITING:
        return target
    return replace(target, phase=Phase.OFFERED, offered_at=now, changed_at=now)


def progressed(target: Target, said: Progress, now: datetime) -> Target:
    """What the device said counts unless something later is known."""
    if said.phase in SAID_LAST:
        if target.phase not in OPEN and not target.supposed:
            return target
        return replace(
            target,
            phase=said.phase,
            supposed=False,
            percent=100 if said.phase is Phase.CONFIRMED else target.percent,
            detail=said.detail,
            changed_at=now,
        )
    if target.phase not in OPEN or not _is_ahead(target, said):
        return target
    return replace(
        target,
        phase=said.phase,
        percent=said.percent,
        detail=said.detail,
        changed_at=now,
        offered_at=target.offered_at or now,
    )


def _is_ahead(target: Target, said: Progress) -> bool:
    known = (_ORDER[target.phase], target.percent if target.phase is said.phase else -1)
    return (_ORDER[said.phase], said.percent) > known


def reported(
    target: Target,
    *,
    runs: str,
    version: str,
    started_at: datetime | None,
    now: datetime,
    patience: Patience,
) -> Target:
    """What the version `runs` in a status tells of the update to `version`.

    `started_at`: when the device booted, by its uptime; None when it does not tell.
    """
    if is_same(runs, version):
        return _runs_the_new(target, now)
    if target.phase is Phase.INSTALLING:
        if started_at is None:
            came_back = now - target.changed_at >= patience.rollback
        else:
            came_back = (
                started_at > target.changed_at or now - target.changed_at >= patience.rollback
            )
    else:
        came_back = target.phase is Phase.CONFIRMED and target.supposed
    if not came_back:
        return target
    return _supposed(target, Phase.ROLLED_BACK, f"runs {runs} after installing", now)


def _runs_the_new(target: Target, now: datetime) -> Target:
    if target.phase is Phase.WAITING:
        return _supposed(target, Phase.SKIPPED, "runs this version already", now)
    doubted = target.supposed and target.phase in (Phase.TIMED_OUT, Phase.ROLLED_BACK)
    if is_under_way(target) or doubted:
        return replace(
            _supposed(target, Phase.CONFIRMED, "reports the new version", now), percent=100
        )
    return target


def skipped(target: Target, why: str, now: datetime) -> Target:
    """A waiting device is left alone."""
    if target.phase is not Phase.WAITING:
        return target
    return _supposed(target, Phase.SKIPPED, why, now)


def expired(
    target: Target, *, turn_since: datetime | None, now: datetime, patience: Patience
) -> Target:
    """Who was silent for too long; `turn_since`: when its wave began, None before."""
    offered_at = target.offered_at if is_under_way(target) else None
    if offered_at is not None and now - offered_at >= patience.update:
        return _supposed(target, Phase.TIMED_OUT, f"nothing final heard since {target.phase}", now)
    began = turn_since if target.phase is Phase.WAITING else None
    if began is not None and now - began >= patience.turn:
        return _supposed(target, Phase.MISSED, "was not online", now)
    return target


def held_back(target: Target, now: datetime) -> Target:
    """An offer that has not been taken up is taken back, as if never made."""
    if target.phase is not Phase.OFFERED:
        return target
    return replace(target, phase=Phase.WAITING, offered_at=None, changed_at=now)


def cancelled(target: Target, now: datetime) -> Target:
    """Who has not begun will not begin."""
    if target.phase not in (Phase.WAITING, Phase.OFFERED):
        return target
    return _supposed(target, Phase.CANCELLED, "the roll-out was aborted", now)


def withdrawn(target: Target, now: datetime) -> Target:
    """Whatever it has begun: its device was revoked, and counts no more."""
    if target.phase not in OPEN:
        return target
    return _supposed(target, Phase.SKIPPED, "the device was revoked", now)


def _supposed(target: Target, phase: Phase, detail: str, now: datetime) -> Target:
    return replace(target, phase=phase, supposed=True, detail=detail[:200], changed_at=now)
