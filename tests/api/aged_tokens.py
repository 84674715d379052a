"""Access tokens as the user service made them some time ago: by its own key, for a real session."""

from base64 import urlsafe_b64decode
from datetime import UTC, datetime, timedelta
from uuid import UUID

from devstack.supervisor.secret import Secrets
from devstack.supervisor.stack import Stack
from libs.chassis.clock import RandomIds
from libs.chassis.postgres import connect_pool
from libs.chassis.seal import Seal
from libs.chassis.testing.tokens import AUDIENCE, ISSUER
from services.user.outbound.postgres import SCHEMA
from services.user.outbound.postgres_keys import PostgresSigningKeys
from services.user.outbound.tokens import JwtAccessTokens
from tests.api.cast import session_of


async def aged_token(stack: Stack, user_id: UUID, fresh_token: str, *, age: timedelta) -> str:
    """The token that the session of `fresh_token` was given so long ago."""
    key = urlsafe_b64decode(Secrets(stack.folder).key("user.encryption"))
    async with connect_pool(stack.dsn_of("user"), schema=SCHEMA, max_connections=1) as pool:
        tokens = JwtAccessTokens(
            PostgresSigningKeys(pool), Seal(key), RandomIds(), issuer=ISSUER, audience=AUDIENCE
        )
        issued = await tokens.issue(user_id, session_of(fresh_token), datetime.now(UTC) - age)
    return issued.value
