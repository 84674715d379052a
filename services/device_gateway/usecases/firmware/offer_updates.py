"""Which devices get their offer now, without a fleet that loads at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.device_gateway.domain.firmware.image import Image
from services.device_gateway.domain.firmware.plan import Member, considered
from services.device_gateway.domain.firmware.rollout import Rollout
from services.device_gateway.domain.firmware.target import Phase, Target, offered
from services.device_gateway.ports.firmware import FirmwareTransaction, Offer


@dataclass(frozen=True, slots=True, kw_only=True)
class Slots:
    """How many devices may load at once; one that is silent for so long gives its slot away."""

    at_once: int
    silence: timedelta


async def free_slots(transaction: FirmwareTransaction, slots: Slots, now: datetime) -> int:
    """How many more devices may be offered an image."""
    return max(0, slots.at_once - await transaction.count_loading(now - slots.silence))


def offer_to(
    pairs: Sequence[tuple[Target, Member]], rollout: Rollout, image: Image, now: datetime
) -> list[Target]:
    """The targets after their turn: offered, or skipped because the device has moved on."""
    return [
        offered(considered(target, member, rollout, version=image.version, now=now), now)
        for target, member in pairs
    ]


def offers_of(targets: Sequence[Target], rollout: Rollout, image: Image) -> list[Offer]:
    """What those of the targets are told that are offered the image."""
    return [
        Offer(
            device_id=target.device_id,
            update_id=target.update_id,
            image=image,
            force=rollout.force,
        )
        for target in targets
        if target.phase is Phase.OFFERED
    ]
