"""A page that stays open does not grow: memory and nodes over some minutes of live updates."""

from datetime import UTC, datetime, timedelta
from typing import Final

import pytest
from playwright.async_api import Browser, CDPSession, Page, expect

from devstack.supervisor.stack import Stack
from tests.app.browser import PATIENCE_MS, PHONE, new_page
from tests.app.steps import sign_in
from tests.figures import Figures
from tests.journeys.meter import Meter, meter
from tests.village import Village

pytestmark = [
    *(pytest.mark.slow, pytest.mark.timeout(600)),
    pytest.mark.asyncio(loop_scope="session"),
]

UPDATES: Final = 120
WARM_UP: Final = 30
"""Until the caches of the page and of the engine are full."""
MOST_GROWTH: Final = 0.15
"""Of what was taken after warming up: points of the day's curve are added, and nothing else."""
_POWERS_W: Final = (-2_000.0, -4_000.0)


async def test_memory_stays_as_it_is_while_figures_move(
    browser: Browser, stack: Stack, village: Village, figures: Figures
) -> None:
    """Each reading changes what is to be seen, which is waited for before the next one."""
    roof = village.homes[0]
    async with (
        meter(stack.mqtt, roof.device_id) as device,
        new_page(browser, stack.url, PHONE) as page,
    ):
        # A reading says what was between it and the one before.
        await device.measure(_POWERS_W[1], datetime.now(UTC) - timedelta(seconds=10))
        await sign_in(page, village.representative)
        cdp = await page.context.new_cdp_session(page)
        await _update(page, device, WARM_UP)
        heap, nodes = await _taken(cdp)
        await _update(page, device, UPDATES)
        heap_after, nodes_after = await _taken(cdp)
    figures.add(
        f"memory over {UPDATES} live updates: heap {heap / 1e6:.1f} to {heap_after / 1e6:.1f} MB, "
        f"nodes {nodes:.0f} to {nodes_after:.0f}"
    )
    assert heap_after <= heap * (1 + MOST_GROWTH)
    assert nodes_after <= nodes * (1 + MOST_GROWTH)


async def _update(page: Page, device: Meter, times: int) -> None:
    casa = page.get_by_role("link", name="Casa Rita")
    for number in range(times):
        # Never the same power twice in a row, so that each reading is seen.
        power_w = _POWERS_W[number % 2] - 100 * (number % 5)
        await device.measure(power_w, datetime.now(UTC))
        await expect(casa).to_contain_text(f"{-power_w / 1000:.1f}", timeout=PATIENCE_MS)


async def _taken(cdp: CDPSession) -> tuple[float, float]:
    """Bytes of the heap and nodes of the document, after collecting what nobody needs."""
    await cdp.send("Performance.enable")
    await cdp.send("HeapProfiler.collectGarbage")
    answer = await cdp.send("Performance.getMetrics")
    metrics = {one["name"]: one["value"] for one in answer["metrics"]}
    return metrics["JSHeapUsedSize"], metrics["Nodes"]
