"""`representative`: the first person of a community, and the community."""

from typing import Any, Final
from uuid import UUID

import click
import msgspec
from rich.console import RenderableType

from devstack.people.account import Tokens
from devstack.people.connection import ApiProblem, Connection, decoded
from devstack.people.password import ProvedPassword
from operate import say
from operate.command import answers
from operate.failures import Exit, OperateError
from operate.reach.services import (
    WRONG_CREDENTIALS,
    connection_to,
    opened,
    signed_out,
    typed_password,
)
from operate.settings import Settings

ZONES: Final = ("NORD", "CNOR", "CSUD", "SUD", "CALA", "SICI", "SARD")
_TRIES: Final = 3


class Founded(say.Answer, frozen=True, kw_only=True):
    """`account_is_new`: it was made now; else it was there, and its password was right."""

    user_id: UUID
    email: str
    account_is_new: bool
    community_id: UUID
    community: str


class _SignedUp(msgspec.Struct, frozen=True, rename="camel"):
    sign_up_id: str


class _Community(msgspec.Struct, frozen=True, rename="camel"):
    community_id: UUID


@click.group("representative")
def group() -> None:
    """The first person of a community, and the community."""


def _show(founded: Founded) -> RenderableType:
    account = "has an account now" if founded.account_is_new else "had an account"
    return (
        f"{founded.email} {account} ({founded.user_id})\n"
        f"and represents {founded.community} ({founded.community_id})."
    )


@group.command("create")
@click.option("--email", required=True, help="Where the code is mailed to.")
@click.option("--name", default="", help="Of the person, for the account.")
@click.option("--locale", type=click.Choice(["it", "en"]), default="it", show_default=True)
@click.option("--community", required=True, help="Name of the community to found.")
@click.option("--substation", required=True, help="Code of its primary substation.")
@click.option("--zone", type=click.Choice(ZONES), required=True, help="Its market zone.")
@click.option("--code", help="The mailed code, of who cannot be asked; with --sign-up-id.")
@click.option("--sign-up-id", help="What an earlier run printed.")
@click.option(
    "--send-password", is_flag=True,
    help="When the proof is refused: of an account that was made by sending it.",
)  # fmt: skip
@answers(Founded, _show)
async def create(settings: Settings, email: str, code: str | None, **given: Any) -> Founded:
    """Make an account, if there is none, and found a community that it represents.

    The password is asked (or MERIGGIO_PASSWORD) and proved, not sent, unless --send-password: the
    server keeps a verifier. A code is mailed, and asked. Where nobody can be asked, the first run
    prints what the second is given as --sign-up-id, with the mailed code as --code.

    Hand the password over, and let its owner change it in the app.
    """
    password = typed_password(settings, email=email, twice=True)
    prover = ProvedPassword(password)
    async with connection_to(settings, "user") as users:
        tokens = await _present(users, email, password, may_send=given["send_password"])
        is_new = tokens is None
        if tokens is None:
            sign_up_id = given["sign_up_id"] or await _sign_up(users, prover, email, given)
            await _confirm(users, email, sign_up_id, code)
            tokens = await opened(users, email, password, may_send=False)
    body = {
        "name": given["community"],
        "primarySubstationCode": given["substation"],
        "marketZone": given["zone"],
    }
    try:
        async with connection_to(settings, "community") as registry:
            answer = await registry.call("POST", "/community", token=tokens.access_token, body=body)
    finally:
        await signed_out(settings, tokens)
    return Founded(
        user_id=tokens.user_id,
        email=email,
        account_is_new=is_new,
        community_id=decoded(answer, _Community).community_id,
        community=given["community"],
    )


async def _present(
    users: Connection, email: str, password: str, *, may_send: bool
) -> Tokens | None:
    """Of an account that opens with this password; None: there is none, as far as one may know."""
    try:
        return await opened(users, email, password, may_send=may_send)
    except ApiProblem as problem:
        if problem.code != WRONG_CREDENTIALS:
            raise
    return None


async def _sign_up(
    users: Connection, prover: ProvedPassword, email: str, given: dict[str, Any]
) -> str:
    profile = {
        "email": email,
        "name": given["name"],
        "locale": given["locale"],
        "timeZone": "Europe/Rome",
    }
    made = decoded(await prover.sign_up(users, profile), _SignedUp).sign_up_id
    say.note(f"A code was mailed to {email}. If somebody has that account with another password,")
    say.note("the mail says so instead, and there is no code.")
    return made


async def _confirm(users: Connection, email: str, sign_up_id: str, code: str | None) -> None:
    """Ask for the code, again if it is mistyped. Raises OperateError, ApiProblem."""
    for tries in range(_TRIES, 0, -1):
        typed = code or _asked(email, sign_up_id)
        body = {"email": email, "code": typed.strip(), "signUpId": sign_up_id}
        try:
            await users.call("POST", "/user/confirm", body=body)
        except ApiProblem as problem:
            if code is not None or tries == 1 or problem.status >= 429:  # noqa: PLR2004  HTTP's
                raise
            say.note(f"not that one: {problem}")
        else:
            return


def _asked(email: str, sign_up_id: str) -> str:
    if not say.somebody_is_there():
        raise OperateError(
            f"a code was mailed to {email}, and nobody is there to ask for it",
            exit_code=Exit.NOT_CONFIRMED,
            hint=f"repeat with --sign-up-id {sign_up_id} --code CODE",
        )
    typed: str = click.prompt("Code", err=True)
    return typed
