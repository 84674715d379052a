"""Who is calling: access tokens (EdDSA JWT) verified offline against the user service's JWKS."""

import asyncio
from collections.abc import Container
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any, Final, Protocol
from uuid import UUID

import httpx
import jwt
from fastapi import Depends, Request
from fastapi.dependencies.models import Dependant
from fastapi.security import HTTPBearer

from libs.chassis.errors import UnauthenticatedError
from libs.chassis.telemetry import get_logger

_ALGORITHM: Final = "EdDSA"
_LEEWAY_S: Final = 5
_KEYS_FRESH_S: Final = 300.0
_UNKNOWN_KEY_PAUSE_S: Final = 5.0
_FETCH_TIMEOUT_S: Final = 3.0
_REQUIRED_CLAIMS: Final = ["exp", "iat", "iss", "aud", "sub", "sid", "jti"]


@dataclass(frozen=True)
class Principal:
    """The signed-in user behind a request."""

    user_id: UUID
    session_id: UUID
    expires_at: datetime


class TokenVerifier(Protocol):
    """Tells who a token stands for."""

    async def verify(self, token: str) -> Principal:
        """The token's principal. Raises UnauthenticatedError when it is not to be trusted."""
        ...


class KeySource(Protocol):
    """Where the public keys come from."""

    async def fetch(self) -> dict[str, Any]:
        """The JSON Web Key Set (RFC 7517)."""
        ...


class HttpKeySource:
    """The user service's `/.well-known/jwks.json`."""

    def __init__(self, jwks_url: str) -> None:
        self._url = jwks_url

    async def fetch(self) -> dict[str, Any]:
        """The key set. Raises httpx.HTTPError when the user service does not answer."""
        async with httpx.AsyncClient(timeout=_FETCH_TIMEOUT_S, trust_env=False) as client:
            response = await client.get(self._url)
            response.raise_for_status()
            key_set: dict[str, Any] = response.json()
            return key_set


class JwksTokenVerifier:
    """Checks signature, issuer, audience, expiry, required claims, and that the session goes on.

    `ended` holds the sessions that ended before their tokens expired: see ended_sessions.py.
    Keys are fetched when first needed, every five minutes, and when a token names an unknown key
    (at most every five seconds). Known keys serve on while the user service is away.
    """

    def __init__(
        self,
        keys: KeySource,
        *,
        issuer: str,
        audience: str,
        ended: Container[UUID] = frozenset(),
    ) -> None:
        self._source = keys
        self._ended = ended
        self._issuer = issuer
        self._audience = audience
        self._keys: dict[str, jwt.PyJWK] = {}
        self._fetched_at: float | None = None
        self._lock = asyncio.Lock()

    async def verify(self, token: str) -> Principal:
        """The token's principal. Raises UnauthenticatedError when it is not to be trusted.

        Raises ConnectionError as long as no keys could be fetched at all.
        """
        principal = await self._signed_principal(token)
        if principal.session_id in self._ended:
            raise UnauthenticatedError("the session has ended; sign in again")
        return principal

    async def _signed_principal(self, token: str) -> Principal:
        try:
            key = await self._key(jwt.get_unverified_header(token))
            claims = jwt.decode(
                token,
                key.key,
                algorithms=[_ALGORITHM],
                issuer=self._issuer,
                audience=self._audience,
                leeway=_LEEWAY_S,
                options={"require": _REQUIRED_CLAIMS},
            )
            return Principal(
                user_id=UUID(claims["sub"]),
                session_id=UUID(claims["sid"]),
                expires_at=datetime.fromtimestamp(claims["exp"], UTC),
            )
        except jwt.ExpiredSignatureError:
            raise UnauthenticatedError("the access token has expired") from None
        except (jwt.PyJWTError, ValueError, TypeError, AttributeError):
            raise UnauthenticatedError("the access token is not valid") from None

    async def _key(self, header: dict[str, Any]) -> jwt.PyJWK:
        if header.get("alg") != _ALGORITHM or not isinstance(header.get("kid"), str):
            raise UnauthenticatedError("the access token is not valid")
        key_id: str = header["kid"]
        age_s = self._age_s()
        if age_s > _KEYS_FRESH_S or (key_id not in self._keys and age_s > _UNKNOWN_KEY_PAUSE_S):
            await self._refresh(age_s)
        if not self._keys:
            # Not the token's fault: "later" (503), so that nobody is signed out because of us.
            raise ConnectionError("the user service's keys could not be fetched yet")
        if key_id not in self._keys:
            raise UnauthenticatedError("the access token is signed by an unknown key")
        return self._keys[key_id]

    def _age_s(self) -> float:
        if self._fetched_at is None:
            return float("inf")
        return asyncio.get_running_loop().time() - self._fetched_at

    async def _refresh(self, seen_age_s: float) -> None:
        async with self._lock:
            if self._age_s() < seen_age_s:
                return  # somebody else refreshed while we waited
            try:
                fetched = jwt.PyJWKSet.from_dict(await self._source.fetch())
            except (httpx.HTTPError, jwt.PyJWTError, ValueError) as error:
                get_logger().warning("jwks_not_fetched", error=repr(error))
                return
            self._keys = {key.key_id: key for key in fetched.keys if key.key_id}
            self._fetched_at = asyncio.get_running_loop().time()


_BEARER: Final = HTTPBearer(auto_error=False, description="Access token of the user service.")


async def _current_principal(
    request: Request, credentials: Annotated[Any, Depends(_BEARER)]
) -> Principal:
    verifier: TokenVerifier | None = request.app.state.token_verifier
    if verifier is None or credentials is None:
        raise UnauthenticatedError("sign in first: a Bearer access token is needed")
    return await verifier.verify(credentials.credentials)


CurrentPrincipal = Annotated[Principal, Depends(_current_principal)]
"""A FastAPI parameter of this type makes an operation answer 401 without a valid token."""


async def authenticate(request: Request) -> None:
    """Verify the token of a request that fails before its operation runs.

    FastAPI reads the body first: without this, who is not signed in would be told what is wrong
    with a body instead of to sign in. Raises UnauthenticatedError where the operation would.
    """
    dependant = getattr(request.scope.get("route"), "dependant", None)
    if dependant is not None and _needs_principal(dependant):
        await _current_principal(request, await _BEARER(request))


def _needs_principal(dependant: Dependant) -> bool:
    return dependant.call is _current_principal or any(
        _needs_principal(each) for each in dependant.dependencies
    )
