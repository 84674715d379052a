"""Who is calling: access tokens (EdDSA JWT) verified offline against the user service's JWKS."""

import asyncio
import time
from collections.abc import Callable, Container
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
_NO_KEYS_PAUSE_S: Final = 0.5
"""As long as there is no key at all, nobody can be served."""
_FETCH_TIMEOUT_S: Final = 3.0
_TOKENS_REMEMBERED: Final = 4_096
"""A few megabytes. The oldest go first; they are verified again."""
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
    (at most every five seconds, failed or not; requests that need it share one attempt). Known keys
    serve on while the user service is away or slow, and nobody waits for it then.

    Tokens that were good are remembered until they expire or keys are fetched again: a client shows
    the same one for minutes, and to verify it takes a quarter of a millisecond.
    """

    def __init__(
        self,
        keys: KeySource,
        *,
        issuer: str,
        audience: str,
        ended: Container[UUID] = frozenset(),
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._source = keys
        self._monotonic = monotonic
        self._ended = ended
        self._issuer = issuer
        self._audience = audience
        self._keys: dict[str, jwt.PyJWK] = {}
        self._verified: dict[str, Principal] = {}
        self._fetched_at: float | None = None
        self._tried_at: float | None = None
        self._fetching: asyncio.Task[None] | None = None

    async def verify(self, token: str) -> Principal:
        """The token's principal. Raises UnauthenticatedError when it is not to be trusted.

        Raises ConnectionError as long as no keys could be fetched at all.
        """
        principal = self._verified.get(token)
        if principal is None or principal.expires_at <= datetime.now(UTC):
            principal = await self._signed_principal(token)
            self._remember(token, principal)
        self._keep_keys_fresh()
        if principal.session_id in self._ended:
            raise UnauthenticatedError("the session has ended; sign in again")
        return principal

    def _remember(self, token: str, principal: Principal) -> None:
        if len(self._verified) >= _TOKENS_REMEMBERED:
            del self._verified[next(iter(self._verified))]
        self._verified[token] = principal

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
        return self._keys.get(key_id) or await self._key_heard_of_now(key_id)

    def _keep_keys_fresh(self) -> None:
        """Nobody waits for it: the keys that are known are good enough."""
        if self._seconds_since(self._fetched_at) > _KEYS_FRESH_S and self._may_fetch():
            self._fetch_soon()

    async def _key_heard_of_now(self, key_id: str) -> jwt.PyJWK:
        if self._fetching is not None or self._may_fetch():
            await asyncio.shield(self._fetch_soon())
        if not self._keys:
            # Not the token's fault: "later" (503), so that nobody is signed out because of us.
            raise ConnectionError("the user service's keys could not be fetched yet")
        if key_id not in self._keys:
            raise UnauthenticatedError("the access token is signed by an unknown key")
        return self._keys[key_id]

    def _may_fetch(self) -> bool:
        pause_s = _UNKNOWN_KEY_PAUSE_S if self._keys else _NO_KEYS_PAUSE_S
        return self._seconds_since(self._tried_at) >= pause_s

    def _seconds_since(self, moment: float | None) -> float:
        return float("inf") if moment is None else self._monotonic() - moment

    def _fetch_soon(self) -> asyncio.Task[None]:
        """One attempt at a time, whoever asks."""
        if self._fetching is None:
            self._fetching = asyncio.create_task(self._fetch())
        return self._fetching

    async def _fetch(self) -> None:
        try:
            fetched = jwt.PyJWKSet.from_dict(await self._source.fetch())
            self._keys = {key.key_id: key for key in fetched.keys if key.key_id}
            self._verified.clear()  # by keys that may count no longer
            self._fetched_at = self._monotonic()
        except (httpx.HTTPError, jwt.PyJWTError, ValueError) as error:
            get_logger().warning("jwks_not_fetched", error=repr(error))
        finally:
            self._tried_at = self._monotonic()
            self._fetching = None


USER_BEARER: Final = HTTPBearer(auto_error=False, description="Access token of the user service.")


async def principal_of(request: Request, token: str) -> Principal:
    """Who is signed in with the token. Raises UnauthenticatedError."""
    verifier: TokenVerifier | None = request.app.state.token_verifier
    if verifier is None:
        raise UnauthenticatedError("nobody can sign in here")
    return await verifier.verify(token)


async def _current_principal(
    request: Request, credentials: Annotated[Any, Depends(USER_BEARER)]
) -> Principal:
    if credentials is None:
        raise UnauthenticatedError("sign in first: a Bearer access token is needed")
    return await principal_of(request, credentials.credentials)


CurrentPrincipal = Annotated[Principal, Depends(_current_principal)]
"""A FastAPI parameter of this type makes an operation answer 401 without a valid token."""


async def authenticate(request: Request) -> None:
    """Verify the token of a request that fails before its operation runs.

    FastAPI reads the body first: without this, who is not signed in would be told what is wrong
    with a body instead of to sign in. Raises UnauthenticatedError where the operation would.
    """
    dependant = getattr(request.scope.get("route"), "dependant", None)
    if dependant is not None and _needs_principal(dependant):
        await _current_principal(request, await USER_BEARER(request))


def _needs_principal(dependant: Dependant) -> bool:
    return dependant.call is _current_principal or any(
        _needs_principal(each) for each in dependant.dependencies
    )
