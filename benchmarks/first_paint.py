"""`python -m benchmarks.first_paint`: how soon a slow device shows the app, on a demo that is up.

Chromium on a CPU throttled by CDP, at a phone's size, against the stack of `python -m devstack demo
--speed 1`, whose address and password it reads from the state folder.
"""

import argparse
import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

from playwright.async_api import CDPSession, Page, ViewportSize, async_playwright

from devstack.commands.options import base_port
from devstack.demo import memory
from devstack.demo.cast import REPRESENTATIVE_EMAIL
from devstack.supervisor.stack import DEFAULT_BASE_PORT
from devstack.supervisor.state import DEFAULT_STATE_FOLDER

_CHROMIUM: Final = Path("/usr/bin/chromium")
_PHONE: Final = ViewportSize(width=390, height=844)
_SETTLED_MS: Final = 4_000
"""After the figures: the answers are kept on the device, and the worker has what it keeps."""
_FORGOTTEN: Final = "cache_storage,service_workers"

_WATCH: Final = """
(() => {
  const seen = (window.seen = {});
  const marks = {
    title: () => document.querySelector("[role=heading], h1, input"),
    figure: () => document.body.textContent.includes("facilities reporting"),
  };
  const look = () => {
    for (const [name, isThere] of Object.entries(marks)) {
      if (!(name in seen) && document.body && isThere()) seen[name] = performance.now();
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})();
"""
_SCRIPTS: Final = """
(mark) => ({
  first: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0,
  title: window.seen.title,
  mark: window.seen[mark],
  bytes: performance.getEntriesByType("resource")
    .filter((one) => one.name.endsWith(".js") && one.responseEnd <= window.seen[mark])
    .reduce((sum, one) => sum + one.encodedBodySize, 0),
})
"""


@dataclass(frozen=True, slots=True)
class Visit:
    """Milliseconds since the navigation began; bytes of scripts, compressed, until the mark."""

    first: float
    title: float
    mark: float
    bytes: int


@dataclass(frozen=True, slots=True)
class Browsing:
    """A page on the demo, and the tools of its browser."""

    page: Page
    tools: CDPSession
    url: str

    async def visit(self, path: str, mark: str) -> Visit:
        """Opens a path as if typed. Raises TimeoutError where the mark does not come."""
        await self.page.goto("about:blank")
        await self.page.goto(f"{self.url}{path}", wait_until="commit")
        await self.page.wait_for_function("(mark) => window.seen?.[mark]", arg=mark)
        await self.page.wait_for_timeout(_SETTLED_MS)
        return Visit(**await self.page.evaluate(_SCRIPTS, mark))

    async def forget(self, storage: str) -> None:
        """Everything that the browser has of the app but the session."""
        await self.tools.send("Network.clearBrowserCache")
        await self.tools.send(
            "Storage.clearDataForOrigin", {"origin": self.url, "storageTypes": storage}
        )
        if self.page.url.startswith(self.url):
            await self.page.evaluate("localStorage.removeItem('meriggio.cache')")

    async def throttle(self, times: float) -> None:
        """How many times slower the processor is."""
        await self.tools.send("Emulation.setCPUThrottlingRate", {"rate": times})

    async def sign_in(self, email: str, password: str) -> None:
        """Ends on Now."""
        await self.page.goto(f"{self.url}/sign-in")
        await self.page.get_by_label("Email").fill(email)
        await self.page.get_by_label("Password", exact=True).fill(password)
        await self.page.get_by_role("button", name="Sign in", exact=True).click()
        await self.page.wait_for_function("() => window.seen.figure")
        await self.page.wait_for_timeout(_SETTLED_MS)


async def _measure(browsing: Browsing, password: str, runs: int, throttle: float) -> None:
    async def newcomer() -> Visit:
        await browsing.forget("all")
        return await browsing.visit("/", "title")

    async def first() -> Visit:
        await browsing.forget(_FORGOTTEN)
        return await browsing.visit("/now", "figure")

    async def again() -> Visit:
        return await browsing.visit("/now", "figure")

    await browsing.throttle(throttle)
    await _table("a newcomer's first page", newcomer, runs)
    await browsing.throttle(1)
    await browsing.sign_in(REPRESENTATIVE_EMAIL, password)
    await browsing.throttle(throttle)
    await _table("Now with nothing kept but the session", first, runs)
    await _table("Now once more", again, runs)


async def _table(what: str, visit: Callable[[], Awaitable[Visit]], runs: int) -> None:
    seen = [await visit() for _ in range(runs)]
    times = sorted(one.mark for one in seen)
    print(  # noqa: T201  what the command is for
        f"{what}: first paint {median(one.first for one in seen):.0f} ms, "
        f"title {median(one.title for one in seen):.0f} ms, "
        f"there {median(times):.0f} ms ({times[0]:.0f} to {times[-1]:.0f}), "
        f"scripts {median(one.bytes for one in seen) / 1000:.0f} kB"
    )


async def _run(options: argparse.Namespace) -> None:
    password = memory.load(options.state).password
    url = f"http://127.0.0.1:{options.base_port}"
    async with async_playwright() as playwright:
        # The sandbox needs privileges that containers do not give; all pages are our own.
        browser = await playwright.chromium.launch(executable_path=_CHROMIUM, args=["--no-sandbox"])
        context = await browser.new_context(viewport=_PHONE, locale="en-GB")
        page = await context.new_page()
        await page.add_init_script(_WATCH)
        browsing = Browsing(page, await context.new_cdp_session(page), url)
        await _measure(browsing, password, options.runs, options.throttle)
        await browser.close()


def main() -> None:
    """Prints medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--state", type=Path, default=DEFAULT_STATE_FOLDER, metavar="FOLDER")
    parser.add_argument("--base-port", type=base_port, default=DEFAULT_BASE_PORT, metavar="PORT")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--throttle", type=float, default=4.0, help="times slower (default: 4)")
    asyncio.run(_run(parser.parse_args()))


if __name__ == "__main__":
    main()
