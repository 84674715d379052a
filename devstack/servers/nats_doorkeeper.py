"""Tells NATS what each MQTT client without a password may do: what mosquitto's rules say.

`python -m devstack.servers.nats_doorkeeper FILE`: a process beside NATS servers with MQTT
listeners (auth callout). Without it no device can connect; the gateway and services can. SIGHUP
makes it read revocation lists anew, as it does with mosquitto.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import nats
import nats.errors
import nats.js.errors
from nats.aio.client import Client
from nats.aio.msg import Msg

from devstack.servers.nats_post import (
    DOORKEEPER_USER,
    HOUSEKEEPER_USER,
    MQTT_ACCOUNT,
    Post,
    Posts,
)
from devstack.servers.nats_retained import retain_nothing
from devstack.servers.nats_rules import (
    ByClaim,
    ByClientId,
    ByDeviceCertificate,
    Caller,
    RefusedError,
    Rule,
)
from devstack.servers.nats_token import Issuer, claims_of
from devstack.servers.nats_trust import Trust
from services.device_gateway.domain.broker.listener import ClientAuthority

REQUESTS: Final = "$SYS.REQ.USER.AUTH"
READY: Final = "doorkeeper.ready"
_RECONNECT_S: Final = 0.02
_FOR_EVER: Final = -1
_UNLIMITED: Final = -1


def rule_of(post: Post) -> Rule:
    """Who comes there, and how they are known."""
    if post.clients == "trusted":
        return ByClientId()
    trust = Trust(ClientAuthority(authority=Path(post.authority), revoked=Path(post.revoked)))
    return ByDeviceCertificate(trust) if post.clients == "devices" else ByClaim(trust)


def answer(request: bytes, rule: Rule, issuer: Issuer, *, now: datetime) -> str:
    """The decision on one connection.

    Raises KeyError, ValueError for no request of NATS's and for one that is over.
    """
    said, now_s = claims_of(request), int(now.timestamp())
    if said["exp"] < now_s:
        raise ValueError("refused by now: deciding would keep those waiting who still can come in")
    asked: Mapping[str, Any] = said["nats"]
    reply: dict[str, Any] = {"type": "authorization_response", "version": 2}
    try:
        caller = _caller(asked)
        rights = rule.permissions(caller, now=now)
    except ValueError as error:
        reply["error"] = str(error)
    else:
        reply["jwt"] = issuer.sign(_user(asked["user_nkey"], caller, rights), issued_at_s=now_s)
    claims = {"aud": asked["server_id"]["id"], "sub": asked["user_nkey"], "nats": reply}
    return issuer.sign(claims, issued_at_s=now_s)


def _caller(asked: Mapping[str, Any]) -> Caller:
    client = asked["client_info"]
    if client.get("type") != "mqtt":
        raise RefusedError("only MQTT clients come in without a password")
    chains = asked.get("client_tls", {}).get("verified_chains") or [()]
    return Caller(client_id=client.get("mqtt_id", ""), chain=chains[0])


def _user(key: str, caller: Caller, rights: Mapping[str, Any]) -> Mapping[str, Any]:
    limits = {"subs": _UNLIMITED, "data": _UNLIMITED, "payload": _UNLIMITED}
    user = {"type": "user", "version": 2, "allowed_connection_types": ["MQTT"]}
    return {
        "aud": MQTT_ACCOUNT,
        "sub": key,
        "name": caller.client_id,
        "nats": {**rights, **limits, **user},
    }


async def keep(posts: Posts) -> None:
    """Answer until SIGTERM, through restarts of the servers."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    rules = [rule_of(post) for post in posts.posts]

    def read_lists() -> None:
        for rule in rules:
            rule.read_lists()

    loop.add_signal_handler(signal.SIGTERM, stop.set)
    loop.add_signal_handler(signal.SIGHUP, read_lists)
    _announce(Path(posts.pid_file))
    await _retain_nothing(posts)
    clients = await asyncio.gather(*map(_stand, posts.posts, rules))
    await stop.wait()
    for client in clients:
        await client.close()


def _announce(pid_file: Path) -> None:
    pid_file.write_text(str(os.getpid()))


async def _retain_nothing(posts: Posts) -> None:
    """Before anybody is let in. The server, or its JetStream, may not be there yet."""
    client = await _connection(posts.main, HOUSEKEEPER_USER, posts.housekeeping)
    try:
        while True:
            try:
                return await retain_nothing(client)
            except (nats.errors.Error, nats.js.errors.Error):
                await asyncio.sleep(_RECONNECT_S)
    finally:
        await client.close()


async def _connection(url: str, user: str, password: str) -> Client:
    return await nats.connect(
        url,
        user=user,
        password=password,
        reconnect_time_wait=_RECONNECT_S,
        max_reconnect_attempts=_FOR_EVER,
        error_cb=_ignore,
    )


async def _stand(post: Post, rule: Rule) -> Client:
    """At one server."""
    issuer = Issuer(post.secret)
    client = await _connection(post.url, DOORKEEPER_USER, post.password)

    async def decide(message: Msg) -> None:
        try:
            decision = answer(message.data, rule, issuer, now=datetime.now(UTC))
        except (KeyError, ValueError):
            return  # the server refuses who gets no answer in time
        await message.respond(decision.encode())

    async def say_ready(message: Msg) -> None:
        await message.respond(b"")

    await client.subscribe(REQUESTS, cb=decide)
    await client.subscribe(READY, cb=say_ready)
    return client


async def _ignore(_: Exception) -> None:
    """The server is away; it is called again."""


if __name__ == "__main__":
    asyncio.run(keep(Posts.read(Path(sys.argv[1]))))
