"""Who brings readings, and for which devices: operators, integrations, owners."""

import fnmatch
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Final, Protocol
from uuid import UUID

from fastapi import Depends, Request
from fastapi.security import HTTPBearer

from libs.chassis.auth import USER_BEARER, principal_of
from libs.chassis.errors import UnauthenticatedError
from libs.chassis.operator_token import digest_of
from libs.chassis.operators import OPERATOR_BEARER, operator_of
from services.device_gateway.inbound.http.access import DeviceUsers, speaks_for
from services.device_gateway.usecases.readings.receive_posted import MaySend

_INTEGRATION_BEARER: Final = HTTPBearer(
    auto_error=False,
    scheme_name="Integration",
    description="Token of a program that may post readings and do nothing else.",
)


class SenderKind(StrEnum):
    """In metrics and in the log."""

    OPERATOR = "operator"
    INTEGRATION = "integration"
    USER = "user"


@dataclass(frozen=True, slots=True)
class Sender:
    """`name`: an operator's or integration's; of users none is written down."""

    kind: SenderKind
    name: str
    may_send: MaySend


class Integrations:
    """Programs that are let in, by the hash of their token."""

    def __init__(self, known: Mapping[str, tuple[str, Sequence[str] | None]]) -> None:
        """`known`: by name the SHA-256 (hex) and patterns of device ids; None: every device."""
        self._by_digest = {
            digest.lower(): Sender(SenderKind.INTEGRATION, name, _of_devices(patterns))
            for name, (digest, patterns) in known.items()
        }

    def of(self, token: str) -> Sender | None:
        """Whose token it is; None: no integration's."""
        return self._by_digest.get(digest_of(token))


class Known(Protocol):
    """Who may be let in besides operators."""

    @property
    def integrations(self) -> Integrations: ...

    @property
    def users(self) -> DeviceUsers: ...


def sender_dependency(known: Known) -> Callable[..., Awaitable[Sender]]:
    """A FastAPI dependency: who calls. It raises UnauthenticatedError.

    The owner of a facility speaks for the device that measured it, for the time it did.
    """

    async def sender(
        request: Request,
        credentials: Annotated[Any, Depends(USER_BEARER)],
        _operator: Annotated[Any, Depends(OPERATOR_BEARER)],
        _integration: Annotated[Any, Depends(_INTEGRATION_BEARER)],
    ) -> Sender:
        """One header; the other two parameters say so in the description."""
        if credentials is None:
            raise UnauthenticatedError("a bearer token is needed")
        token: str = credentials.credentials
        operator = operator_of(request, token)
        if operator is not None:
            return Sender(SenderKind.OPERATOR, operator.name, _anything)
        integration = known.integrations.of(token)
        if integration is not None:
            return integration
        user_id = (await principal_of(request, token)).user_id
        return Sender(SenderKind.USER, "", _of_owner(known.users, user_id))

    return sender


def _anything(_device_id: str, _at: datetime) -> bool:
    return True


def _of_devices(patterns: Sequence[str] | None) -> MaySend:
    if patterns is None:
        return _anything
    fitting = re.compile("|".join(fnmatch.translate(pattern) for pattern in patterns))
    return lambda device_id, _at: fitting.match(device_id) is not None


def _of_owner(users: DeviceUsers, user_id: UUID) -> MaySend:
    return lambda device_id, at: speaks_for(users, user_id, device_id, at)
