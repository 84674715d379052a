"""One database; a schema and a role with its own password for each service."""

from collections.abc import Mapping
from typing import Any, Final

import asyncpg

DATABASE: Final = "meriggio"
SCHEMAS: Final[Mapping[str, str]] = {
    "user": "users",  # `user` is a reserved word of SQL
    "community": "community",
    "energy": "energy",
    "engagement": "engagement",
    "device_gateway": "device_gateway",
}
_EXTENSIONS: Final = ("btree_gist",)


def role_of(service: str) -> str:
    """The Postgres role a service logs in as."""
    return f"meriggio_{service}"


async def create_databases(
    superuser_dsn: str, database_dsn: str, passwords: Mapping[str, str]
) -> None:
    """Make what is missing and set the passwords, which are of letters and digits.

    `passwords`: by service. Raises asyncpg.PostgresError.
    """
    connection = await asyncpg.connect(superuser_dsn)
    try:
        known = "select exists (select from pg_database where datname = $1)"
        if not await connection.fetchval(known, DATABASE):
            await connection.execute(f'create database "{DATABASE}"')
    finally:
        await connection.close()
    connection = await asyncpg.connect(database_dsn)
    try:
        async with connection.transaction():
            await connection.execute("revoke all on schema public from public")
            for extension in _EXTENSIONS:
                await connection.execute(f'create extension if not exists "{extension}"')
            for service, schema in SCHEMAS.items():
                await _create_schema(connection, service, schema, passwords[service])
    finally:
        await connection.close()


async def _create_schema(connection: Any, service: str, schema: str, password: str) -> None:
    role = role_of(service)
    known = "select exists (select from pg_roles where rolname = $1)"
    if not await connection.fetchval(known, role):
        await connection.execute(f'create role "{role}" login')
    if not password.isalnum():  # a utility statement takes no parameters
        raise ValueError(f"the password of {role} has more than letters and digits in it")
    await connection.execute(f"alter role \"{role}\" password '{password}'")
    await connection.execute(f'create schema if not exists "{schema}" authorization "{role}"')
    await connection.execute(f'alter role "{role}" set search_path = "{schema}"')
    await connection.execute(f'grant usage on schema public to "{role}"')
