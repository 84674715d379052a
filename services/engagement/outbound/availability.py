"""A connection, or the store's word that it is away."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, TypeAlias

import asyncpg

from libs.chassis.postgres import is_transient
from services.engagement.ports.store import StoreUnavailableError

Pool: TypeAlias = "asyncpg.Pool[Any]"


@asynccontextmanager
async def available(pool: Pool) -> AsyncIterator[Any]:
    """A connection. Raises StoreUnavailableError for what may succeed later."""
    try:
        async with pool.acquire() as connection:
            yield connection
    except Exception as error:
        if is_transient(error):
            raise StoreUnavailableError(repr(error)) from error
        raise
