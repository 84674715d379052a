"""Access tokens for Google's APIs: a service account's signed assertion for a bearer (RFC 7523)."""

import asyncio
import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Final

import httpx
import jwt

from libs.chassis.clock import Clock
from services.engagement.outbound.channels.answers import post
from services.engagement.ports.delivery import NotSentError

SCOPE: Final = "https://www.googleapis.com/auth/firebase.messaging"
_GRANT: Final = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_ASSERTION_LIFE: Final = timedelta(hours=1)
_RENEW_BEFORE: Final = timedelta(minutes=5)
_SERVER: Final = "Google's token service"


class ServiceAccountError(ValueError):
    """The file is not a service account's key."""


@dataclass(frozen=True, slots=True)
class ServiceAccount:
    """What Firebase's console gives as a JSON file."""

    project_id: str
    client_email: str
    private_key: str = field(repr=False)
    private_key_id: str
    token_uri: str


def read_service_account(path: Path) -> ServiceAccount:
    """The account in the file. Raises OSError or ServiceAccountError."""
    try:
        found = json.loads(path.read_text())
        return ServiceAccount(
            project_id=found["project_id"],
            client_email=found["client_email"],
            private_key=found["private_key"],
            private_key_id=found["private_key_id"],
            token_uri=found["token_uri"],
        )
    except (ValueError, KeyError, TypeError) as error:
        raise ServiceAccountError(f"{path} is no service account's key: {error!r}") from None


class AccessTokens:
    """The account's present token: one request an hour, however many ask."""

    def __init__(self, client: httpx.AsyncClient, account: ServiceAccount, clock: Clock) -> None:
        self._client = client
        self._account = account
        self._clock = clock
        self._token = ""
        self._renew_at: datetime | None = None
        self._renewing = asyncio.Lock()

    async def current(self) -> str:
        """A token that is good for some minutes. Raises NotSentError while none can be had."""
        async with self._renewing:
            now = self._clock.now()
            if self._renew_at is None or now >= self._renew_at:
                self._token, life = await self._request(now)
                self._renew_at = now + max(life - _RENEW_BEFORE, timedelta(0))
            return self._token

    def forget(self, token: str) -> None:
        """The token was refused: the next one to ask gets another."""
        if token == self._token:
            self._renew_at = None

    async def _request(self, now: datetime) -> tuple[str, timedelta]:
        account = self._account
        assertion = jwt.encode(
            {
                "iss": account.client_email,
                "scope": SCOPE,
                "aud": account.token_uri,
                "iat": now,
                "exp": now + _ASSERTION_LIFE,
            },
            account.private_key,
            algorithm="RS256",
            headers={"kid": account.private_key_id},
        )
        form = {"grant_type": _GRANT, "assertion": assertion}
        try:
            answer = await post(self._client, account.token_uri, server=_SERVER, data=form)
        except httpx.HTTPError:
            raise NotSentError(f"{_SERVER} did not answer") from None
        if answer.status_code != HTTPStatus.OK:
            raise NotSentError(f"{_SERVER} answered {answer.status_code}")
        granted = answer.json()
        return granted["access_token"], timedelta(seconds=int(granted["expires_in"]))
