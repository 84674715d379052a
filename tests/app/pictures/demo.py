"""The running demo of which pictures are made: who signs in, and what there is to look at."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import httpx

from devstack.demo.cast import REPRESENTATIVE_EMAIL

_TIMEOUT_S: Final = 30.0
_RENEW_BEFORE_S: Final = 30.0


@dataclass(frozen=True, slots=True)
class Demo:
    """A session as `app/src/session/tokens.ts` keeps it, and what paths are filled with."""

    session: str
    names: Mapping[str, str]


def demo_at(url: str, state: Path) -> Demo:
    """Signs in as the demo's representative. Raises OSError, httpx.HTTPError."""
    known = json.loads((state / "demo.json").read_text())
    community, members = known["demo"]["communityId"], known["demo"]["members"]
    with httpx.Client(base_url=url, timeout=_TIMEOUT_S, verify=False) as client:
        body = {"email": REPRESENTATIVE_EMAIL, "password": known["password"]}
        tokens = _answer(client.post("/user/sign-in", json=body))
        client.headers["Authorization"] = f"Bearer {tokens['accessToken']}"
        episodes = _answer(client.get(f"/live/community/{community}/episode"))
        told = _answer(client.get("/notification"))
    names = {
        "community": community,
        "facility": members[0]["facilityId"],
        "device": members[0]["deviceId"],
        "month": datetime.now(UTC).strftime("%Y-%m"),
        "episode": episodes[0]["episodeId"] if episodes else None,
        "notification": told[0]["notificationId"] if told else None,
    }
    return Demo(_kept(tokens), {name: value for name, value in names.items() if value is not None})


def _answer(response: httpx.Response) -> Any:
    response.raise_for_status()
    return response.json()


def _kept(tokens: dict[str, Any]) -> str:
    renew_at = datetime.now(UTC).timestamp() + tokens["expiresInS"] - _RENEW_BEFORE_S
    kept = {name: tokens[name] for name in ("userId", "accessToken", "refreshToken")}
    return json.dumps({**kept, "renewAt": int(renew_at * 1000)})
