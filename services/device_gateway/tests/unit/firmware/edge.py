"""The room's HTTP operations on the memory twin."""

import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cached_property
from typing import Final
from uuid import UUID

import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fastapi import FastAPI

from libs.chassis.lifecycle import Readiness
from libs.chassis.operator_token import digest_of
from libs.chassis.testing.tokens import TestIssuer
from services.device_gateway.inbound.http.app import build_app
from services.device_gateway.inbound.http.firmware_download import Downloads, download_operations
from services.device_gateway.inbound.http.firmware_images import ImageUseCases, image_operations
from services.device_gateway.inbound.http.firmware_rollouts import (
    RolloutUseCases,
    device_operations,
    rollout_operations,
)
from services.device_gateway.outbound.firmware.ed25519 import Ed25519Keys
from services.device_gateway.outbound.readings.memory import DeviceRegistry
from services.device_gateway.tests.examples import facility
from services.device_gateway.tests.unit.firmware.samples import FirmwareRoom
from services.device_gateway.usecases.firmware.announce_image import AnnounceImage, DiscardImage
from services.device_gateway.usecases.firmware.complete_image import CompleteImage, ReceivePart
from services.device_gateway.usecases.firmware.look_up import LookUp
from services.device_gateway.usecases.firmware.serve_image import ServeImage

OPERATOR: Final = {"Authorization": "Bearer operators-token"}
OWNER: Final = UUID(int=11)
ISSUER: Final = TestIssuer()
OLD_KEY: Final = Ed25519PrivateKey.from_private_bytes(bytes(32))
KEY: Final = Ed25519PrivateKey.from_private_bytes(bytes(31) + b"\x01")


def public_key(key: Ed25519PrivateKey) -> str:
    """As the setting holds it."""

    return base64.b64encode(key.public_key().public_bytes_raw()).decode()


class Edge:
    """A room and who may ask it."""

    def __init__(self, room: FirmwareRoom | None = None) -> None:
        self.room = room or FirmwareRoom()
        self.downloads = Downloads(at_once=5, per_address=3, longest_s=60)
        self.serve = ServeImage(self.room.store, self.room.clock, held_bytes=1_000_000)

    @asynccontextmanager
    async def client(
        self, headers: dict[str, str] | None = None, *, address: str = "192.0.2.1"
    ) -> AsyncIterator[httpx.AsyncClient]:
        transport = httpx.ASGITransport(self.app, client=(address, 40_000))
        async with httpx.AsyncClient(
            transport=transport, base_url="http://test", headers=headers
        ) as client:
            yield client

    @cached_property
    def app(self) -> FastAPI:
        look_up = LookUp(self.room.store)
        rollouts = RolloutUseCases(start=self.room.start, steer=self.room.steer, look_up=look_up)
        return build_app(
            [
                image_operations(self._images()),
                rollout_operations(rollouts),
                device_operations(look_up, _registry(), self.room.clock),
                download_operations(self.serve, self.downloads),
            ],
            Readiness(),
            ISSUER.verifier(),
            operator_tokens={"ada": digest_of("operators-token")},
        )

    def _images(self) -> ImageUseCases:
        room = self.room
        keys = Ed25519Keys([public_key(OLD_KEY), public_key(KEY)])
        return ImageUseCases(
            announce=AnnounceImage(room.store, keys, room.clock, room.ids),
            receive_part=ReceivePart(room.store),
            complete=CompleteImage(room.store),
            discard=DiscardImage(room.store),
            withdraw=room.withdraw,
            look_up=LookUp(room.store),
        )


def _registry() -> DeviceRegistry:
    registry = DeviceRegistry()
    registry.put(facility("meter-1", k=25.0, roles=((OWNER, "viewer"),)))
    return registry
