"""Offers as devices read them."""

import base64
from collections.abc import Sequence

import msgspec

from libs.contracts.mqtt import topics
from libs.contracts.mqtt.firmware import FirmwareOffered
from services.device_gateway.metrics import firmware as metrics
from services.device_gateway.ports.firmware import Offer
from services.device_gateway.ports.notes import NoteSender


class OfferWriter:
    """Knows where devices download."""

    def __init__(self, base_url: str) -> None:
        """`base_url`: what precedes `/firmware/{imageId}`."""
        self._base_url = base_url.rstrip("/")

    def note(self, offer: Offer) -> tuple[str, bytes]:
        """Topic and payload."""
        image = offer.image
        message = FirmwareOffered(
            update_id=offer.update_id,
            version=image.version,
            hardware=image.hardware,
            size_bytes=image.size_bytes,
            sha256=image.sha256,
            signature=base64.b64encode(image.signature).decode(),
            url=f"{self._base_url}/firmware/{image.image_id}",
            force=offer.force,
        )
        metrics.OFFERS.inc()
        return topics.to_device(offer.device_id, topics.FIRMWARE), msgspec.json.encode(message)


class NotedOffers:
    """The port OfferSender."""

    def __init__(self, writer: OfferWriter, notes: NoteSender) -> None:
        self._writer = writer
        self._notes = notes

    def send(self, offers: Sequence[Offer]) -> None:
        """Never waits and never fails."""
        self._notes.send([self._writer.note(offer) for offer in offers])
