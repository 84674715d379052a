"""Whoever confirms, confirms what was shown (FR5.2, FR6.2, FR8.2).

The app asks before it deletes or changes; without a confirmation it sends nothing. What it sends
names the version that was shown (If-Match): when somebody changed it meanwhile, the confirmation
was for something else, and nothing happens.
"""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
import pytest_asyncio

from devstack.people.person import Person
from devstack.supervisor.stack import Stack
from tests.village import a_community, a_device_id, a_flat, a_home, a_village

pytestmark = pytest.mark.asyncio(loop_scope="session")


@dataclass(frozen=True)
class _App:
    """Somebody's app: it remembers the version of what it shows."""

    http: httpx.AsyncClient
    path: str

    async def show(self) -> tuple[str, dict[str, Any]]:
        """The version, and what is shown."""
        answer = await self.http.get(self.path)
        answer.raise_for_status()
        return answer.headers["ETag"], answer.json()

    async def delete(self, shown: str) -> httpx.Response:
        return await self.http.delete(self.path, headers={"If-Match": shown})

    async def update(self, shown: str, body: Mapping[str, Any]) -> httpx.Response:
        return await self.http.put(self.path, headers={"If-Match": shown}, json=body)


@pytest_asyncio.fixture(loop_scope="session")
async def browser(stack: Stack, olga: Person) -> AsyncIterator[httpx.AsyncClient]:
    """Olga's."""
    headers = {"Authorization": f"Bearer {await olga.account.access_token()}"}
    async with httpx.AsyncClient(
        base_url=stack.url, headers=headers, trust_env=False, verify=False
    ) as client:
        yield client


async def test_a_facility_that_changed_before_the_confirmation_is_not_deleted(
    browser: httpx.AsyncClient, olga: Person
) -> None:
    """Use case "Delete facility", not confirmed."""
    home = await a_home(olga, a_flat("Flat"))
    app = _App(browser, f"/facility/{home.facility_id}")
    shown, _ = await app.show()
    exchanged = a_device_id()
    await olga.registry.attach_device(home.facility_id, exchanged)
    refusal = await app.delete(shown)
    assert (refusal.status_code, refusal.json()["code"]) == (412, "version_differs")
    shown, facility = await app.show()
    assert facility["device"]["deviceId"] == exchanged, "nothing happened"
    confirmed = await app.delete(shown)
    assert confirmed.json().get("deviceReleased") == exchanged, confirmed.text


async def test_a_facility_that_changed_before_the_confirmation_is_not_overwritten(
    browser: httpx.AsyncClient, olga: Person
) -> None:
    """Use case "Update facility", not confirmed."""
    facility_id = await olga.registry.create_facility(a_flat("Flat"))
    app = _App(browser, f"/facility/{facility_id}")
    shown, _ = await app.show()
    assert (await app.update(shown, a_flat("Attic").body())).status_code == 200
    refusal = await app.update(shown, a_flat("Cellar").body())
    assert (refusal.status_code, refusal.json()["code"]) == (412, "version_differs")
    shown, facility = await app.show()
    assert facility["name"] == "Attic", "nothing happened"
    assert (await app.update(shown, a_flat("Cellar").body())).json()["name"] == "Cellar"


async def test_a_community_that_changed_before_the_confirmation_is_not_deleted(
    browser: httpx.AsyncClient, olga: Person
) -> None:
    """Use case "Delete community", not confirmed; the dialog warns of what is still in it.

    Use case "Delete community", facilities still in it.
    """
    homes = [await a_home(olga, a_flat()) for _ in range(2)]
    village = await a_village(olga, a_community("Sole"), homes)
    app = _App(browser, f"/community/{village.community_id}")
    shown, community = await app.show()
    assert community["facilityCount"] == 2, "the warning"
    assert (await app.update(shown, a_community("Luna").body())).status_code == 200
    refusal = await app.delete(shown)
    assert (refusal.status_code, refusal.json()["code"]) == (412, "version_differs")
    assert len(await olga.registry.members(village.community_id)) == 2, "nothing happened"
    shown, community = await app.show()
    assert community["name"] == "Luna"
    assert (await app.delete(shown)).json()["facilitiesReleased"] == 2
    facility = await olga.registry.facility(homes[0].facility_id)
    assert facility.community is None, "it stays, without a community"


async def test_a_community_that_changed_before_the_confirmation_is_not_overwritten(
    browser: httpx.AsyncClient, olga: Person
) -> None:
    """Use case "Update community", not confirmed."""
    community_id = await olga.registry.create_community(a_community("Sole"))
    app = _App(browser, f"/community/{community_id}")
    shown, _ = await app.show()
    assert (await app.update(shown, a_community("Luna").body())).status_code == 200
    refusal = await app.update(shown, a_community("Marte").body())
    assert (refusal.status_code, refusal.json()["code"]) == (412, "version_differs")
    assert (await app.show())[1]["name"] == "Luna", "nothing happened"


async def test_what_is_shown_already_is_not_sent_again(
    browser: httpx.AsyncClient, olga: Person
) -> None:
    """Compressed by the edge or not: a tag that it gave is one that it knows."""
    home = await a_home(olga, a_flat("Flat"))
    app = _App(browser, f"/facility/{home.facility_id}")
    for coding in ("gzip", "identity"):
        answer = await browser.get(app.path, headers={"Accept-Encoding": coding})
        assert answer.headers.get("Content-Encoding", "identity") == coding
        known = {"Accept-Encoding": coding, "If-None-Match": answer.headers["ETag"]}
        assert (await browser.get(app.path, headers=known)).status_code == 304
