"""Firebase Cloud Messaging, HTTP v1: push to the app on Android (and iOS, through APNs).

https://firebase.google.com/docs/reference/fcm/rest/v1/projects.messages
"""

from http import HTTPStatus
from typing import Any, Final

import httpx

from libs.chassis.clock import Clock
from services.engagement.domain.delivery.attempts import WORTH_SENDING_FOR
from services.engagement.domain.delivery.endpoint import PushToken
from services.engagement.domain.delivery.message import Message
from services.engagement.outbound.channels.answers import is_for_later, post, try_later
from services.engagement.outbound.channels.fcm_access import AccessTokens, ServiceAccount
from services.engagement.outbound.channels.push_content import body_of, data_of
from services.engagement.ports.delivery import (
    GoneError,
    NotSentError,
    OutgoingMessage,
    RefusedError,
)

FCM_URL: Final = "https://fcm.googleapis.com"
_SERVER: Final = "Firebase"
_GONE: Final = frozenset({"UNREGISTERED", "SENDER_ID_MISMATCH"})
"""The app was removed, or its token is of another Firebase project."""


class FcmChannel:
    """Pushes to a registration token. A repetition would sound again, so it is not repeated."""

    name = "fcm"
    idempotent = False

    def __init__(
        self,
        client: httpx.AsyncClient,
        account: ServiceAccount,
        clock: Clock,
        *,
        url: str = FCM_URL,
    ) -> None:
        self._client = client
        self._tokens = AccessTokens(client, account, clock)
        self._url = f"{url}/v1/projects/{account.project_id}/messages:send"

    async def send(self, message: OutgoingMessage) -> None:
        """Push it. Raises NotSentError, RefusedError or GoneError."""
        address = message.endpoint.address
        assert isinstance(address, PushToken)
        bearer = await self._tokens.current()
        answer = await post(
            self._client,
            self._url,
            server=_SERVER,
            headers={"authorization": f"Bearer {bearer}"},
            json={"message": _push(message.message, address.token)},
        )
        if answer.status_code == HTTPStatus.OK:
            return
        if answer.status_code == HTTPStatus.UNAUTHORIZED:
            self._tokens.forget(bearer)
            raise NotSentError(f"{_SERVER} refused the access token")
        if is_for_later(answer):
            raise try_later(answer, server=_SERVER)
        raise _refusal(answer)


def _push(message: Message, token: str) -> dict[str, Any]:
    life_s = round(WORTH_SENDING_FOR.total_seconds())
    expires_at = message.created_at + WORTH_SENDING_FOR
    tag = str(message.message_id)
    return {
        "token": token,
        "notification": {"title": message.title, "body": body_of(message)},
        "data": data_of(message),
        "android": {
            "priority": "HIGH",
            "ttl": f"{life_s}s",
            "collapse_key": message.kind,
            "notification": {"tag": tag},
        },
        "apns": {
            "headers": {
                "apns-priority": "10",
                "apns-expiration": str(round(expires_at.timestamp())),
                "apns-collapse-id": tag,
            },
        },
    }


def _refusal(answer: httpx.Response) -> GoneError | RefusedError:
    try:
        error = answer.json()["error"]
        details = [detail for detail in error.get("details", ()) if isinstance(detail, dict)]
    except (ValueError, KeyError, TypeError, AttributeError):
        return RefusedError(f"{_SERVER} answered {answer.status_code}")
    codes = {str(detail["errorCode"]) for detail in details if "errorCode" in detail}
    fields = {
        str(violation.get("field"))
        for detail in details
        for violation in detail.get("fieldViolations", ())
    }
    if codes & _GONE or "message.token" in fields:
        return GoneError(f"the app is registered there no longer ({_SERVER})")
    code = next(iter(sorted(codes)), error.get("status", answer.status_code))
    return RefusedError(f"{_SERVER} refused it: {code}")
