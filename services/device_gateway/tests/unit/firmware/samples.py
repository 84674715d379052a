"""Images, roll-outs and a room without servers around it, for the tests."""

import hashlib
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from libs.chassis.testing.fakes import FakeClock, SequentialIds
from services.device_gateway.domain.firmware.image import PART_BYTES, Image, ImageState
from services.device_gateway.domain.firmware.rollout import AbortRule, Pace, Rollout, Selection
from services.device_gateway.domain.firmware.target import Patience, Phase, Progress, Target
from services.device_gateway.domain.firmware.waves import Wave
from services.device_gateway.outbound.firmware.memory import MemoryFirmware
from services.device_gateway.outbound.firmware.outcomes import CountedOutcomes
from services.device_gateway.ports.firmware import Offer
from services.device_gateway.tests.examples import NOW
from services.device_gateway.usecases.firmware.follow_status import FollowStatus, Status
from services.device_gateway.usecases.firmware.offer_updates import Slots
from services.device_gateway.usecases.firmware.record_progress import RecordProgress
from services.device_gateway.usecases.firmware.start_rollout import Plan, StartRollout
from services.device_gateway.usecases.firmware.steer_rollout import SteerRollout
from services.device_gateway.usecases.firmware.tend_rollouts import TendRollouts
from services.device_gateway.usecases.firmware.withdraw_image import WithdrawImage

HARDWARE = "meter-v1"
IMAGE_ID = UUID(int=0xF1)
ROLLOUT_ID = UUID(int=0xA1)
CONTENT = bytes(range(256)) * 700
PATIENCE = Patience(
    update=timedelta(hours=24), turn=timedelta(days=14), rollback=timedelta(minutes=10)
)
EVERYBODY = (Wave(percent=100),)


def image(
    version: str = "1.1.0",
    *,
    image_id: UUID = IMAGE_ID,
    content: bytes = CONTENT,
    state: ImageState = ImageState.READY,
    at: datetime = NOW,
) -> Image:
    return Image(
        image_id=image_id,
        hardware=HARDWARE,
        version=version,
        size_bytes=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        signature=bytes(64),
        state=state,
        registered_at=at,
        registered_by="ada",
    )


def rollout(**changes: Any) -> Rollout:
    usual: dict[str, Any] = {
        "rollout_id": ROLLOUT_ID,
        "image_id": IMAGE_ID,
        "selection": Selection(hardware=HARDWARE),
        "waves": EVERYBODY,
        "abort": AbortRule(failure_ratio=0.5, minimum_finished=2),
        "pace": Pace(success_ratio=0.9, wave_minimum=timedelta(0)),
        "force": False,
        "started_at": NOW,
        "started_by": "ada",
        "wave_started_at": NOW,
    }
    return Rollout(**{**usual, **changes})


def target(device_id: str = "meter-1", **changes: Any) -> Target:
    usual: dict[str, Any] = {
        "rollout_id": ROLLOUT_ID,
        "device_id": device_id,
        "update_id": UUID(int=int.from_bytes(device_id.encode()[-8:])),
        "wave": 0,
        "phase": Phase.WAITING,
        "changed_at": NOW,
        "from_version": "1.0.0",
    }
    return Target(**{**usual, **changes})


class Told:
    """The port OfferSender: remembers."""

    def __init__(self) -> None:
        self.offers: list[Offer] = []

    def send(self, offers: Sequence[Offer]) -> None:
        self.offers += offers


class FirmwareRoom:
    """All use cases on the memory twin."""

    def __init__(self, *, at_once: int = 100, unlisted: Collection[str] = ()) -> None:
        self.clock = FakeClock(NOW)
        self.ids = SequentialIds()
        self.revoked: set[str] = set()
        self.store = MemoryFirmware(
            lambda device_id: None if device_id in unlisted else f"batch-{device_id[-1]}",
            self.revoked,
        )
        self.told = Told()
        outcomes = CountedOutcomes()
        slots = Slots(at_once=at_once, silence=timedelta(minutes=15))
        self.follow_status = FollowStatus(
            self.store, self.clock, outcomes, slots=slots, patience=PATIENCE
        )
        self.record_progress = RecordProgress(self.store, self.clock, outcomes)
        self.start = StartRollout(self.store, self.clock, self.ids, outcomes, most_targets=1000)
        self.steer = SteerRollout(self.store, self.clock, outcomes)
        self.withdraw = WithdrawImage(self.store, self.clock, outcomes)
        self.tend = TendRollouts(
            self.store, self.clock, outcomes, self.told, slots=slots, patience=PATIENCE
        )

    async def add_image(self, image: Image, content: bytes = CONTENT) -> None:
        async with self.store.transaction() as transaction:
            await transaction.save_image(image)
            for number in range(image.parts):
                part = content[number * PART_BYTES : (number + 1) * PART_BYTES]
                await transaction.save_part(image.image_id, number, part)

    async def status(
        self,
        device_id: str,
        version: str | None = "1.0.0",
        *,
        online: bool = True,
        connection: int = 1,
        uptime_s: float | None = None,
        hardware: str | None = HARDWARE,
    ) -> Offer | None:
        started_at = None if uptime_s is None else self.clock.now() - timedelta(seconds=uptime_s)
        return await self.follow_status(
            Status(
                device_id=device_id,
                online=online,
                connection=connection,
                hardware=hardware,
                version=version,
                started_at=started_at,
            )
        )

    async def roll_out(
        self,
        *,
        image_id: UUID = IMAGE_ID,
        waves: tuple[Wave, ...] = EVERYBODY,
        success_ratio: float | None = 0.9,
        abort: AbortRule | None = None,
        **more: Any,
    ) -> Rollout:
        given: dict[str, Any] = {
            "image_id": image_id,
            "batch": None,
            "device_ids": (),
            "waves": waves,
            "abort": abort or AbortRule(failure_ratio=0.5, minimum_finished=2),
            "pace": Pace(success_ratio=success_ratio, wave_minimum=timedelta(0)),
            "force": False,
            **more,
        }
        return await self.start(Plan(**given), operator="ada")

    async def says(self, offer: Offer, phase: Phase, percent: int = 0, detail: str = "") -> bool:
        said = Progress(phase=phase, percent=percent, detail=detail)
        return await self.record_progress(
            offer.device_id, offer.update_id, said, received_at=self.clock.now()
        )

    async def found(self, rollout: Rollout) -> Rollout:
        found = await self.store.find_rollout(rollout.rollout_id)
        assert found is not None
        return found

    async def phase_of(self, rollout: Rollout, device_id: str) -> Phase:
        return (await self.target_of(rollout, device_id)).phase

    async def target_of(self, rollout: Rollout, device_id: str) -> Target:
        targets = await self.store.targets(rollout.rollout_id, limit=10_000)
        return next(target for target in targets if target.device_id == device_id)
