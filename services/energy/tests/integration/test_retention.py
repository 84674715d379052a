"""Old months leave the books of a running service, and a redelivered reading does not come back."""

from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import msgspec

from libs.chassis.bus import Bus
from libs.chassis.testing.eventually import eventually
from libs.contracts import streams, subjects
from libs.contracts.codec import encode
from libs.contracts.v1.dead_letter import DeadLetter
from libs.contracts.v1.reading import ReadingReceived
from services.energy.config import Settings
from services.energy.domain.retention.policy import OldReadings
from services.energy.tests.integration.conftest import KeyServer, serving
from services.energy.tests.samples import HOME

OLD = datetime.now(UTC) - timedelta(days=200)
EVENT = ReadingReceived(
    device_id="meter-1",
    measured_at=OLD,
    received_at=OLD + timedelta(seconds=1),
    power_w=230.5,
    facility_id=HOME,
)


async def test_an_old_month_goes_and_what_comes_again_is_a_dead_letter(
    settings: Settings,
    key_server: KeyServer,
    bus: Bus,
    database: "asyncpg.Connection[Any]",
) -> None:
    subject = subjects.reading(None, EVENT.device_id)
    name = f"detached_reading_{OLD:%Y_%m}"

    async def stored(table: str) -> bool:
        found = await database.fetchval("select to_regclass($1) is not null", table)
        return bool(found and await database.fetchval(f"select count(*) from {table}") == 1)

    async with serving(settings, key_server.issuer):
        await bus.publish(subject, encode(EVENT), message_id="first")
        await eventually(lambda: stored("reading"))

    policy = {"old_readings": OldReadings.DETACH, "raw_kept_months": 2}
    letting_go = settings.model_copy(update=policy)
    async with serving(letting_go, key_server.issuer):
        await eventually(lambda: stored(name))
        await bus.publish(subject, encode(EVENT), message_id="again")
        refused = subjects.dead_letter("energy", "older_than_kept")
        letters = await bus.js.pull_subscribe(refused, stream=streams.DEAD_LETTERS.name)
        (message,) = await letters.fetch(1, timeout=20)

    letter = msgspec.json.decode(message.data, type=DeadLetter)
    assert (letter.reason, letter.source) == ("older_than_kept", subject)
    assert await database.fetchval("select count(*) from reading") == 0
    assert await database.fetchval("select count(*) from pg_inherits") >= 3
