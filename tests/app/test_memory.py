"""A page that stays open does not grow: an hour of live updates, a second each, played in less."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

import nats
import pytest
from nats.aio.client import Client
from playwright.async_api import Browser, CDPSession, Page

from devstack.people.connection import ApiProblem
from devstack.people.person import People, Person
from devstack.supervisor.stack import Stack
from libs.chassis.testing.eventually import eventually
from libs.contracts import subjects
from libs.contracts.codec import encode
from libs.contracts.v1.live import BalanceUpdated
from tests.app.browser import PHONE, new_page
from tests.app.members import a_proving_user
from tests.app.steps import sign_in
from tests.figures import Figures
from tests.village import a_community, a_home, a_roof, a_village

pytestmark = [
    *(pytest.mark.slow, pytest.mark.timeout(1_200)),
    pytest.mark.asyncio(loop_scope="session"),
]

UPDATES: Final = 3_600
EVERY: Final = timedelta(seconds=1)
LOOKS: Final = 12
"""How often memory is taken in this hour: every five minutes."""
WARM_UP: Final = 4
"""Of them, until the caches of the page and of the engine are full."""
MOST_GROWTH: Final = 0.03
"""From the first looks after warming up to the last ones."""

# Resolves once the card of the verdict says so, at the change of the page that makes it true.
_SEEN: Final = """
(words) => new Promise((resolve) => {
  const isSeen = () =>
    document.querySelector('[data-testid="verdict"]')?.textContent.includes(words);
  if (isSeen()) return resolve(true);
  const observer = new MutationObserver(() => {
    if (!isSeen()) return;
    observer.disconnect();
    resolve(true);
  });
  observer.observe(document.body, { subtree: true, childList: true, characterData: true });
})
"""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a page holds once nobody needs the rest."""

    heap_bytes: float
    nodes: float
    listeners: float


async def test_memory_stays_as_it_is_over_an_hour_of_live_updates(
    browser: Browser, stack: Stack, people: People, figures: Figures
) -> None:
    """Each update goes over the bus and the real stream, and is seen before the next is sent.

    The page's own clock goes on a second with each, so that what it does by time it does, too.
    """
    rita = await a_proving_user(people, "Rita")
    home = await a_home(rita, a_roof("Casa Rita"))
    village = await a_village(rita, a_community(), [home])
    begin = datetime.now(UTC)
    bus = await nats.connect(stack.nats.url)
    taken: list[Taken] = []
    replica = _Replica(bus, village.community_id, begin)
    await replica.until_heard_by(rita)
    async with new_page(browser, stack.url, PHONE) as page:
        await page.clock.install(time=begin)
        await sign_in(page, rita)
        cdp = await page.context.new_cdp_session(page)
        for _ in range(LOOKS):
            await _go_on(page, replica, UPDATES // LOOKS)
            taken.append(await _take(cdp))
    await bus.close()
    figures.add(f"memory over {UPDATES} live updates: {_words(taken)}")
    early, late = taken[WARM_UP : WARM_UP + 4], taken[-4:]
    # The least of each: what is not yet collected comes on top, and says nothing.
    for name in Taken.__slots__:
        before, after = (min(getattr(one, name) for one in some) for some in (early, late))
        assert after <= before * (1 + MOST_GROWTH), f"{name} grow: {_words(taken)}"


class _Replica:
    """Publishes balances of a community, each of a second later, as the service's own do."""

    def __init__(self, bus: Client, community_id: UUID, begin: datetime) -> None:
        self._bus = bus
        self._community_id = community_id
        self._begin = begin
        self._numbers = itertools.count(1)

    async def publish(self) -> float:
        """The excess in W: never the same as one of the last minute, so that each is seen."""
        number = next(self._numbers)
        excess_w = 2_000.0 + 100 * (number % 70)
        balance = BalanceUpdated(
            community_id=self._community_id,
            as_of=self._begin + number * EVERY,
            produced_w=20_000,
            consumed_w=20_000 - excess_w,
            excess_w=excess_w,
            facilities_fresh=1,
            facilities_total=1,
        )
        await self._bus.publish(subjects.live_community(self._community_id), encode(balance))
        return excess_w

    async def until_heard_by(self, person: Person) -> None:
        """The service knows the community by now, and who may see it."""

        async def is_heard() -> bool:
            excess_w = await self.publish()
            try:
                balance = await person.engagement.balance(self._community_id)
            except ApiProblem:
                return False
            return balance.excess_power_w == excess_w

        await eventually(is_heard)


async def _go_on(page: Page, replica: _Replica, times: int) -> None:
    for _ in range(times):
        excess_w = await replica.publish()
        await page.evaluate(_SEEN, f"{excess_w / 1_000:.1f}")
        await page.clock.run_for(EVERY // timedelta(milliseconds=1))


async def _take(cdp: CDPSession) -> Taken:
    """After collecting what nobody needs."""
    await cdp.send("Performance.enable")
    await cdp.send("HeapProfiler.collectGarbage")
    answer = await cdp.send("Performance.getMetrics")
    metrics = {one["name"]: one["value"] for one in answer["metrics"]}
    return Taken(metrics["JSHeapUsedSize"], metrics["Nodes"], metrics["JSEventListeners"])


def _words(taken: Sequence[Taken]) -> str:
    heap = ", ".join(f"{one.heap_bytes / 1e6:.2f}" for one in taken)
    nodes = ", ".join(f"{one.nodes:.0f}" for one in taken)
    return f"heap {heap} MB; nodes {nodes}"
