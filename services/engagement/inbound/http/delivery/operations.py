"""Where whoever asks is reached, and what became of what was sent (FR4.2)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Body, Path

from libs.chassis.auth import CurrentPrincipal
from libs.chassis.problem import described_problem
from services.engagement.domain.delivery.endpoint import (
    IMPLICIT,
    Address,
    EndpointKind,
    WebPushOffError,
    expo_token,
    fcm_token,
    web_push_address,
)
from services.engagement.inbound.http.delivery.models import (
    ChannelView,
    DeliveryView,
    EndpointChange,
    EndpointView,
    NewEndpointBody,
    NewPushToken,
    NewWebPush,
    RegisteredEndpointView,
    TrialView,
    WebPushKey,
)
from services.engagement.usecases.delivery.manage_endpoints import ManageEndpoints
from services.engagement.usecases.delivery.read_deliveries import ReadDeliveries
from services.engagement.usecases.delivery.try_endpoint import TryEndpoint

EndpointId = Annotated[UUID, Path(alias="endpointId")]
_NO_ENDPOINT = described_problem(HTTPStatus.NOT_FOUND, "No such endpoint of the caller.")


@dataclass(frozen=True, slots=True)
class OfferedChannel:
    """A way out; `schemes` of the URLs that its endpoints may have."""

    kind: EndpointKind
    schemes: tuple[str, ...] = ()


@dataclass(frozen=True)
class DeliveryUseCases:
    """What these operations call."""

    manage_endpoints: ManageEndpoints
    try_endpoint: TryEndpoint
    read_deliveries: ReadDeliveries
    web_push_key: str | None
    """This server's public key for Web Push; None: the channel is not used here."""
    webhook_address: Callable[[str], Address]
    """As the operator allows it; raises InvalidAddressError."""
    apprise_address: Callable[[str], Address]
    channels: Sequence[OfferedChannel]
    """The ways out that this installation has."""


def delivery_operations(use_cases: DeliveryUseCases) -> APIRouter:
    """The operations under /notification that are about the ways out."""
    router = APIRouter(prefix="/notification", tags=["notification"])
    _endpoint_operations(router, use_cases)

    @router.get("/channel")
    async def read_channels(_caller: CurrentPrincipal) -> list[ChannelView]:
        """By which ways members can be told here: what a screen of settings offers."""
        return [_channel_view(each, use_cases) for each in use_cases.channels]

    @router.get(
        "/web-push-key",
        responses=described_problem(HTTPStatus.NOT_FOUND, "There is no Web Push here."),
    )
    async def read_web_push_key(_caller: CurrentPrincipal) -> WebPushKey:
        """What a browser subscribes with: `applicationServerKey` of the Push API."""
        if use_cases.web_push_key is None:
            raise WebPushOffError("this server pushes to no browsers")
        return WebPushKey(public_key=use_cases.web_push_key)

    @router.get(
        "/{notificationId}/delivery",
        responses=described_problem(HTTPStatus.NOT_FOUND, "No such notification of the caller."),
    )
    async def read_deliveries(
        caller: CurrentPrincipal, notification_id: Annotated[UUID, Path(alias="notificationId")]
    ) -> list[DeliveryView]:
        """Which ways a notification took, and how long it took."""
        entries = await use_cases.read_deliveries(caller.user_id, notification_id)
        return [DeliveryView.of(entry) for entry in entries]

    return router


def _endpoint_operations(router: APIRouter, use_cases: DeliveryUseCases) -> None:
    @router.get("/endpoint")
    async def read_endpoints(caller: CurrentPrincipal) -> list[EndpointView]:
        """Where the caller is reached beside the account's address, oldest first."""
        endpoints = await use_cases.manage_endpoints.all_of(caller.user_id)
        return [EndpointView.of(each) for each in endpoints]

    @router.post(
        "/endpoint",
        status_code=201,
        responses=described_problem(
            HTTPStatus.CONFLICT, "The channel is not offered here, or the caller has ten endpoints."
        ),
    )
    async def register_endpoint(
        caller: CurrentPrincipal, body: Annotated[NewEndpointBody, Body()]
    ) -> RegisteredEndpointView:
        """Register an endpoint. The same address again is the same endpoint, enabled anew.

        So is another token of the same `installId`: an app may register at each start.
        """
        registered = await use_cases.manage_endpoints.register(
            caller.user_id,
            EndpointKind(body.kind),
            label=body.label,
            address=_address_of(body, use_cases),
            install_id=body.install_id if isinstance(body, NewPushToken | NewWebPush) else None,
        )
        return RegisteredEndpointView.of(registered)

    @router.put("/endpoint/{endpointId}", responses=_NO_ENDPOINT)
    async def change_endpoint(
        caller: CurrentPrincipal, endpoint_id: EndpointId, body: EndpointChange
    ) -> EndpointView:
        """Name an endpoint, and switch it on or off."""
        changed = await use_cases.manage_endpoints.change(
            caller.user_id, endpoint_id, label=body.label, enabled=body.enabled
        )
        return EndpointView.of(changed)

    @router.delete("/endpoint/{endpointId}", status_code=204, responses=_NO_ENDPOINT)
    async def remove_endpoint(caller: CurrentPrincipal, endpoint_id: EndpointId) -> None:
        """Forget an endpoint; what waits for it is not sent."""
        await use_cases.manage_endpoints.remove(caller.user_id, endpoint_id)

    @router.post(
        "/endpoint/{endpointId}/test",
        responses=_NO_ENDPOINT
        | described_problem(HTTPStatus.CONFLICT, "The channel is not offered here any more.")
        | described_problem(HTTPStatus.TOO_MANY_REQUESTS, "Five tests in ten minutes."),
    )
    async def try_endpoint(caller: CurrentPrincipal, endpoint_id: EndpointId) -> TrialView:
        """Send a test message, once, and tell how it went."""
        return TrialView.of(await use_cases.try_endpoint(caller.user_id, endpoint_id))


def _channel_view(channel: OfferedChannel, use_cases: DeliveryUseCases) -> ChannelView:
    is_web_push = channel.kind is EndpointKind.WEB_PUSH
    return ChannelView(
        kind=channel.kind,
        is_implicit=channel.kind in IMPLICIT,
        schemes=list(channel.schemes) or None,
        public_key=use_cases.web_push_key if is_web_push else None,
    )


def _address_of(body: NewEndpointBody, use_cases: DeliveryUseCases) -> Address:
    """Raises InvalidAddressError."""
    if isinstance(body, NewPushToken):
        return expo_token(body.token) if body.kind == "expo" else fcm_token(body.token)
    if isinstance(body, NewWebPush):
        keys = body.subscription.keys
        return web_push_address(body.subscription.endpoint, p256dh=keys.p256dh, auth=keys.auth)
    if body.kind == "webhook":
        return use_cases.webhook_address(body.url)
    return use_cases.apprise_address(body.url)
