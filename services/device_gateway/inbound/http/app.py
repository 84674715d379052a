"""The gateway's HTTP: the rooms' operations, health and metrics."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from fastapi import APIRouter, FastAPI

from libs.chassis.auth import TokenVerifier
from libs.chassis.http import create_app
from libs.chassis.lifecycle import Readiness
from libs.chassis.operators import admit_operators
from services.device_gateway.inbound.http import control, presence
from services.device_gateway.inbound.http import firmware_rollouts as firmware
from services.device_gateway.inbound.http.firmware_download import download_operations
from services.device_gateway.inbound.http.firmware_images import image_operations
from services.device_gateway.inbound.http.identity import identity_operations
from services.device_gateway.inbound.http.pki import pki_operations
from services.device_gateway.inbound.http.posted_readings import (
    MAX_BODY_BYTES,
    PATH,
    posting_operations,
)


def build_app(
    routers: Sequence[APIRouter],
    readiness: Readiness,
    verifier: TokenVerifier | None,
    *,
    operator_tokens: Mapping[str, str],
) -> FastAPI:
    """The application. `operator_tokens`: operators' names to the SHA-256 (hex) of their tokens."""
    app = create_app(
        service="device_gateway",
        title="Meriggio device gateway",
        readiness=readiness,
        verifier=verifier,
        larger_bodies={PATH: MAX_BODY_BYTES},
    )
    admit_operators(app, operator_tokens)
    for router in routers:
        app.include_router(router)
    return app


def openapi_app() -> FastAPI:
    """An application that only describes itself: it has no use cases to call."""
    none = cast("Any", None)
    routers = [
        posting_operations(none),
        pki_operations(none, None),
        identity_operations(none),
        presence.device_operations(none),
        presence.fleet_operations(none),
        control.owner_operations(none),
        control.operator_operations(none),
        image_operations(none),
        firmware.rollout_operations(none),
        firmware.device_operations(none, none, none),
        download_operations(none, none),
    ]
    return build_app(routers, Readiness(), None, operator_tokens={})
