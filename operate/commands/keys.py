"""`keys`: those that sign tokens, those of operators, and fresh ones for settings."""

import base64
import json
import secrets
from argparse import ArgumentTypeError
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Final

import asyncpg
import click
from rich.console import RenderableType

from libs.chassis.clock import RandomIds, SystemClock
from libs.chassis.operator_token import digest_of, fresh_token, holder_name
from libs.chassis.seal import Seal, SealBrokenError
from operate import say
from operate.command import DRY_RUN, YES, answers
from operate.failures import Exit, OperateError
from operate.reach.databases import pool_of
from operate.settings import Settings
from services.user.config import key_bytes
from services.user.domain.signing_key import SigningKey
from services.user.outbound.postgres_keys import PostgresSigningKeys
from services.user.outbound.tokens import KEYS_FRESH, JwtAccessTokens, new_signing_key
from services.user.usecases.rotate_signing_keys import RotateSigningKeys

_KEY_BYTES: Final = 32
_TOKEN_SETTINGS: Final = (
    "MERIGGIO_ENERGY_OPERATOR_TOKENS",
    "MERIGGIO_DEVICE_GATEWAY_OPERATOR_TOKENS",
)


class Key(say.Answer, frozen=True, kw_only=True):
    """A signing key. `state`: `next`, `active` or `retired`, which is published for 15 minutes."""

    key_id: str
    state: str
    created_at: datetime
    retired_at: datetime | None


class Keys(say.Answer, frozen=True, kw_only=True):
    """The oldest first."""

    keys: list[Key]


class Rotated(say.Answer, frozen=True, kw_only=True):
    """`keys`: as they are afterwards."""

    dry_run: bool
    leaked: bool
    keys: list[Key]


class FreshKey(say.Answer, frozen=True, kw_only=True):
    """32 random bytes in URL-safe base64."""

    key: str


class OperatorToken(say.Answer, frozen=True, kw_only=True):
    """`token` is shown only now; `settings`: names and values of what services are to be given."""

    name: str
    token: str
    settings: dict[str, str]


@click.group("keys")
def group() -> None:
    """Those that sign tokens, those of operators, and fresh ones for settings.

    Which key protects what, and what to do when one is lost or leaked: docs/runbooks/keys.md.
    """


def _show_keys(found: Keys | Rotated) -> RenderableType:
    table = say.table("key", "state", "made", "retired")
    for each in found.keys:
        table.add_row(
            *(each.key_id, each.state, say.moment(each.created_at), say.moment(each.retired_at))
        )
    return table


@group.command("list")
@answers(Keys, _show_keys)
async def list_keys(settings: Settings) -> Keys:
    """The keys that sign access tokens. Needs MERIGGIO_USER_POSTGRES_DSN."""
    async with pool_of("user", settings.needed("user_postgres_dsn")) as pool:
        found = await PostgresSigningKeys(pool).keys()
    return Keys(keys=_keys(found))


@group.command("rotate-signing")
@click.option("--leaked", is_flag=True, help="Forget the former key at once.")
@DRY_RUN
@YES
@answers(Rotated, _show_keys)
async def rotate_signing(settings: Settings, *, leaked: bool, dry_run: bool, yes: bool) -> Rotated:
    """Let the next key sign access tokens, and make the one after it.

    The user service does it by itself every 30 days. Within 30 seconds its replicas sign with the
    new key, which everybody knows already. Tokens of the former count until they end, 10 minutes;
    with --leaked they end at once where a service is restarted, else within 5 minutes; people's
    apps renew theirs and show nothing of it.

    Needs MERIGGIO_USER_POSTGRES_DSN and MERIGGIO_USER_KEY_ENCRYPTION_KEY.
    """
    seal = _seal(settings)
    async with pool_of("user", settings.needed("user_postgres_dsn")) as pool:
        store = PostgresSigningKeys(pool)
        await _check_seal(store, seal)
        if dry_run:
            return Rotated(dry_run=True, leaked=leaked, keys=_keys(await store.keys()))
        at_once = ", and forget the former" if leaked else ""
        say.confirm(f"Let the next key sign{at_once}?", yes=yes)
        rotate = RotateSigningKeys(store, partial(new_signing_key, seal), SystemClock())
        after = await rotate.at_once(leaked=leaked)
    say.note(f"replicas sign with it within {KEYS_FRESH.total_seconds():.0f} seconds")
    if leaked:
        say.note("now restart the other services, which know the former key for up to 5 minutes")
    return Rotated(dry_run=False, leaked=leaked, keys=_keys(after))


@group.command("new")
@answers(FreshKey, lambda made: made.key)
async def new(settings: Settings) -> FreshKey:  # noqa: ARG001  the shape of all commands
    """Print a fresh key for one of the settings that want one. One key for one setting."""
    made = base64.urlsafe_b64encode(secrets.token_bytes(_KEY_BYTES)).decode()
    return FreshKey(key=made)


def _show_token(made: OperatorToken) -> RenderableType:
    lines = [f"token of {made.name}, shown only now:", made.token, ""]
    lines += [f"{name}='{value}'" for name, value in made.settings.items()]
    return "\n".join(lines)


@group.command("operator-token")
@click.argument("name")
@answers(OperatorToken, _show_token)
async def operator_token(settings: Settings, name: str) -> OperatorToken:  # noqa: ARG001  same
    """Make a token for an operator, whose name is written down with what they do.

    The services are given its hash, in the settings that are printed, beside those of other
    operators: one JSON object. To take a token away, take its name out, and restart.
    """
    try:
        holder_name(name)
    except ArgumentTypeError as error:
        raise click.BadParameter(str(error), param_hint="NAME") from error
    token = fresh_token()
    hashes = json.dumps({name: digest_of(token)})
    return OperatorToken(name=name, token=token, settings=dict.fromkeys(_TOKEN_SETTINGS, hashes))


def _seal(settings: Settings) -> Seal:
    settings.needed("user_key_encryption_key")
    assert settings.user_key_encryption_key is not None
    try:
        key = key_bytes(settings.user_key_encryption_key)
    except ValueError as error:
        raise OperateError(
            f"MERIGGIO_USER_KEY_ENCRYPTION_KEY {error}", exit_code=Exit.USAGE
        ) from error
    return Seal(key, setting="MERIGGIO_USER_KEY_ENCRYPTION_KEY")


async def _check_seal(store: PostgresSigningKeys, seal: Seal) -> None:
    """A key sealed with another one would stop the user service a month later."""
    tokens = JwtAccessTokens(store, seal, RandomIds(), issuer="", audience="")
    try:
        await tokens.open()
    except SealBrokenError as error:
        raise OperateError(str(error), exit_code=Exit.USAGE) from error
    except (LookupError, asyncpg.UndefinedTableError) as error:
        raise OperateError(
            "there is no key that signs", exit_code=Exit.NOT_FOUND,
            hint="the user service makes the first ones when it starts",
        ) from error  # fmt: skip


def _keys(found: Sequence[SigningKey]) -> list[Key]:
    return [
        Key(
            key_id=each.key_id,
            state=each.state.value,
            created_at=each.created_at,
            retired_at=each.retired_at,
        )
        for each in found
    ]
