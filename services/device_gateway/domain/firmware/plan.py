"""Who takes part in a roll-out, decided once when it starts."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.device_gateway.domain.firmware.rollout import Rollout
from services.device_gateway.domain.firmware.target import Phase, Target, skipped
from services.device_gateway.domain.firmware.version import Verdict, judge
from services.device_gateway.domain.firmware.waves import wave_of

_WHY_SKIPPED = {
    Verdict.UP_TO_DATE: "runs this version already",
    Verdict.DOWNGRADE: "runs a newer version",
    Verdict.UNREADABLE: "runs a version that cannot be read",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A device of the fleet, as it last reported; `connection` rises with each connection."""

    device_id: str
    hardware: str
    version: str
    online: bool
    connection: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A device that the operator names, as the manufacturing list and its reports have it."""

    device_id: str
    batch: str | None
    """None: it is not on the manufacturing list."""
    is_revoked: bool
    hardware: str | None
    """None: it has not reported yet."""


def plan(
    rollout: Rollout,
    members: Iterable[tuple[Member, str | None]],
    *,
    version: str,
    new_id: Callable[[], UUID],
    now: datetime,
) -> list[Target]:
    """A target for each member (with its batch) of the right hardware."""
    return [
        considered(
            _waiting(rollout, member.device_id, batch, new_id(), now, runs=member.version),
            member,
            rollout,
            version=version,
            now=now,
        )
        for member, batch in members
        if member.hardware == rollout.selection.hardware
    ]


def plan_others(
    rollout: Rollout, named: Sequence[Named], *, new_id: Callable[[], UUID], now: datetime
) -> list[Target]:
    """A target for each named device that `plan` was not given, so that none is left out unsaid.

    It waits for its first report, or is skipped with the reason why it has no business here.
    """
    waiting = [
        (one, _waiting(rollout, one.device_id, one.batch, new_id(), now, runs="")) for one in named
    ]
    return [
        target if why is None else skipped(target, why, now)
        for why, target in ((_left_out(one, rollout), target) for one, target in waiting)
    ]


def _left_out(named: Named, rollout: Rollout) -> str | None:
    if named.is_revoked:
        return "the device was revoked"
    if rollout.selection.batch not in (None, named.batch):
        return f"is not of batch {rollout.selection.batch}"
    if named.hardware not in (None, rollout.selection.hardware):
        return f"is {named.hardware}"
    return None if named.batch else "is not on the manufacturing list"


def _waiting(
    rollout: Rollout,
    device_id: str,
    batch: str | None,
    update_id: UUID,
    now: datetime,
    *,
    runs: str,
) -> Target:
    return Target(
        rollout_id=rollout.rollout_id,
        device_id=device_id,
        update_id=update_id,
        wave=wave_of(
            rollout.waves, rollout_id=rollout.rollout_id, device_id=device_id, batch=batch
        ),
        phase=Phase.WAITING,
        changed_at=now,
        from_version=runs,
    )


def considered(
    target: Target, member: Member, rollout: Rollout, *, version: str, now: datetime
) -> Target:
    """The target; skipped when the device must not get the image as it is now."""
    if member.hardware != rollout.selection.hardware:
        return skipped(target, f"is {member.hardware}", now)
    why = _WHY_SKIPPED.get(judge(member.version, version, force=rollout.force))
    return target if why is None else skipped(target, why, now)
