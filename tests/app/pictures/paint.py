"""How soon something is to be seen: Now on a slow phone, with an empty cache."""

import asyncio
from statistics import median
from typing import Final

from playwright.async_api import Browser

from tests.app.browser import PHONE
from tests.app.pictures.demo import Demo

SLOWER: Final = 4
_TIMES: Final = 5
_PATIENCE_S: Final = 60

# When the screen's title, and the figure that the screen is for, are painted; ms since the start.
_WATCH: Final = """
window.allSeen = new Promise((resolve) => {
  const seen = {};
  const look = () => {
    const note = (name, found) => {
      if (found && seen[name] === undefined) seen[name] = performance.now();
    };
    note("title", document.querySelector("h1, [role=heading][aria-level='1']"));
    note("figure", /\\d\\s*k?W/.test(document.body?.innerText ?? ""));
    if (seen.title !== undefined && seen.figure !== undefined) resolve(seen);
    else requestAnimationFrame(look);
  };
  look();
});
"""


async def first_paint(browser: Browser, url: str, demo: Demo) -> str:
    """Medians in words. Raises TimeoutError where Now shows no figure."""
    taken = [await _once(browser, url, demo) for _ in range(_TIMES)]
    title, figure = (median(one[name] for one in taken) for name in ("title", "figure"))
    return (
        f"Now at {SLOWER}x CPU throttle, median of {_TIMES} first visits: "
        f"title after {title:.0f} ms, live figure after {figure:.0f} ms"
    )


async def _once(browser: Browser, url: str, demo: Demo) -> dict[str, float]:
    context = await browser.new_context(
        base_url=url, viewport={"width": PHONE.width, "height": PHONE.height}, locale="it-IT"
    )
    context.set_default_timeout(_PATIENCE_S * 1000)
    try:
        page = await context.new_page()
        await page.goto("/icons/icon-192.png")
        await page.evaluate(
            "(kept) => localStorage.setItem('meriggio.session', kept)", demo.session
        )
        cdp = await context.new_cdp_session(page)
        await cdp.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        await page.add_init_script(_WATCH)
        await page.goto("/now")
        async with asyncio.timeout(_PATIENCE_S):
            seen: dict[str, float] = await page.evaluate("() => window.allSeen")
        return seen
    finally:
        await context.close()
