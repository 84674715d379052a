"""A community's day as server-sent events over a real server: at once, on change, to the end."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import httpx
import pytest

from libs.chassis.bus import Bus
from libs.chassis.testing.eventually import eventually
from services.energy.config import Settings
from services.energy.inbound.rounds import today
from services.energy.tests.integration.conftest import KeyServer, RunningService, serving
from services.energy.tests.integration.test_service import (
    CAROL,
    COMMUNITY,
    publish,
    received,
    tell_registry,
)
from services.energy.tests.samples import HOME, ROOF
from services.energy.usecases.accrual import todays

PATH = f"/energy-data/community/{COMMUNITY}/today"


@asynccontextmanager
async def events(client: httpx.AsyncClient, headers: dict[str, str]) -> AsyncIterator[Any]:
    """The data of a stream's events."""
    async with client.stream("GET", f"{PATH}/live", headers=headers) as response:
        assert response.status_code == httpx.codes.OK
        assert response.headers["content-type"].startswith("text/event-stream")
        yield (
            json.loads(line.removeprefix("data: "))
            async for line in response.aiter_lines()
            if line.startswith("data: ")
        )


def an_hour(minutes: range) -> list[tuple[str, bytes]]:
    """HOME takes 1 kW, ROOF feeds in 2 kW."""
    powers = [("meter-1", HOME, 1_000), ("meter-2", ROOF, -2_000)]
    return [received(60 * m, power, device, at) for m in minutes for device, at, power in powers]


async def test_screens_show_the_day_and_drain_with_the_service(
    settings: Settings, bus: Bus, key_server: KeyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(todays, "EVERY", timedelta(seconds=0.1))
    monkeypatch.setattr(today, "LOOK_EVERY_S", 0.05)
    settings = settings.model_copy(update={"streams_per_user": 1})
    headers = key_server.issuer.headers(CAROL)
    await tell_registry(bus)
    running = serving(settings, key_server.issuer)
    service = await running.__aenter__()
    await publish(bus, an_hour(range(31)))
    await eventually(lambda: has_fed_in(service, 1_000), timeout_s=20)
    url = f"http://{settings.http_host}:{settings.http_port}"
    async with (
        httpx.AsyncClient(base_url=url, trust_env=False, verify=False) as client,
        events(client, headers) as days,
    ):
        day = await anext(days)
        assert (day["hour"]["fedInWh"], day["hour"]["projected"]["fedInWh"]) == (1_000, 2_000)
        assert day["oneMoreKwh"]["availableWh"] == 1_000
        refused = await client.get(f"{PATH}/live", headers=headers)
        assert (refused.status_code, refused.json()["code"]) == (429, "too_many_streams")

        await publish(bus, an_hour(range(31, 46)))
        while day["hour"]["fedInWh"] < 1_500:  # what is stored in parts shows in parts
            day = await anext(days)
        assert day["today"]["sharedWh"] == 750

        await running.__aexit__(None, None, None)
        assert [day async for day in days] == []


async def has_fed_in(service: RunningService, energy_wh: float) -> bool:
    answer = await service.get(f"community/{COMMUNITY}/today", CAROL)
    return answer.status_code == httpx.codes.OK and answer.json()["hour"]["fedInWh"] == energy_wh
