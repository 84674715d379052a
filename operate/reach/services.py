"""The services' HTTP APIs: in an operator's name, or in that of somebody with an account."""

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import click
import httpx

from devstack.people.account import Tokens
from devstack.people.connection import ApiProblem, Connection, decoded
from devstack.people.password import ProvedPassword, SentPassword, UnprovenServerError
from operate import say
from operate.failures import Exit, OperateError, explained
from operate.settings import Settings

WRONG_CREDENTIALS: Final = "wrong_credentials"
_CONNECT_S: Final = 5.0


class _Transport(httpx.AsyncHTTPTransport):
    """Who is asked may take the client's time to answer, but has to be there sooner."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        times = {**request.extensions.get("timeout", {}), "connect": _CONNECT_S}
        request.extensions = {**request.extensions, "timeout": times}
        return await super().handle_async_request(request)


@asynccontextmanager
async def connection_to(settings: Settings, service: str) -> AsyncIterator[Connection]:
    """Raises OperateError when it does not answer; ApiProblem for a no."""
    url = settings.url_of(service)
    # The machine's authorities, or those of SSL_CERT_FILE: an installation may have its own.
    transport = _Transport(verify=ssl.create_default_context())
    try:
        async with Connection(url, transport) as connection:
            yield connection
    except (httpx.TransportError, httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
        raise explained(error, f"{service} at {url}") from error


@asynccontextmanager
async def as_operator(settings: Settings, service: str) -> AsyncIterator[tuple[Connection, str]]:
    """The connection and an operator's token. Raises OperateError, ApiProblem."""
    token = settings.needed("operator_token")
    async with connection_to(settings, service) as connection:
        yield connection, token


def typed_password(settings: Settings, *, email: str, twice: bool = False) -> str:
    """From the settings, else asked on the terminal. Raises OperateError without either."""
    if settings.password is not None:
        return settings.password.get_secret_value()
    if not say.somebody_is_there():
        raise OperateError(
            f"the password of {email} is needed, and nobody is there to ask",
            exit_code=Exit.USAGE,
            hint="MERIGGIO_PASSWORD, as variable or file",
        )
    question = f"Password of {email}"
    answer: str = click.prompt(question, hide_input=True, confirmation_prompt=twice, err=True)
    return answer


async def signed_in(settings: Settings, email: str) -> Tokens:
    """Tokens of a new session of whoever has that address. Raises OperateError, ApiProblem."""
    password = typed_password(settings, email=email)
    async with connection_to(settings, "user") as connection:
        return await opened(connection, email, password, may_send=True)


async def opened(users: Connection, email: str, password: str, *, may_send: bool) -> Tokens:
    """The same by this password. Raises OperateError, ApiProblem.

    Proved, as the app does it. `may_send`: and sent when that is refused, for the account may keep
    a hash instead of a verifier, and nobody but the server knows.
    """
    try:
        try:
            answer = await ProvedPassword(password).sign_in(users, email)
        except ApiProblem as problem:
            if problem.code != WRONG_CREDENTIALS or not may_send:
                raise
            answer = await SentPassword(password).sign_in(users, email)
    except UnprovenServerError as error:
        raise OperateError(str(error)) from error
    return decoded(answer, Tokens)


async def signed_out(settings: Settings, tokens: Tokens) -> None:
    """End the session. Raises OperateError, ApiProblem."""
    async with connection_to(settings, "user") as connection:
        body = {"refreshToken": tokens.refresh_token}
        await connection.call("POST", "/user/sign-out", body=body)


@asynccontextmanager
async def session(settings: Settings, email: str) -> AsyncIterator[str]:
    """An access token for as long as a command runs; the session ends with it."""
    tokens = await signed_in(settings, email)
    try:
        yield tokens.access_token
    finally:
        await signed_out(settings, tokens)
