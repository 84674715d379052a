"""Bodies about endpoints and deliveries; times in UTC. An address goes out in part only."""

from datetime import datetime
from typing import Annotated, Literal, Self, TypeAlias
from uuid import UUID

from pydantic import Field, StringConstraints

from libs.chassis.http import ApiModel
from services.engagement.domain.delivery.attempts import DeliveryLogEntry, DeliveryStatus
from services.engagement.domain.delivery.endpoint import (
    MAXIMUM_TOKEN,
    MAXIMUM_URL,
    DisabledReason,
    EndpointKind,
    RegisteredEndpoint,
)
from services.engagement.usecases.delivery.try_endpoint import Tried

Label = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, min_length=1, max_length=60, pattern=r"^[^\x00-\x1f\x7f]+$"
    ),
]
Url = Annotated[str, StringConstraints(min_length=1, max_length=MAXIMUM_URL)]
_KEY_LENGTH = 128


class _NewEndpoint(ApiModel):
    label: Label = Field(description="By what its user knows it, such as the device's name.")


class NewWebhook(_NewEndpoint):
    """A server of the user's own that gets signed requests (standardwebhooks.com)."""

    kind: Literal["webhook"]
    url: Url = Field(description="https; http where the operator allows it.")


class NewApprise(_NewEndpoint):
    """A service that Apprise knows."""

    kind: Literal["apprise"]
    url: Url = Field(description="For example tgram://bot-token/chat-id. One recipient.")


class _OfAnInstall(_NewEndpoint):
    install_id: UUID | None = Field(
        default=None,
        description="Made by the app or page once, and kept: a new token of the same takes the"
        " place of the last one, and is the same endpoint.",
    )


class NewPushToken(_OfAnInstall):
    """An app on a device. A token that another user registered before is theirs no longer."""

    kind: Literal["expo", "fcm"]
    token: Annotated[str, StringConstraints(min_length=1, max_length=MAXIMUM_TOKEN)]


class WebPushKeys(ApiModel):
    """`keys` of a PushSubscription, in base64."""

    p256dh: Annotated[str, StringConstraints(max_length=_KEY_LENGTH)]
    auth: Annotated[str, StringConstraints(max_length=_KEY_LENGTH)]


class WebPushSubscription(ApiModel):
    """What a browser's PushSubscription.toJSON() gives."""

    endpoint: Url
    keys: WebPushKeys
    expiration_time: int | None = Field(default=None, description="Not looked at.")


class NewWebPush(_OfAnInstall):
    """A browser."""

    kind: Literal["web_push"]
    subscription: WebPushSubscription


NewEndpointBody: TypeAlias = Annotated[
    NewWebhook | NewApprise | NewPushToken | NewWebPush, Field(discriminator="kind")
]


class EndpointChange(ApiModel):
    """What a user changes; another address is another endpoint."""

    label: Label
    enabled: bool = Field(
        description="Whether anything is sent there. True on a disabled one begins anew."
    )


class EndpointView(ApiModel):
    """An endpoint as its user sees it."""

    endpoint_id: UUID
    kind: EndpointKind
    label: str
    address: str = Field(description="Enough to recognise it.")
    created_at: datetime
    enabled: bool
    disabled_at: datetime | None
    disabled_reason: DisabledReason | None = Field(
        description="`gone`: its server said it is there no longer. `failing`: for days."
    )
    last_sent_at: datetime | None
    last_failed_at: datetime | None
    last_error: str | None
    failures: int = Field(description="Attempts in a row that reached nobody.")
    install_id: UUID | None = Field(description="By which an app knows its own endpoint.")

    @classmethod
    def of(cls, registered: RegisteredEndpoint) -> Self:
        """The view of an endpoint."""
        return cls(**_shown(registered))


class RegisteredEndpointView(EndpointView):
    """A new endpoint."""

    secret: str | None = Field(
        description="Of a webhook: what its requests are signed with. Shown this once."
    )

    @classmethod
    def of(cls, registered: RegisteredEndpoint) -> Self:
        """The view of an endpoint just registered."""
        return cls(**_shown(registered), secret=registered.endpoint.secret)


class TrialView(ApiModel):
    """How a test message went."""

    status: DeliveryStatus = Field(
        description="`sent`, `failed`, or `unknown`: it may have gone out."
    )
    error: str | None
    endpoint: EndpointView

    @classmethod
    def of(cls, tried: Tried) -> Self:
        """The view of an attempt."""
        endpoint = EndpointView.of(tried.endpoint)
        return cls(status=tried.outcome.status, error=tried.outcome.error, endpoint=endpoint)


class DeliveryView(ApiModel):
    """One way of a notification."""

    channel: EndpointKind
    endpoint_id: UUID | None = Field(description="None for mail and the operator's log file.")
    label: str | None
    status: DeliveryStatus
    attempts: int
    finished_at: datetime | None
    next_attempt_at: datetime | None
    latency_s: float | None = Field(
        description="From the receipt of the reading that caused it all until it was sent."
    )
    error: str | None

    @classmethod
    def of(cls, entry: DeliveryLogEntry) -> Self:
        """The view of a delivery."""
        return cls(
            channel=entry.channel,
            endpoint_id=entry.registered_id,
            label=entry.label,
            status=entry.status,
            attempts=entry.attempts,
            finished_at=entry.finished_at,
            next_attempt_at=entry.next_attempt_at,
            latency_s=entry.latency_s,
            error=entry.error,
        )


def _shown(registered: RegisteredEndpoint) -> dict[str, object]:
    endpoint, health = registered.endpoint, registered.health
    return {
        "endpoint_id": endpoint.endpoint_id,
        "kind": endpoint.kind,
        "label": registered.label,
        "address": "" if endpoint.address is None else endpoint.address.shown,
        "created_at": registered.created_at,
        "enabled": health.disabled is None,
        "disabled_at": registered.disabled_at,
        "disabled_reason": health.disabled,
        "last_sent_at": registered.last_sent_at,
        "last_failed_at": registered.last_failed_at,
        "last_error": registered.last_error,
        "failures": health.failures,
        "install_id": registered.install_id,
    }


class ChannelView(ApiModel):
    """A way out that this server has."""

    kind: EndpointKind
    is_implicit: bool = Field(description="True where nothing is registered: mail, the log file.")
    schemes: list[str] | None = Field(
        description="Which URLs an endpoint may have; null where it has none of the user's."
    )
    public_key: str | None = Field(description="Of Web Push: what a browser subscribes with.")


class WebPushKey(ApiModel):
    """This server's identity with the browsers' push services (VAPID)."""

    public_key: str
    """An uncompressed point of P-256 in URL-safe base64."""
