"""mosquitto as an operator sets it up for homes: who may read and write what."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import aiomqtt

from devstack.servers.mosquitto import launch_mosquitto, run_as
from libs.chassis.testing.eventually import eventually

HOST = "127.0.0.1"
# As docs/runbooks/notification-channels.md has it; passwords are left out here.
_RULES = """
user meriggio
topic write meriggio/community/+/surplus
topic write homeassistant/device/+/config

user home
topic read meriggio/community/{community}/surplus
topic read homeassistant/device/meriggio_{hex}/config
"""


@dataclass
class HomesBroker:
    """It forgets everything when it is killed, as one without persistence does."""

    folder: Path
    port: int
    process: asyncio.subprocess.Process | None = None

    @property
    def url(self) -> str:
        return f"mqtt://meriggio:secret@{HOST}:{self.port}"

    def write_rules(self, community_id: UUID) -> None:
        """The user `home` is a member of this community."""
        rules = _RULES.format(community=community_id, hex=community_id.hex)
        (self.folder / "rules.acl").write_text(rules)
        lines = [
            f"listener {self.port} {HOST}",
            "allow_anonymous true",
            f"acl_file {self.folder / 'rules.acl'}",
            "persistence false",
            *([f"user {run_as()}"] if run_as() else []),
        ]
        (self.folder / "mosquitto.conf").write_text("\n".join(lines) + "\n")

    async def start(self) -> None:
        launch = launch_mosquitto(self.folder / "mosquitto.conf")
        self.process = await asyncio.create_subprocess_exec(
            *launch.argv, cwd=launch.cwd, stderr=asyncio.subprocess.DEVNULL
        )

        async def answers() -> bool:
            try:
                _, writer = await asyncio.open_connection(HOST, self.port)
            except OSError:
                return False
            writer.close()
            return True

        await eventually(answers)

    async def kill(self) -> None:
        if self.process is not None and self.process.returncode is None:
            self.process.kill()
            await self.process.wait()


@dataclass
class Home:
    """What a home has been shown, by topic; an empty message takes it away."""

    shown: dict[str, dict[str, Any]] = field(default_factory=dict)
    expiries: list[int] = field(default_factory=list)

    async def read(self, client: aiomqtt.Client) -> None:
        async for message in client.messages:
            assert isinstance(message.payload, bytes)
            if not message.payload:
                self.shown.pop(str(message.topic), None)
                continue
            self.shown[str(message.topic)] = json.loads(message.payload)
            expiry = getattr(message.properties, "MessageExpiryInterval", None)
            if expiry is not None:
                self.expiries.append(expiry)


@asynccontextmanager
async def a_home(broker: HomesBroker, user: str = "home") -> AsyncIterator[Home]:
    """A home that has just connected: it is shown what is retained, and what comes."""
    home = Home()
    async with aiomqtt.Client(
        HOST, broker.port, username=user, protocol=aiomqtt.ProtocolVersion.V5
    ) as client:
        for topic in ("meriggio/#", "homeassistant/#"):
            await client.subscribe(topic, qos=1)
        reading = asyncio.create_task(home.read(client))
        try:
            yield home
        finally:
            reading.cancel()
            await asyncio.wait([reading])


@asynccontextmanager
async def homes_broker(folder: Path, port: int, community_id: UUID) -> AsyncIterator[HomesBroker]:
    """Running, for the members of this community."""
    broker = HomesBroker(folder, port)
    broker.write_rules(community_id)
    await broker.start()
    try:
        yield broker
    finally:
        await broker.kill()
