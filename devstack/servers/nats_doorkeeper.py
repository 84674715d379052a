"""Tells NATS what each MQTT client without a password may do: what mosquitto's rules say.

`python -m devstack.servers.nats_doorkeeper FILE`: a process beside a NATS server with an MQTT
listener (auth callout). Without it no device can connect; the gateway and services can.
"""

import asyncio
import json
import signal
import sys
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import nats
from nats.aio.msg import Msg

from devstack.servers.nats_token import Issuer, claims_of
from services.device_gateway.domain.readings.submission import DEVICE_ID_PATTERN

REQUESTS: Final = "$SYS.REQ.USER.AUTH"
READY: Final = "doorkeeper.ready"
_RECONNECT_S: Final = 0.02
_FOR_EVER: Final = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Where the doorkeeper stands: its login, its signing secret, its devices' account."""

    url: str
    user: str
    password: str
    secret: str
    account: str

    def write(self, path: Path) -> None:
        """For its owner only: a command line could be read by all."""
        path.touch(mode=0o600)
        path.write_text(json.dumps(asdict(self)))


def permissions(device_id: str) -> dict[str, Any]:
    """NATS subjects: MQTT's `/` is a dot here. Raises ValueError for what is no device id."""
    if DEVICE_ID_PATTERN.fullmatch(device_id) is None:
        raise ValueError("letters, digits, - and _ make a client id")
    return {
        "pub": {"allow": ["energy-data", f"energy-data.{device_id}", f"report.{device_id}.*"]},
        # Deliveries of QoS 1 come by $MQTT.sub; NATS refuses clients' own subscriptions there.
        "sub": {"allow": [f"device.{device_id}.>", "$MQTT.sub.>"]},
    }


def answer(request: bytes, post: Post, issuer: Issuer, *, now_s: int) -> str:
    """The decision on one connection. Raises KeyError, ValueError for no request of NATS's."""
    asked: Mapping[str, Any] = claims_of(request)["nats"]
    reply: dict[str, Any] = {"type": "authorization_response", "version": 2}
    try:
        reply["jwt"] = _admission(asked, post, issuer, now_s=now_s)
    except ValueError as error:
        reply["error"] = str(error)
    claims = {"aud": asked["server_id"]["id"], "sub": asked["user_nkey"], "nats": reply}
    return issuer.sign(claims, issued_at_s=now_s)


def _admission(asked: Mapping[str, Any], post: Post, issuer: Issuer, *, now_s: int) -> str:
    client = asked["client_info"]
    if client.get("type") != "mqtt":
        raise ValueError("only MQTT clients come in without a password")
    device_id = client.get("mqtt_id", "")
    rights = permissions(device_id) | {
        "type": "user",
        "version": 2,
        "subs": -1,
        "data": -1,
        "payload": -1,
        "allowed_connection_types": ["MQTT"],
    }
    claims = {"aud": post.account, "sub": asked["user_nkey"], "name": device_id, "nats": rights}
    return issuer.sign(claims, issued_at_s=now_s)


async def keep(post: Post) -> None:
    """Answer until SIGTERM, through restarts of the server."""
    issuer, stop = Issuer(post.secret), asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    client = await nats.connect(
        post.url,
        user=post.user,
        password=post.password,
        reconnect_time_wait=_RECONNECT_S,
        max_reconnect_attempts=_FOR_EVER,
        error_cb=_ignore,
    )

    async def decide(message: Msg) -> None:
        try:
            decision = answer(message.data, post, issuer, now_s=int(time.time()))
        except (KeyError, ValueError):
            return  # not from the server; it would time out and refuse
        await message.respond(decision.encode())

    async def say_ready(message: Msg) -> None:
        await message.respond(b"")

    await client.subscribe(REQUESTS, cb=decide)
    await client.subscribe(READY, cb=say_ready)
    await stop.wait()
    await client.close()


async def _ignore(_: Exception) -> None:
    """The server is away; it is called again."""


if __name__ == "__main__":
    asyncio.run(keep(Post(**json.loads(Path(sys.argv[1]).read_text()))))
