"""Bodies of the operations on firmware."""

import base64
import binascii
from datetime import datetime, timedelta
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from libs.chassis.errors import FieldError, InvalidInputError
from libs.chassis.http import ApiModel
from services.device_gateway.domain.firmware.image import (
    LARGEST_IMAGE_BYTES,
    PART_BYTES,
    Image,
    ImageState,
)
from services.device_gateway.domain.firmware.rollout import AbortRule, Pace, RolloutState
from services.device_gateway.domain.firmware.target import Phase, Target
from services.device_gateway.domain.firmware.waves import MOST_WAVES, Wave
from services.device_gateway.usecases.firmware.announce_image import Announcement
from services.device_gateway.usecases.firmware.look_up import DeviceView, RolloutView
from services.device_gateway.usecases.firmware.start_rollout import Plan

_Name = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[^\x00]*$")]
_Ratio = Annotated[float, Field(gt=0, le=1)]


class ImageBody(ApiModel):
    """An image to be uploaded."""

    hardware: _Name
    version: Annotated[str, Field(max_length=64, description="Semantic Version.")]
    size_bytes: Annotated[int, Field(ge=1, le=LARGEST_IMAGE_BYTES)]
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    signature: Annotated[
        str,
        Field(
            max_length=100,
            description="Base64 of the Ed25519 signature over "
            "`meriggio-firmware:{hardware}:{version}:{sizeBytes}:{sha256}`.",
        ),
    ]
    notes: Annotated[str, Field(max_length=2_000, pattern=r"^[^\x00]*$")] = ""

    def announcement(self) -> Announcement:
        """Raises InvalidInputError for a signature that is no base64."""
        try:
            signature = base64.b64decode(self.signature, validate=True)
        except (binascii.Error, ValueError):
            message = "is no base64"
            raise InvalidInputError(
                f"the signature {message}", fields=(FieldError("signature", "invalid", message),)
            ) from None
        return Announcement(
            hardware=self.hardware,
            version=self.version,
            size_bytes=self.size_bytes,
            sha256=self.sha256,
            signature=signature,
            notes=self.notes,
        )


class ImageAnswer(ApiModel):
    """An image; its bytes go in `parts` parts of `partBytes`, the last one shorter."""

    image_id: UUID
    hardware: str
    version: str
    size_bytes: int
    sha256: str
    signature: str
    state: ImageState
    registered_at: datetime
    registered_by: str
    notes: str
    parts: int
    part_bytes: int = PART_BYTES

    @classmethod
    def of(cls, image: Image) -> Self:
        """As it is shown."""
        signature = base64.b64encode(image.signature).decode()
        return cls.showing(image, signature=signature, part_bytes=PART_BYTES)


class WaveBody(ApiModel):
    """The devices of these batches, and of the others the first `percent` of a hundred."""

    percent: Annotated[int, Field(ge=0, le=100)] = 0
    batches: Annotated[tuple[_Name, ...], Field(max_length=50)] = ()


class AbortBody(ApiModel):
    """Abort when of at least so many finished devices this share has failed."""

    failure_ratio: _Ratio = 0.2
    minimum_finished: Annotated[int, Field(ge=1, le=100_000)] = 5


class RolloutBody(ApiModel):
    """Which image goes to whom, and how fast."""

    image_id: UUID
    batch: _Name | None = None
    device_ids: Annotated[tuple[_Name, ...], Field(max_length=1_000)] = ()
    waves: Annotated[tuple[WaveBody, ...], Field(min_length=1, max_length=MOST_WAVES)] = (
        WaveBody(percent=5),
        WaveBody(percent=25),
        WaveBody(percent=100),
    )
    abort: AbortBody = AbortBody()
    success_ratio: Annotated[
        _Ratio | None,
        Field(description="Of a wave's devices, for the next one to begin; null: by `advance`."),
    ] = 0.9
    wave_minimum_s: Annotated[int, Field(ge=0, le=30 * 86_400)] = 3_600
    force: Annotated[
        bool, Field(description="Also to devices that run a newer version, or an unreadable one.")
    ] = False

    def plan(self) -> Plan:
        """What is asked for."""
        return Plan(
            image_id=self.image_id,
            batch=self.batch,
            device_ids=tuple(sorted(set(self.device_ids))),
            waves=tuple(
                Wave(percent=wave.percent, batches=frozenset(wave.batches)) for wave in self.waves
            ),
            abort=AbortRule(
                failure_ratio=self.abort.failure_ratio,
                minimum_finished=self.abort.minimum_finished,
            ),
            pace=Pace(
                success_ratio=self.success_ratio,
                wave_minimum=timedelta(seconds=self.wave_minimum_s),
            ),
            force=self.force,
        )


class WaveAnswer(ApiModel):
    """A wave and how many of its devices are in which phase."""

    percent: int
    batches: list[str]
    devices: dict[Phase, int]


class RolloutAnswer(ApiModel):
    """A roll-out; `wave` counts from 0."""

    rollout_id: UUID
    image_id: UUID
    hardware: str
    version: str
    batch: str | None
    device_ids: list[str]
    state: RolloutState
    reason: str
    force: bool
    abort: AbortBody
    success_ratio: float | None
    wave_minimum_s: int
    started_at: datetime
    started_by: str
    wave: int
    wave_started_at: datetime
    waves: list[WaveAnswer]
    devices: dict[Phase, int]

    @classmethod
    def of(cls, view: RolloutView) -> Self:
        """As it is shown."""
        rollout = view.rollout
        return cls.showing(
            rollout,
            hardware=view.image.hardware,
            version=view.image.version,
            batch=rollout.selection.batch,
            device_ids=list(rollout.selection.device_ids),
            abort=AbortBody(
                failure_ratio=rollout.abort.failure_ratio,
                minimum_finished=rollout.abort.minimum_finished,
            ),
            success_ratio=rollout.pace.success_ratio,
            wave_minimum_s=int(rollout.pace.wave_minimum.total_seconds()),
            waves=[
                WaveAnswer(
                    percent=wave.percent,
                    batches=sorted(wave.batches),
                    devices=_counts(view, [number]),
                )
                for number, wave in enumerate(rollout.waves)
            ],
            devices=_counts(view, range(len(rollout.waves))),
        )


class UpdateAnswer(ApiModel):
    """A device's update."""

    phase: Phase
    percent: int
    detail: str
    supposed: Annotated[
        bool, Field(description="Concluded by us; the device has not said it itself.")
    ]
    offered_at: datetime | None
    changed_at: datetime


class TargetAnswer(UpdateAnswer):
    """A device in a roll-out."""

    device_id: str
    update_id: UUID
    wave: int
    from_version: str

    @classmethod
    def of(cls, target: Target) -> Self:
        """As it is shown."""
        return cls.showing(target)


class OwnUpdateAnswer(UpdateAnswer):
    """The newest update of a device."""

    version: str


class DeviceFirmwareAnswer(ApiModel):
    """What a device runs, as it last reported, and its newest update."""

    device_id: str
    hardware: str | None
    version: str | None
    update: OwnUpdateAnswer | None

    @classmethod
    def of(cls, device_id: str, view: DeviceView) -> Self:
        """As it is shown."""
        update = None
        if view.target is not None and view.image is not None:
            update = OwnUpdateAnswer.showing(view.target, version=view.image.version)
        return cls(
            device_id=device_id,
            hardware=view.member.hardware if view.member else None,
            version=view.member.version if view.member else None,
            update=update,
        )


def _counts(view: RolloutView, waves: "range | list[int]") -> dict[Phase, int]:
    counts = {phase: sum(view.tally.get((wave, phase), 0) for wave in waves) for phase in Phase}
    return {phase: count for phase, count in counts.items() if count}
