"""Being told while the app is closed, by the real service worker (FR4.1, FR4.2).

The push service is a stand-in, which checks who pushes and decrypts; what came out is handed to the
browser by its own protocol.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, Worker

from devstack.people.person import People, people_at
from devstack.supervisor.stack import Stack
from libs.chassis.testing.eventually import eventually
from libs.chassis.testing.self_signed import self_signed
from libs.chassis.testing.tcp_stand_in import LOOPBACK
from tests.app.browser import CHROMIUM, PHONE, new_page, running_browser
from tests.app.push_service import push_service
from tests.app.steps import is_told, open_screen, press, sign_in, title_is
from tests.app.surplus import BEGAN, SURPLUS_W, a_members_home, measure
from tests.stage import fresh_stack

pytestmark = [
    *(pytest.mark.slow, pytest.mark.timeout(300)),
    pytest.mark.asyncio(loop_scope="module"),
]

_SHOWN: Final = """
async () => (await self.registration.getNotifications())
  .map(({ title, body, data }) => ({ title, body, data }))
"""

# No person presses it, so the browser would open nothing: what is to be opened is noted instead.
_PRESS: Final = """
async () => {
  const [notification] = await self.registration.getNotifications();
  const opened = new Promise((resolve) => {
    self.clients.openWindow = async (path) => resolve(path);
    WindowClient.prototype.focus = async function () { resolve(null); return this; };
  });
  self.dispatchEvent(new NotificationEvent("notificationclick", { notification }));
  return opened;
}
"""


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of the push service; the system's parts take it for one of a public authority."""
    return self_signed(tmp_path_factory.mktemp("push"), LOOPBACK)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stack(request: pytest.FixtureRequest, certificate: Path) -> AsyncIterator[Stack]:
    """One of its own: this one may push to the machine that it is on."""
    options = request.config.option
    settings = {"engagement": {"outward_networks": f"{LOOPBACK}/32"}}
    with pytest.MonkeyPatch.context() as surroundings:
        surroundings.setenv("SSL_CERT_FILE", str(certificate))
        async with fresh_stack(
            mqtt=options.mqtt, settings=settings, app_folder=options.app_web
        ) as running:
            yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def people(stack: Stack) -> AsyncIterator[People]:
    async with people_at(stack.url, stack.mail_folder, stack.code_on_label) as everybody:
        yield everybody


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    """On the loop of this module's stack."""
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not installed; with it the app is used in a browser")
    async with running_browser() as running:
        yield running


async def worker_of(page: Page, stack: Stack) -> tuple[Worker, str]:
    """The app's worker, and how the browser's protocol calls its registration."""
    cdp = await page.context.new_cdp_session(page)
    known: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    def note(event: dict[str, Any]) -> None:
        for one in event["registrations"]:
            if one["scopeURL"] == f"{stack.url}/" and not known.done():
                known.set_result(one["registrationId"])

    cdp.on("ServiceWorker.workerRegistrationUpdated", note)
    await cdp.send("ServiceWorker.enable")
    await page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    registration_id = await known
    [worker] = page.context.service_workers
    return worker, registration_id


async def test_a_member_is_told_while_the_app_is_closed(
    browser: Browser, stack: Stack, people: People, certificate: Path
) -> None:
    """Turned on, pushed, shown, opened; and over when one signs out."""
    home = await a_members_home(stack, people, "Elia")
    async with push_service(certificate) as service, new_page(browser, stack.url, PHONE) as page:
        await service.stand_behind(page.context)
        await sign_in(page, home.owner)
        await open_screen(page, "/settings/notifications")
        await page.get_by_role("switch", name="On this device").click()
        await is_told(page, "Saved.")
        assert service.is_subscribed
        worker, registration_id = await worker_of(page, stack)

        # Nothing of the app is open, only the browser.
        await page.goto("about:blank")
        await measure(stack, home, datetime.now(UTC) - BEGAN, SURPLUS_W, until_told=1)
        await eventually(lambda: len(service.pushed) == 1)
        [pushed], [told] = service.pushed, await home.owner.engagement.notifications()
        path = f"/communities/{told.community_id}/episodes/{told.episode_id}"
        assert (pushed["title"], pushed["data"]["path"]) == (told.title, path)

        cdp = await page.context.new_cdp_session(page)
        await cdp.send("ServiceWorker.enable")
        push = {"origin": stack.url, "registrationId": registration_id, "data": json.dumps(pushed)}
        await cdp.send("ServiceWorker.deliverPushMessage", push)
        shown = [{"title": told.title, "body": pushed["body"], "data": {"path": path}}]
        await eventually(lambda: _is_shown(worker, shown))
        assert await worker.evaluate(_PRESS) == path
        assert await worker.evaluate(_SHOWN) == []
        await page.goto(path)
        await title_is(page, told.title)
        # Somebody who looks at the app is told by the app.
        await cdp.send("ServiceWorker.deliverPushMessage", push)
        await is_told(page, told.title)
        assert await worker.evaluate(_SHOWN) == []

        await open_screen(page, "/more")
        await press(page, "Sign out")
        await page.get_by_role("dialog").get_by_role("button", name="Sign out").click()
        await title_is(page, "Sign in")
        await eventually(lambda: not service.is_subscribed)


async def _is_shown(worker: Worker, wanted: list[dict[str, Any]]) -> bool:
    return bool(await worker.evaluate(_SHOWN) == wanted)
