"""Expo's push service: push to the app wherever it runs (https://docs.expo.dev/push-notifications).

Expo says twice what became of a push: with the ticket, when it took it, and about a quarter of an
hour later with the receipt, when Apple or Google have taken it. A device that is registered no
longer is often told by the receipt only.
"""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any, Final

import httpx

from libs.chassis.clock import Clock
from services.engagement.domain.delivery.attempts import WORTH_SENDING_FOR
from services.engagement.domain.delivery.endpoint import Endpoint, PushToken
from services.engagement.domain.delivery.message import Message
from services.engagement.outbound.channels.answers import is_for_later, post, try_later
from services.engagement.outbound.channels.push_content import body_of, data_of
from services.engagement.ports.delivery import (
    GoneError,
    NotSentError,
    OutgoingMessage,
    RefusedError,
)

EXPO_URL: Final = "https://exp.host"
RECEIPT_AFTER: Final = timedelta(minutes=15)
MAXIMUM_TICKETS: Final = 100_000
"""Whose receipts are waited for; beyond, a device that is gone is noticed with a later push."""
RECEIPTS_AT_ONCE: Final = 1_000
_SERVER: Final = "Expo"
_GONE: Final = "DeviceNotRegistered"
_SLOW_DOWN: Final = "MessageRateExceeded"


@dataclass(frozen=True, slots=True)
class _Ticket:
    ticket_id: str
    endpoint: Endpoint
    due_at: datetime


class ExpoChannel:
    """Pushes to an Expo token. A repetition would sound again, so it is not repeated."""

    name = "expo"
    idempotent = False

    def __init__(
        self,
        client: httpx.AsyncClient,
        clock: Clock,
        *,
        url: str = EXPO_URL,
        access_token: str | None = None,
    ) -> None:
        """`access_token`: of an Expo account that asks for one (enhanced push security)."""
        self._client = client
        self._clock = clock
        self._url = f"{url}/--/api/v2/push"
        self._headers = {"authorization": f"Bearer {access_token}"} if access_token else {}
        self._tickets: deque[_Ticket] = deque(maxlen=MAXIMUM_TICKETS)

    async def send(self, message: OutgoingMessage) -> None:
        """Push it. Raises NotSentError, RefusedError or GoneError."""
        address = message.endpoint.address
        assert isinstance(address, PushToken)
        found = await self._call("send", _push(message.message, address.token))
        ticket = found[0] if isinstance(found, list) and found else found
        if not isinstance(ticket, dict):
            raise RefusedError(f"{_SERVER} gave no ticket")
        if ticket.get("status") == "ok":
            due_at = self._clock.now() + RECEIPT_AFTER
            self._tickets.append(_Ticket(str(ticket.get("id")), message.endpoint, due_at))
            return
        raise _problem(ticket)

    async def gone(self) -> Sequence[Endpoint]:
        """The endpoints of which receipts that are due say that they are registered no longer.

        Raises NotSentError while Expo cannot be asked; they stay due.
        """
        now = self._clock.now()
        due: list[_Ticket] = []
        while self._tickets and self._tickets[0].due_at <= now and len(due) < RECEIPTS_AT_ONCE:
            due.append(self._tickets.popleft())
        if not due:
            return ()
        try:
            ids = [ticket.ticket_id for ticket in due]
            receipts = await self._call("getReceipts", {"ids": ids})
        except (NotSentError, httpx.HTTPError) as error:
            self._tickets.extendleft(reversed(due))
            raise NotSentError(str(error)) from None
        if not isinstance(receipts, dict):
            return ()
        return [ticket.endpoint for ticket in due if _says_gone(receipts.get(ticket.ticket_id))]

    async def _call(self, operation: str, body: Mapping[str, Any]) -> object:
        """The `data` of the answer."""
        url = f"{self._url}/{operation}"
        answer = await post(self._client, url, server=_SERVER, headers=self._headers, json=body)
        if answer.status_code == HTTPStatus.OK:
            found: object = answer.json().get("data")
            return found
        if is_for_later(answer):
            raise try_later(answer, server=_SERVER)
        raise RefusedError(f"{_SERVER} answered {answer.status_code}")


def _push(message: Message, token: str) -> dict[str, Any]:
    expires_at = message.created_at + WORTH_SENDING_FOR
    return {
        "to": token,
        "title": message.title,
        "body": body_of(message),
        "data": data_of(message),
        "priority": "high",
        "sound": "default",
        "expiration": round(expires_at.timestamp()),
        "channelId": message.kind,
    }


def _problem(ticket: Mapping[str, Any]) -> NotSentError | RefusedError | GoneError:
    details = ticket.get("details")
    code = details.get("error") if isinstance(details, dict) else None
    if code == _GONE:
        return GoneError(f"the app is registered there no longer ({_SERVER})")
    if code == _SLOW_DOWN:
        return NotSentError(f"{_SERVER} takes no more at this moment")
    return RefusedError(f"{_SERVER} refused it: {code or 'no reason given'}")


def _says_gone(receipt: object) -> bool:
    if not isinstance(receipt, dict) or receipt.get("status") != "error":
        return False
    details = receipt.get("details")
    return isinstance(details, dict) and details.get("error") == _GONE
