"""Who takes part in a roll-out, decided once when it starts."""

from collections.abc import Callable, Iterable
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
            Target(
                rollout_id=rollout.rollout_id,
                device_id=member.device_id,
                update_id=new_id(),
                wave=wave_of(
                    rollout.waves,
                    rollout_id=rollout.rollout_id,
                    device_id=member.device_id,
                    batch=batch,
                ),
                phase=Phase.WAITING,
                changed_at=now,
                from_version=member.version,
            ),
            member,
            rollout,
            version=version,
            now=now,
        )
        for member, batch in members
        if member.hardware == rollout.selection.hardware
    ]


def considered(
    target: Target, member: Member, rollout: Rollout, *, version: str, now: datetime
) -> Target:
    """The target; skipped when the device must not get the image as it is now."""
    if member.hardware != rollout.selection.hardware:
        return skipped(target, f"is {member.hardware}", now)
    why = _WHY_SKIPPED.get(judge(member.version, version, force=rollout.force))
    return target if why is None else skipped(target, why, now)
