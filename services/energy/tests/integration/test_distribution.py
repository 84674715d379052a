"""A policy is decided, kept and tried on the books of a running service."""

import asyncio
from datetime import date
from typing import Any

import asyncpg
import httpx
from msgspec import structs

from libs.chassis.bus import Bus
from libs.chassis.testing.eventually import eventually
from libs.contracts import subjects
from libs.contracts.codec import encode
from services.energy.config import Settings
from services.energy.tests.integration.conftest import KeyServer, RunningService, serving
from services.energy.tests.integration.test_service import (
    ALICE,
    BOB,
    CAROL,
    COMMUNITY,
    facility_state,
    tell_registry,
)
from services.energy.tests.samples import HOME, ROOF

PATH = f"/energy-data/community/{COMMUNITY}/distribution-policy"
POLICY = {"parts": {"coefficients": 1}, "coefficients": {str(HOME): 3, str(ROOF): 1}}
AN_HOUR_OF_JULY = f"""
insert into quarter_hour (facility_id, quarter_start, import_uj, export_uj, coverage_ms)
select f.id, t, f.import_wh * 3600000000, f.export_wh * 3600000000, 900000
from generate_series(timestamptz '2026-07-01T10:00Z', '2026-07-01T10:45Z', interval '15 min') t,
     (values ('{HOME}'::uuid, 3000::bigint, 0::bigint), ('{ROOF}', 0, 2000))
         as f (id, import_wh, export_wh)
"""


async def tell_plant(bus: Bus) -> None:
    """ROOF's plant of 4.5 kW in Marche is new enough for the premium."""
    known = structs.replace(
        facility_state(ROOF, BOB, "meter-2"), version=2, commissioned_on=date(2024, 5, 1)
    )
    await bus.publish(subjects.facility(ROOF), encode(known), message_id="plant")


async def send(
    service: RunningService, method: str, path: str, body: dict[str, Any]
) -> httpx.Response:
    headers = service.issuer.headers(CAROL)
    return await service.client.request(method, PATH + path, json=body, headers=headers)


async def test_a_policy_is_decided_kept_and_tried(
    settings: Settings, key_server: KeyServer, bus: Bus, database: "asyncpg.Connection[Any]"
) -> None:
    await tell_registry(bus)
    await tell_plant(bus)
    async with serving(settings, key_server.issuer) as service:

        async def is_known() -> bool:
            path = f"community/{COMMUNITY}/distribution-policy"
            return (await service.get(path, ALICE)).status_code == 200

        await eventually(is_known)
        await database.execute(AN_HOUR_OF_JULY)
        decided = await asyncio.gather(*(send(service, "PUT", "", POLICY) for _ in range(4)))
        listed = await service.get(f"community/{COMMUNITY}/distribution-policy/version", ALICE)

        async def tried() -> dict[str, Any] | None:
            """As soon as the registry has told of the plant."""
            question = {"policy": POLICY, "from": "2026-07"}
            found: dict[str, Any] = (await send(service, "POST", "/simulation", question)).json()
            return found if found["totalEur"] else None

        answer = await eventually(tried)

    assert {answer.status_code for answer in decided} <= {200, 409}
    made = sum(answer.status_code == 200 for answer in decided)
    assert [item["number"] for item in listed.json()] == list(range(made, 0, -1))
    assert listed.json()[0]["policy"]["coefficients"] == {str(HOME): 3}
    stored = await database.fetch("select facility_ids, coefficients from distribution_policy")
    assert {tuple(zip(*row, strict=True)) for row in stored} == {((HOME, 3), (ROOF, 1))}
    assert answer["totalEur"] == 0.76  # 8 kWh: 0.672 at 80 + 4 EUR/MWh, 0.08456 of valorization
    assert "prices_missing" in answer["provisionalBecause"]
    lines = [*answer["facilities"], answer["funds"], answer["social"]]
    cents = [round(line["proposedEur"] * 100) for line in lines]
    assert sum(cents) == round(answer["totalEur"] * 100)
