"""The running demo of which pictures are made: who signs in, and what there is to look at."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from devstack.demo.cast import REPRESENTATIVE_EMAIL
from devstack.people.connection import Connection
from devstack.people.password import ProvedPassword

_RENEW_BEFORE_S: Final = 30.0


@dataclass(frozen=True, slots=True)
class Demo:
    """A session as `app/src/session/tokens.ts` keeps it, and what paths are filled with."""

    session: str
    names: Mapping[str, str]


async def demo_at(url: str, state: Path) -> Demo:
    """Signs in as the demo's representative. Raises OSError, ApiProblem, httpx.TransportError."""
    known = json.loads((state / "demo.json").read_text())
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


def _kept(tokens: dict[str, Any]) -> str:
    renew_at = datetime.now(UTC).timestamp() + tokens["expiresInS"] - _RENEW_BEFORE_S
    kept = {name: tokens[name] for name in ("userId", "accessToken", "refreshToken")}
    return json.dumps({**kept, "renewAt": int(renew_at * 1000)})
