"""A month from readings to a printed statement, on a running service."""

from datetime import timedelta
from typing import Any

import asyncpg

from libs.chassis.bus import Bus
from libs.chassis.testing.eventually import eventually
from services.energy.config import Settings
from services.energy.tests.integration.conftest import KeyServer, serving
from services.energy.tests.integration.test_service import (
    ALICE,
    BOB,
    CAROL,
    COMMUNITY,
    all_acknowledged,
    publish,
    received,
    tell_registry,
)
from services.energy.tests.samples import HOME, NOON, ROOF

OVERVIEW = f"community/{COMMUNITY}"
SETTLEMENT = f"/energy-data/community/{COMMUNITY}/settlement/2026-06"


async def test_a_month_is_settled_stated_and_traced_to_its_hours(
    settings: Settings, key_server: KeyServer, bus: Bus, database: "asyncpg.Connection[Any]"
) -> None:
    await tell_registry(bus)
    meters = [("meter-1", HOME, 1_000.0), ("meter-2", ROOF, -2_000.0)]
    readings = [
        received(900.0 * i, power, device, facility)
        for i in range(9)
        for device, facility, power in meters
    ]
    async with serving(settings, key_server.issuer) as service:
        await publish(bus, readings)
        await eventually(lambda: all_acknowledged(bus))

        async def is_known() -> bool:
            # Which of the registry's states came last is chance.
            asked = ((f"facility/{HOME}", ALICE), (f"facility/{ROOF}", BOB), (OVERVIEW, CAROL))
            return all([(await service.get(*each)).status_code == 200 for each in asked])

        await eventually(is_known)
        carol = service.issuer.headers(CAROL)
        first = await service.client.post(SETTLEMENT, headers=carol)
        again = await service.client.post(SETTLEMENT, headers=carol)
        hour_later = received(900.0 * 10, 1_000.0, "meter-1", HOME)
        await publish(bus, [hour_later])
        await eventually(lambda: all_acknowledged(bus))
        second = await service.client.post(SETTLEMENT, headers=carol)
        statement = f"facility/{ROOF}/statement/2026-06"
        hours = (await service.get(f"{statement}/hours", BOB, version="1")).json()
        of_community = f"community/{COMMUNITY}/statement/2026-06"
        pdfs = [
            await service.get(path, user, format="pdf", language=language)
            for path, user, language in (
                (statement, BOB, "it"),
                (statement, BOB, "it"),
                (of_community, CAROL, "en"),
            )
        ]
        difference = await service.client.get(f"{SETTLEMENT}/difference", headers=carol)

    assert [a.status_code for a in (first, again, second)] == [201, 200, 201]
    assert again.json() == first.json()
    assert first.json()["sharedWh"] == 2_000.0
    shared = {h["hourStart"]: h["sharedAsProducerWh"] for h in hours["hours"]}
    noon = NOON.strftime("%Y-%m-%dT%H:%M:%SZ")
    after = (NOON + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert {start: wh for start, wh in shared.items() if wh} == {noon: 1_000.0, after: 1_000.0}
    assert all(pdf.content.startswith(b"%PDF-") for pdf in pdfs)
    assert {pdf.headers["content-type"] for pdf in pdfs} == {"application/pdf"}
    assert 'filename="statement-2026-06.pdf"' in pdfs[0].headers["content-disposition"]
    assert pdfs[0].content == pdfs[1].content, "the same statement is the same file"
    assert difference.json()["changes"] == ["energy"]
    assert await database.fetchval("select count(*) from settlement") == 2
