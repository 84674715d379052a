"""The running demo of which pictures are made: who signs in, and what there is to look at."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from devstack.demo.cast import REPRESENTATIVE_EMAIL
from devstack.people.account import Account, Identity
from devstack.people.connection import Connection
from devstack.people.mailbox import Mailbox
from devstack.people.password import ProvedPassword

_RENEW_BEFORE_S: Final = 30.0


@dataclass(frozen=True, slots=True)
class Demo:
    """A session as `app/src/session/tokens.ts` keeps it, and what paths are filled with."""

    session: str
    names: Mapping[str, str]


@asynccontextmanager
async def representative_at(url: str, state: Path) -> AsyncIterator[tuple[Account, UUID]]:
    """The demo's representative, signed in, and their community. Raises as `demo_at`."""
    known = _known(state)
    identity = Identity(email=REPRESENTATIVE_EMAIL, password=known["password"], proves=True)
    async with Connection(url) as connection:
        account = Account(connection, Mailbox(state / "mail"), identity)
        await account.sign_in()
        yield account, UUID(known["demo"]["communityId"])


async def demo_at(url: str, state: Path) -> Demo:
    """Signs in as the demo's representative. Raises OSError, ApiProblem, httpx.TransportError."""
    known = _known(state)
    community, members = known["demo"]["communityId"], known["demo"]["members"]
    async with Connection(url) as connection:
        password = ProvedPassword(known["password"])
        tokens = json.loads(await password.sign_in(connection, REPRESENTATIVE_EMAIL))

        async def first(path: str, name: str) -> str | None:
            found = json.loads(await connection.call("GET", path, token=tokens["accessToken"]))
            return str(found[0][name]) if found else None

        names = {
            "community": community,
            "facility": members[0]["facilityId"],
            "month": datetime.now(UTC).strftime("%Y-%m"),
            "episode": await first(f"/live/community/{community}/episode", "episodeId"),
            "notification": await first("/notification", "notificationId"),
        }
    return Demo(_kept(tokens), {name: value for name, value in names.items() if value is not None})


def _known(state: Path) -> Any:
    """What the demo has written down."""
    return json.loads((state / "demo.json").read_text())


def _kept(tokens: dict[str, Any]) -> str:
    renew_at = datetime.now(UTC).timestamp() + tokens["expiresInS"] - _RENEW_BEFORE_S
    kept = {name: tokens[name] for name in ("userId", "accessToken", "refreshToken")}
    return json.dumps({**kept, "renewAt": int(renew_at * 1000)})
