"""The room `delivery`: the ways out to a person."""

from collections.abc import Collection, Mapping
from functools import partial
from typing import Final

from services.engagement.bootstrap.channels import vapid_key
from services.engagement.bootstrap.foundation import Foundation, Room
from services.engagement.config import Settings
from services.engagement.config.channels import parse_schemes
from services.engagement.domain.delivery.endpoint import (
    Address,
    AppriseAddress,
    EndpointKind,
    apprise_address,
    webhook_address,
)
from services.engagement.inbound.http.delivery.operations import (
    DeliveryUseCases,
    OfferedChannel,
    delivery_operations,
)
from services.engagement.inbound.rounds.delivery import delivery_worker
from services.engagement.inbound.rounds.receipts import receipts_worker
from services.engagement.outbound.channels.expo import ExpoChannel
from services.engagement.outbound.channels.webhook import new_secret
from services.engagement.outbound.delivery.endpoints import PostgresEndpoints
from services.engagement.outbound.delivery.postgres import PostgresDeliveryQueue
from services.engagement.usecases.delivery.deliver_notifications import (
    AT_ONCE,
    DeliverNotifications,
)
from services.engagement.usecases.delivery.drop_gone import DropGone
from services.engagement.usecases.delivery.manage_endpoints import ManageEndpoints
from services.engagement.usecases.delivery.read_deliveries import ReadDeliveries
from services.engagement.usecases.delivery.try_endpoint import TryEndpoint

_AT_ONCE: Final[Mapping[str, int]] = {EndpointKind.WEBHOOK: 64, EndpointKind.WEB_PUSH: 64}
"""Where each attempt may be to a server of its own, some of them slow."""


def build_delivery(foundation: Foundation) -> Room:
    """A worker a channel, and the operations."""
    queue = PostgresDeliveryQueue(
        foundation.pool, foundation.vault, channels=foundation.wakes.keys()
    )
    endpoints = PostgresEndpoints(foundation.pool, foundation.vault)
    workers = [
        delivery_worker(
            channel.name,
            DeliverNotifications(
                queue,
                channel,
                foundation.contacts,
                foundation.clock,
                foundation.ids,
                wake=foundation.wakes[channel.name],
                at_once=_AT_ONCE.get(channel.name, AT_ONCE),
            ),
            foundation.wakes[channel.name],
        )
        for channel in foundation.channels
    ]
    workers += [
        receipts_worker(channel.name, DropGone(channel, endpoints, foundation.clock))
        for channel in foundation.channels
        if isinstance(channel, ExpoChannel)
    ]
    return Room(
        workers=workers, routers=[delivery_operations(_use_cases(foundation, queue, endpoints))]
    )


def _use_cases(
    foundation: Foundation, queue: PostgresDeliveryQueue, endpoints: PostgresEndpoints
) -> DeliveryUseCases:
    settings = foundation.settings
    key = vapid_key(settings)
    return DeliveryUseCases(
        manage_endpoints=ManageEndpoints(
            endpoints,
            foundation.contacts,
            foundation.clock,
            foundation.ids,
            channels=foundation.wakes.keys(),
            new_secret=new_secret,
            checks=[(EndpointKind.APPRISE, _check_apprise)],
        ),
        try_endpoint=TryEndpoint(
            endpoints,
            {channel.name: channel for channel in foundation.channels},
            foundation.contacts,
            foundation.clock,
            foundation.ids,
        ),
        read_deliveries=ReadDeliveries(queue),
        web_push_key=None if key is None else key.public,
        webhook_address=partial(webhook_address, allow_http=settings.webhooks == "http"),
        apprise_address=partial(apprise_address, schemes=parse_schemes(settings.apprise_schemes)),
        channels=offered_channels(foundation.wakes, settings),
    )


def offered_channels(names: Collection[str], settings: Settings) -> list[OfferedChannel]:
    """Of these channels, what users may register there."""
    schemes = {
        EndpointKind.WEBHOOK: ("https", "http") if settings.webhooks == "http" else ("https",),
        EndpointKind.APPRISE: tuple(sorted(parse_schemes(settings.apprise_schemes))),
    }
    return [OfferedChannel(kind, schemes.get(kind, ())) for kind in EndpointKind if kind in names]


def _check_apprise(address: Address) -> None:
    """Asked only where the channel is, and the library is loaded."""
    from services.engagement.outbound.channels.apprise_services import (  # noqa: PLC0415
        check_apprise,
    )

    assert isinstance(address, AppriseAddress)
    check_apprise(address)
