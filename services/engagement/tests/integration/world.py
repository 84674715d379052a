"""The service as it runs, on a real bus and a real database, and everything around it."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx

from libs.chassis.bus import Bus
from libs.chassis.bus_connection import connect_bus
from libs.chassis.testing.eventually import eventually
from libs.chassis.testing.tcp_stand_in import json_stand_in
from libs.chassis.testing.tokens import TestIssuer
from libs.contracts import streams, subjects
from libs.contracts.codec import encode
from libs.contracts.v1 import registry as registry_events
from libs.contracts.v1.reading import ReadingReceived
from libs.contracts.v1.session import SessionEnded
from libs.contracts.v1.user import UserConfirmed, UserDeleted
from services.engagement.bootstrap import run
from services.engagement.config import Settings

START_TIMEOUT_S = 30.0


@dataclass
class World:
    """A community of facilities, each with device and user of the same number."""

    bus: Bus
    nats_url: str
    postgres_dsn: str
    folder: Path
    jwks_url: str
    issuer: TestIssuer
    community_id: UUID = field(default_factory=uuid4)
    start: datetime = field(
        default_factory=lambda: datetime.now(UTC).replace(microsecond=0) - timedelta(hours=2)
    )

    def facility_id(self, number: int) -> UUID:
        return UUID(int=self.community_id.int ^ (number + 1))

    def user_id(self, number: int) -> UUID:
        return UUID(int=self.community_id.int ^ ((number + 1) << 16))

    def device_id(self, number: int) -> str:
        return f"dev-{self.community_id.hex[:8]}-{number}"

    @property
    def log(self) -> Path:
        return self.folder / "notifications.jsonl"

    def settings(self, port: int, **changes: Any) -> Settings:
        given = {
            "http_port": port,
            "nats_url": self.nats_url,
            "postgres_dsn": self.postgres_dsn,
            "jwks_url": self.jwks_url,
            "notification_log": self.folder,
            "endpoint_key": "k" * 32,
            "public_url": "https://meriggio.example.org",
            "log_level": "error",
            **changes,
        }
        return Settings.model_validate(given)

    async def register(self, *, facilities: int, minimum_duration_s: int = 600) -> None:
        """Community, facilities with devices, users."""
        long_ago = self.start - timedelta(days=1)
        await self._publish(
            subjects.community(self.community_id),
            registry_events.CommunityState(
                community_id=self.community_id,
                version=1,
                changed_at=long_ago,
                name="Prato",
                representative_id=self.user_id(0),
                primary_substation_code="AC001",
                market_zone="CNOR",
                surplus_policy=registry_events.SurplusPolicy(
                    minimum_duration_s=minimum_duration_s,
                    minimum_fresh_ratio=0.0,
                    quiet_from=time(0),
                    quiet_to=time(0),
                ),
            ),
        )
        for number in range(facilities):
            await self._register_facility(number, long_ago)
            await self._register_user(number, long_ago)

    async def _register_facility(self, number: int, since: datetime) -> None:
        user_id, facility_id = self.user_id(number), self.facility_id(number)
        await self._publish(
            subjects.facility(facility_id),
            registry_events.FacilityState(
                facility_id=facility_id,
                version=1,
                changed_at=since,
                name=f"Facility {number}",
                region="Toscana",
                primary_substation_code="AC001",
                member_type="self-consumer",
                meter_kind="GEMIS",
                max_consumption_w=3000,
                max_production_w=5000,
                users=(registry_events.FacilityUser(user_id=user_id, role="owner"),),
                devices=(
                    registry_events.DeviceInterval(
                        device_id=self.device_id(number),
                        transformation_constant=1,
                        valid_from=since,
                    ),
                ),
                communities=(
                    registry_events.CommunityInterval(
                        community_id=self.community_id, valid_from=since
                    ),
                ),
            ),
        )

    async def _register_user(self, number: int, since: datetime) -> None:
        user_id = self.user_id(number)
        await self._publish(
            subjects.user(user_id),
            UserConfirmed(
                user_id=user_id,
                version=1,
                occurred_at=since,
                email=f"user{number}@example.org",
                name=f"User {number}",
                locale="en" if number % 2 else "it",
                time_zone="Europe/Rome",
            ),
        )

    async def end_session(self, session_id: UUID) -> None:
        """As the user service tells it."""
        event = SessionEnded(session_id=session_id, ended_at=datetime.now(UTC))
        await self._publish(subjects.session_ended(session_id), event)

    async def delete_user(self, number: int) -> None:
        """As the user service tells it."""
        user_id = self.user_id(number)
        event = UserDeleted(user_id=user_id, version=2, occurred_at=datetime.now(UTC))
        await self._publish(subjects.user(user_id), event)

    async def measure(self, number: int, minutes: float, power_w: float) -> None:
        """One reading, that many minutes after the start, received now."""
        event = ReadingReceived(
            device_id=self.device_id(number),
            measured_at=self.start + timedelta(minutes=minutes),
            received_at=datetime.now(UTC),
            power_w=power_w,
            facility_id=self.facility_id(number),
            community_id=self.community_id,
        )
        await self._publish(subjects.reading(self.community_id, event.device_id), event)

    async def measure_surplus(self, first: int, last: int, *, power_w: float = -2500) -> None:
        """Facility 0 feeds in, minute by minute."""
        for minute in range(first, last + 1):
            await self.measure(0, minute, power_w)

    async def _publish(self, subject: str, event: Any) -> None:
        await self.bus.publish(subject, encode(event), message_id=uuid4().hex)

    def lines(self) -> list[dict[str, str]]:
        """What the log-file channel has written."""
        if not self.log.exists():
            return []
        return [json.loads(line) for line in self.log.read_text().splitlines()]

    async def surplus_events(self) -> list[str]:
        """The types of the events on SURPLUS, in order."""
        info = await self.bus.js.stream_info(streams.SURPLUS.name)
        messages = [
            await self.bus.js.get_msg(streams.SURPLUS.name, seq=sequence)
            for sequence in range(1, info.state.last_seq + 1)
        ]
        return [json.loads(message.data or b"{}")["type"] for message in messages]

    def client(self, port: int, user: int, **token: Any) -> httpx.AsyncClient:
        """A signed-in user's client of a replica."""
        bearer = self.issuer.token(self.user_id(user), **token)
        return httpx.AsyncClient(
            base_url=f"http://127.0.0.1:{port}",
            headers={"Authorization": f"Bearer {bearer}"},
            timeout=10,
            trust_env=False,
            verify=False,
        )


@asynccontextmanager
async def create_world(nats_url: str, postgres_dsn: str, folder: Path) -> AsyncIterator[World]:
    """Streams declared, keys served, nothing registered."""
    issuer = TestIssuer()
    async with connect_bus(nats_url, name="world") as bus, json_stand_in(issuer.jwks()) as jwks_url:
        await bus.declare([streams.READINGS, streams.REGISTRY, streams.USERS, streams.SURPLUS])
        yield World(bus, nats_url, postgres_dsn, folder, jwks_url, issuer)


async def until_ready(port: int, *, ended: Sequence["asyncio.Future[Any]"] = ()) -> None:
    """Wait for /health/ready; a service that ended instead raises what ended it."""

    async def is_ready() -> bool:
        for future in ended:
            if future.done():
                future.result()
        try:
            async with httpx.AsyncClient(trust_env=False, verify=False) as client:
                answer = await client.get(f"http://127.0.0.1:{port}/health/ready")
        except httpx.TransportError:
            return False
        return answer.status_code == httpx.codes.OK

    await eventually(is_ready, timeout_s=START_TIMEOUT_S)


@asynccontextmanager
async def service(settings: Settings) -> AsyncIterator[None]:
    """The service in this process, ready; stopped as by SIGTERM."""
    stop = asyncio.Event()
    task = asyncio.create_task(run(settings, stop=stop))
    try:
        await until_ready(settings.http_port, ended=[task])
        yield
    finally:
        stop.set()
        await task


@asynccontextmanager
async def service_process(settings: Settings) -> AsyncIterator[asyncio.subprocess.Process]:
    """The service in a process of its own, ready; killed with -9 at the end if it still runs."""
    given = settings.model_dump(exclude_none=True)
    environment = {
        f"MERIGGIO_ENGAGEMENT_{name.upper()}": (
            value.get_secret_value() if hasattr(value, "get_secret_value") else str(value)
        )
        for name, value in given.items()
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "services.engagement", env={**os.environ, **environment}
    )
    try:
        await until_ready(settings.http_port)
        yield process
    finally:
        await kill(process)


async def kill(process: asyncio.subprocess.Process) -> None:
    """As hard as it gets."""
    if process.returncode is None:
        process.kill()
    await process.wait()
