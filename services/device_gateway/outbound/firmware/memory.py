"""Images, roll-outs and targets in memory: the twin of Postgres."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Collection, Container, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from uuid import UUID

from services.device_gateway.domain.firmware.image import Image
from services.device_gateway.domain.firmware.plan import Member, Named
from services.device_gateway.domain.firmware.rollout import (
    Rollout,
    RolloutState,
    Selection,
    Tally,
    is_over,
)
from services.device_gateway.domain.firmware.target import (
    LOADING,
    OPEN,
    Phase,
    Target,
    cancelled,
    is_under_way,
)
from services.device_gateway.domain.presence.statuses import LOST_COUNTER_AFTER
from services.device_gateway.ports.firmware import Before, FirmwareTransaction


class MemoryFirmware:
    """The port FirmwareStore, and its transactions."""

    def __init__(
        self,
        batches: Callable[[str], str | None] = lambda _: None,
        revoked: Container[str] = (),
    ) -> None:
        self._images: dict[UUID, Image] = {}
        self._parts: dict[tuple[UUID, int], bytes] = {}
        self._members: dict[str, Member] = {}
        self._changed_at: dict[str, datetime] = {}
        self._rollouts: dict[UUID, Rollout] = {}
        self._targets: dict[tuple[UUID, str], Target] = {}
        self._batches = batches
        self._revoked = revoked
        self._alone = asyncio.Lock()

    @asynccontextmanager
    async def transaction(
        self,
        *,
        exclusive: bool = True,  # noqa: ARG002  the port's
    ) -> AsyncIterator[FirmwareTransaction]:
        """One at a time; undone when the block raises."""
        async with self._alone:
            before = (
                dict(self._images),
                dict(self._parts),
                dict(self._rollouts),
                dict(self._targets),
            )
            try:
                yield self
            except BaseException:
                self._images, self._parts, self._rollouts, self._targets = before
                raise

    async def find_image(self, image_id: UUID) -> Image | None:
        return self._images.get(image_id)

    async def images(self, *, limit: int, before: Before | None = None) -> Sequence[Image]:
        found = [
            (image.registered_at, image.image_id, image)
            for image in self._images.values()
            if _comes_after(image.registered_at, image.image_id, before)
        ]
        return [image for *_, image in sorted(found, key=lambda each: each[:2], reverse=True)][
            :limit
        ]

    async def find_rollout(self, rollout_id: UUID) -> Rollout | None:
        return self._rollouts.get(rollout_id)

    async def rollouts(self, *, limit: int, before: Before | None = None) -> Sequence[Rollout]:
        return [
            rollout
            for rollout in self._newest_rollouts()
            if _comes_after(rollout.started_at, rollout.rollout_id, before)
        ][:limit]

    async def tally(self, rollout_id: UUID) -> Tally:
        return Counter(
            (target.wave, target.phase)
            for target in self._targets.values()
            if target.rollout_id == rollout_id
        )

    async def targets(
        self,
        rollout_id: UUID,
        *,
        limit: int,
        phases: Collection[Phase] = tuple(Phase),
        after: str = "",
    ) -> Sequence[Target]:
        return self._sorted(
            lambda target: (
                target.rollout_id == rollout_id
                and target.phase in phases
                and target.device_id > after
            )
        )[:limit]

    async def targets_of(self, device_id: str, *, limit: int) -> Sequence[Target]:
        found = [
            self._targets[rollout.rollout_id, device_id]
            for rollout in self._newest_rollouts()
            if (rollout.rollout_id, device_id) in self._targets
        ]
        return found[:limit]

    async def find_target(self, update_id: UUID) -> Target | None:
        found = (target for target in self._targets.values() if target.update_id == update_id)
        return next(found, None)

    async def find_member(self, device_id: str) -> Member | None:
        return self._members.get(device_id)

    async def read_part(self, image_id: UUID, number: int) -> bytes | None:
        return self._parts.get((image_id, number))

    async def find_named(self, hardware: str, version: str) -> Image | None:
        found = (
            image
            for image in self._images.values()
            if (image.hardware, image.version) == (hardware, version)
        )
        return next(found, None)

    async def save_image(self, image: Image) -> None:
        self._images[image.image_id] = image

    async def delete_image(self, image_id: UUID) -> None:
        self._images.pop(image_id, None)
        self._parts = {place: part for place, part in self._parts.items() if place[0] != image_id}

    async def save_part(self, image_id: UUID, number: int, content: bytes) -> None:
        self._parts[image_id, number] = content

    async def save_member(self, member: Member, now: datetime) -> bool:
        """What the device reported; False, and nothing, when a later connection is known."""
        known = self._members.get(member.device_id)
        if known is not None and known.connection > member.connection:
            is_stale = self._changed_at[member.device_id] <= now - LOST_COUNTER_AFTER
            if not (member.online and is_stale):
                return False
        self._members[member.device_id] = member
        self._changed_at[member.device_id] = now
        return True

    async def members(
        self, selection: Selection, *, limit: int, after: str = ""
    ) -> Sequence[tuple[Member, str | None]]:
        found = [
            (member, self._batches(device_id))
            for device_id, member in sorted(self._members.items())
            if member.hardware == selection.hardware
            and device_id > after
            and device_id not in self._revoked
            and (not selection.device_ids or device_id in selection.device_ids)
            and selection.batch in (None, self._batches(device_id))
        ]
        return found[:limit]

    async def named(self, device_ids: Collection[str]) -> Sequence[Named]:
        return [
            Named(
                device_id=device_id,
                batch=self._batches(device_id),
                is_revoked=device_id in self._revoked,
                hardware=member.hardware if (member := self._members.get(device_id)) else None,
            )
            for device_id in sorted(device_ids)
        ]

    async def start_alone(self) -> None:
        """All transactions are alone here."""

    async def running_rollouts(self, image_id: UUID | None = None) -> Sequence[Rollout]:
        return [
            rollout
            for rollout in self._newest_rollouts()
            if not is_over(rollout) and image_id in (None, rollout.image_id)
        ]

    async def save_rollout(self, rollout: Rollout) -> None:
        self._rollouts[rollout.rollout_id] = rollout

    async def save_targets(self, targets: Sequence[Target]) -> None:
        self._targets |= {(target.rollout_id, target.device_id): target for target in targets}

    async def waiting(self, rollout: Rollout, *, limit: int) -> Sequence[Target]:
        return self._sorted(
            lambda target: (
                target.rollout_id == rollout.rollout_id
                and target.phase is Phase.WAITING
                and target.wave <= rollout.wave
            )
        )[:limit]

    async def candidates(self, rollout: Rollout, *, limit: int) -> Sequence[tuple[Target, Member]]:
        busy = {target.device_id for target in self._targets.values() if is_under_way(target)}
        found = [
            (target, self._members[target.device_id])
            for target in await self.waiting(rollout, limit=len(self._targets))
            if target.device_id not in busy and target.device_id in self._members
        ]
        return [
            (target, member)
            for target, member in found
            if member.online and member.device_id not in self._revoked
        ][:limit]

    async def overdue(self, *, offered_until: datetime, limit: int) -> Sequence[Target]:
        found = [
            (target.offered_at, target.device_id, target)
            for target in self._targets.values()
            if is_under_way(target) and target.offered_at and target.offered_at <= offered_until
        ]
        return [target for *_, target in sorted(found, key=lambda each: each[:2])][:limit]

    async def leftovers(self, *, limit: int) -> Sequence[Target]:
        return self._sorted(
            lambda target: (
                cancelled(target, target.changed_at) != target
                and self._rollouts[target.rollout_id].state is RolloutState.ABORTED
            )
        )[:limit]

    async def open_of_revoked(self, *, limit: int) -> Sequence[Target]:
        return self._sorted(
            lambda target: target.phase in OPEN and target.device_id in self._revoked
        )[:limit]

    async def count_loading(self, heard_since: datetime) -> int:
        return sum(
            target.phase in LOADING and target.changed_at > heard_since
            for target in self._targets.values()
        )

    def _sorted(self, wanted: Callable[[Target], bool]) -> list[Target]:
        return [target for _, target in sorted(self._targets.items()) if wanted(target)]

    def _newest_rollouts(self) -> list[Rollout]:
        return sorted(
            self._rollouts.values(),
            key=lambda rollout: (rollout.started_at, rollout.rollout_id),
            reverse=True,
        )


def _comes_after(at: datetime, entity_id: UUID, before: Before | None) -> bool:
    return before is None or (at, entity_id) < (before.at, before.entity_id)
