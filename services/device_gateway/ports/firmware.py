"""What updates over the air need from outside."""

from collections.abc import Collection, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from services.device_gateway.domain.firmware.image import Image
from services.device_gateway.domain.firmware.plan import Member, Named
from services.device_gateway.domain.firmware.rollout import Rollout, Selection, Tally
from services.device_gateway.domain.firmware.target import Phase, Target


@dataclass(frozen=True, slots=True)
class Before:
    """A page of a list of the newest first: after the entry of that time and id."""

    at: datetime
    entity_id: UUID

    def __post_init__(self) -> None:
        if self.at.utcoffset() != timedelta(0):
            raise ValueError("moments are in UTC")


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What a device is told to install."""

    device_id: str
    update_id: UUID
    image: Image
    force: bool


class FirmwareReader(Protocol):
    """What is committed."""

    async def find_image(self, image_id: UUID) -> Image | None:
        """Whatever its state."""
        ...

    async def images(self, *, limit: int, before: Before | None = None) -> Sequence[Image]:
        """The newest first."""
        ...

    async def find_rollout(self, rollout_id: UUID) -> Rollout | None:
        """As of now, without a lock."""
        ...

    async def rollouts(self, *, limit: int, before: Before | None = None) -> Sequence[Rollout]:
        """The newest first."""
        ...

    async def tally(self, rollout_id: UUID) -> Tally:
        """Devices by wave and phase; nothing for what has none."""
        ...

    async def targets(
        self,
        rollout_id: UUID,
        *,
        limit: int,
        phases: Collection[Phase] = tuple(Phase),
        after: str = "",
    ) -> Sequence[Target]:
        """Those in one of the phases, by device id, after the device `after`."""
        ...

    async def targets_of(self, device_id: str, *, limit: int) -> Sequence[Target]:
        """The device's updates; of the newest roll-out first."""
        ...

    async def find_target(self, update_id: UUID) -> Target | None:
        """By the id that the device repeats."""
        ...

    async def find_member(self, device_id: str) -> Member | None:
        """The device as it last reported."""
        ...

    async def read_part(self, image_id: UUID, number: int) -> bytes | None:
        """One part of an image; None when it has not been received."""
        ...


class FirmwareTransaction(FirmwareReader, Protocol):
    """One decision. They exclude one another: there are few, and they count."""

    async def find_named(self, hardware: str, version: str) -> Image | None:
        """The image of this hardware and version."""
        ...

    async def save_image(self, image: Image) -> None:
        """Add it, or replace what was."""
        ...

    async def delete_image(self, image_id: UUID) -> None:
        """With its parts."""
        ...

    async def save_part(self, image_id: UUID, number: int, content: bytes) -> None:
        """Add it, or replace what was."""
        ...

    async def members(
        self, selection: Selection, *, limit: int, after: str = ""
    ) -> Sequence[tuple[Member, str | None]]:
        """Devices that are meant, with their batch where it is known, by id, after `after`.

        None that is revoked.
        """
        ...

    async def named(self, device_ids: Collection[str]) -> Sequence[Named]:
        """What is known of each of these, by id; also of those that nothing is known of."""
        ...

    async def start_alone(self) -> None:
        """From here to the end of the transaction no other starts a roll-out."""
        ...

    async def running_rollouts(self, image_id: UUID | None = None) -> Sequence[Rollout]:
        """Not over; the newest first."""
        ...

    async def save_rollout(self, rollout: Rollout) -> None:
        """Add it, or replace what was."""
        ...

    async def save_targets(self, targets: Sequence[Target]) -> None:
        """Add them, or replace what was."""
        ...

    async def waiting(self, rollout: Rollout, *, limit: int) -> Sequence[Target]:
        """Waiting devices of the waves so far."""
        ...

    async def candidates(self, rollout: Rollout, *, limit: int) -> Sequence[tuple[Target, Member]]:
        """Those of them that are online, busy with no other update and not revoked."""
        ...

    async def overdue(self, *, offered_until: datetime, limit: int) -> Sequence[Target]:
        """Under way in any roll-out since that moment or longer; the longest first."""
        ...

    async def leftovers(self, *, limit: int) -> Sequence[Target]:
        """Waiting or offered in roll-outs that are aborted."""
        ...

    async def open_of_revoked(self, *, limit: int) -> Sequence[Target]:
        """Waiting or under way, of devices that are revoked."""
        ...

    async def count_loading(self, heard_since: datetime) -> int:
        """Devices of all roll-outs that were offered or load since that moment."""
        ...


class FirmwareStore(FirmwareReader, Protocol):
    """Images, the fleet's versions, roll-outs and their targets."""

    async def save_member(self, member: Member, now: datetime) -> bool:
        """What the device reported; False, and nothing, when a later connection is known.

        Except that a device which is online and has changed nothing for LOST_COUNTER_AFTER may
        count anew.
        """
        ...

    def transaction(
        self, *, exclusive: bool = True
    ) -> AbstractAsyncContextManager[FirmwareTransaction]:
        """Committed at the end of the block.

        Not `exclusive`: for what others cannot see yet; it may take longer.
        """
        ...


class SignatureCheck(Protocol):
    """Knows the keys that may sign firmware."""

    def is_genuine(self, signature: bytes, text: bytes) -> bool:
        """Whether one of the keys made this signature."""
        ...


class OfferSender(Protocol):
    """Tells devices, best effort: they are told again on their next status."""

    def send(self, offers: Sequence[Offer]) -> None:
        """Never waits and never fails."""
        ...


class Outcomes(Protocol):
    """Counts; told before the commit, so that a repeated attempt may count twice."""

    def ended(self, targets: Sequence[Target]) -> None:
        """These have reached a last phase."""
        ...

    def aborted(self) -> None:
        """A roll-out ended itself."""
        ...
