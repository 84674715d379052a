"""Signed POST requests to a server of the user's own (https://www.standardwebhooks.com)."""

import json
import secrets
from base64 import b64encode
from http import HTTPStatus
from typing import Any, Final

import httpx
from standardwebhooks import Webhook

from libs.chassis.clock import Clock
from services.engagement.domain.delivery.endpoint import WebhookAddress
from services.engagement.domain.delivery.message import Message
from services.engagement.outbound.channels.answers import is_for_later, post, try_later
from services.engagement.ports.delivery import GoneError, OutgoingMessage, RefusedError

_SERVER: Final = "your server"
_SECRET_BYTES: Final = 32


class WebhookChannel:
    """Posts each message under its id, by which the specification has servers know repetitions."""

    name = "webhook"
    idempotent = True

    def __init__(self, client: httpx.AsyncClient, clock: Clock) -> None:
        """`client`: one of `outward_client`, for the URL comes from the user."""
        self._client = client
        self._clock = clock

    async def send(self, message: OutgoingMessage) -> None:
        """Post it. Raises NotSentError, RefusedError or GoneError."""
        address, secret = message.endpoint.address, message.endpoint.secret
        assert isinstance(address, WebhookAddress)
        assert secret is not None
        content, now = payload_of(message.message), self._clock.now()
        message_id = str(message.message.message_id)
        answer = await post(
            self._client,
            address.url,
            server=_SERVER,
            headers={
                "content-type": "application/json",
                "user-agent": "Meriggio",
                "webhook-id": message_id,
                "webhook-timestamp": str(int(now.timestamp())),
                "webhook-signature": Webhook(secret).sign(message_id, now, content),
            },
            content=content.encode(),
        )
        if answer.is_success:
            return
        if answer.status_code == HTTPStatus.GONE:
            raise GoneError(f"{_SERVER} answered 410: it wants no more")
        if is_for_later(answer):
            raise try_later(answer, server=_SERVER)
        raise RefusedError(f"{_SERVER} answered {answer.status_code}")


def payload_of(message: Message) -> str:
    """The body: `type`, `timestamp` and `data`, as the specification advises."""
    data: dict[str, Any] = {
        "messageId": str(message.message_id),
        "title": message.title,
        "body": message.body,
        "shortBody": message.short_body,
    }
    if message.community_id is not None:
        data["communityId"] = str(message.community_id)
    if message.episode_id is not None:
        data["episodeId"] = str(message.episode_id)
    content = {
        "type": message.kind.replace("_", ".", 1),
        "timestamp": message.created_at.isoformat(),
        "data": data,
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def new_secret() -> str:
    """A webhook's secret, as the specification writes it."""
    return "whsec_" + b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()
