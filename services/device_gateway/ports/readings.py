"""What the gateway needs from outside, in its own words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from services.device_gateway.domain.readings.placement import Facility, Placement
from services.device_gateway.domain.readings.reading import Measurement, Misreading, Reading
from services.device_gateway.domain.readings.refusal import Refusal
from services.device_gateway.domain.readings.submission import Submission


@dataclass(frozen=True, slots=True)
class RefusedSubmission:
    """A submission with the reason why it does not count."""

    submission: Submission
    refusal: Refusal


class ReadingsDecoder(Protocol):
    """Understands what a device writes."""

    def __call__(
        self, payload: bytes
    ) -> Measurement | Misreading | Sequence[Measurement | Misreading]:
        """The measurement, or each of several; never raises, whatever the bytes."""
        ...


class DevicePlacements(Protocol):
    """Which devices are known, and where they measured."""

    def of(self, device_id: str) -> Sequence[Placement] | None:
        """The device's placements, the newest first; None for a device never registered."""
        ...

    def put(self, facility: Facility) -> None:
        """Replace what the facility said before; does nothing for a version already known."""
        ...

    def remember(self, facilities: Mapping[str, UUID]) -> None:
        """These devices measured there when it was known last, and are known until it is told."""
        ...


class FacilitiesWrittenDown(Protocol):
    """Our own note of the registry."""

    async def facilities(self) -> Mapping[str, UUID]:
        """By device; without devices that measured nowhere then."""
        ...


class ReadingLog(Protocol):
    """Where accepted readings are kept for the services that count with them."""

    async def keep(self, readings: Sequence[Reading]) -> None:
        """Return only when every reading is durable, however long that takes.

        Cancelled, it leaves open which are kept: they must be given again. Keeping a reading
        twice does no harm.
        """
        ...


class DeadLetterBox(Protocol):
    """Where refused submissions are kept for a person to look at."""

    def post(self, letter: RefusedSubmission) -> None:
        """Keep the letter if possible; never waits and never fails, so it cannot slow readings."""
        ...
