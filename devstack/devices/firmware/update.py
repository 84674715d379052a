"""From an offer to its last phase, over restarts: download, install, trial, confirm or go back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from semver import Version

from devstack.devices.conduct.conduct import Mood
from devstack.devices.field_tally import FieldCounters
from devstack.devices.firmware.download import Download, DownloadError, Images
from devstack.devices.firmware.offer import objection
from devstack.devices.memory import Memory, Trial
from libs.chassis.backoff import Backoff
from libs.contracts.mqtt.firmware import FirmwareOffered, FirmwareProgressed, UpdatePhase

_REMEMBERED: Final = 16
_STEP_PERCENT: Final = 25
_PAUSE_FIRST_S: Final = 1.0
_PAUSE_LONGEST_S: Final = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bootloader:
    """What cannot be updated: which images this device takes, and where they come from.

    `key` None: it takes none; `images` None: it cannot download.
    """

    hardware: str
    key: Ed25519PublicKey | None = None
    images: Images | None = None


class Updates:
    """One device's updates; `tell` reports progress, where there is a connection."""

    def __init__(
        self,
        memory: Memory,
        keep: Callable[[], None],
        bootloader: Bootloader,
        mood: Mood,
        *,
        counters: FieldCounters,
        tell: Callable[[FirmwareProgressed], None],
    ) -> None:
        self._memory = memory
        self._keep = keep
        self._bootloader = bootloader
        self._mood = mood
        self._counters = counters
        self._tell = tell
        self._backoff = Backoff(
            first_s=_PAUSE_FIRST_S, longest_s=_PAUSE_LONGEST_S, chance=mood.chance
        )
        self._under_way: FirmwareProgressed | None = None

    def hear(self, payload: bytes) -> FirmwareOffered | None:
        """The offer to `install`; None when it is answered already. Raises msgspec.DecodeError."""
        offer = msgspec.json.decode(payload, type=FirmwareOffered)
        known = self._known(offer)
        if known is not None:
            self._tell(known)
            return None
        if self._under_way is not None or self._memory.trial is not None:
            return None  # one at a time; it is offered again
        why = objection(
            offer,
            key=self._bootloader.key,
            hardware=self._bootloader.hardware,
            installed=self._memory.firmware,
        )
        if why is not None:
            self._finish(offer, "refused", why)
            return None
        if Version.parse(offer.version) == Version.parse(self._memory.firmware):
            self._finish(offer, "confirmed", "it was installed already")
            return None
        self._progress(offer, "downloading", 0)
        return offer

    async def install(self, offer: FirmwareOffered) -> bool:
        """Whether there is a new image to restart with; else the last phase is told."""
        try:
            await self._download(offer)
        except DownloadError as error:
            self._finish(offer, "failed", str(error))
            return False
        self._progress(offer, "installing", 100)
        if self._mood.conduct.firmware_fate == "failed":
            self._finish(offer, "failed", "the flash cannot be written")
            return False
        self._memory.trial = Trial(
            update_id=offer.update_id, version=offer.version, previous=self._memory.firmware
        )
        self._memory.firmware = offer.version
        self._under_way = None
        self._keep()
        return True

    @property
    def is_on_trial(self) -> bool:
        """Whether the running image has not shown yet that it works."""
        return self._memory.trial is not None

    @property
    def will_fail(self) -> bool:
        """Whether the image on trial does not work: it measures nothing and reaches nobody."""
        return self.is_on_trial and self._mood.conduct.firmware_fate == "rolled_back"

    def confirm(self) -> None:
        """The image on trial has measured and was acknowledged."""
        trial = self._memory.trial
        if trial is not None:
            self._memory.trial = None
            self._end(FirmwareProgressed(update_id=trial.update_id, phase="confirmed", percent=100))

    def roll_back(self) -> None:
        """It had its time and has not: the old one is back."""
        trial = self._memory.trial
        assert trial is not None
        self._memory.trial, self._memory.firmware = None, trial.previous
        why = f"{trial.version} did not measure"
        self._end(FirmwareProgressed(update_id=trial.update_id, phase="rolled_back", detail=why))

    async def _download(self, offer: FirmwareOffered) -> None:
        images = self._bootloader.images
        if images is None:
            raise DownloadError("this device cannot download")
        told = 0

        def tell(percent: int) -> None:
            nonlocal told
            if percent >= told + _STEP_PERCENT:
                told = percent - percent % _STEP_PERCENT
                self._progress(offer, "downloading", told)

        download = Download(offer.url, offer.size_bytes)
        sha256 = await download.run(images, tell, pause_s=self._backoff.wait_s)
        self._progress(offer, "verifying", 100)
        if sha256 != offer.sha256:
            raise DownloadError("what was downloaded is not what was signed")

    def _known(self, offer: FirmwareOffered) -> FirmwareProgressed | None:
        known = (*self._memory.finished_updates, *([self._under_way] if self._under_way else []))
        return next((one for one in known if one.update_id == offer.update_id), None)

    def _progress(self, offer: FirmwareOffered, phase: UpdatePhase, percent: int) -> None:
        self._under_way = FirmwareProgressed(
            update_id=offer.update_id, phase=phase, percent=percent
        )
        self._tell(self._under_way)

    def _finish(self, offer: FirmwareOffered, phase: UpdatePhase, detail: str) -> None:
        self._end(FirmwareProgressed(update_id=offer.update_id, phase=phase, detail=detail[:200]))

    def _end(self, last: FirmwareProgressed) -> None:
        self._under_way = None
        self._memory.finished_updates.append(last)
        del self._memory.finished_updates[:-_REMEMBERED]
        self._keep()
        self._counters.updates[last.phase] += 1
        self._tell(last)
