"""A device's label read by the browser's camera, which is shown a picture of it (FR7.1)."""

import io
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

import pytest
import pytest_asyncio
import segno
from PIL import Image
from playwright.async_api import Browser, Page, expect

from devstack.people.person import People
from devstack.supervisor.stack import Stack
from tests.app.axe import see_whole_screens, violations
from tests.app.browser import PHONE, new_page, running_browser
from tests.app.marks import LONG_JOURNEY
from tests.app.members import a_proving_user
from tests.app.steps import field, is_told, looks, open_screen, press, sign_in, within_a_minute
from tests.village import a_device_id, a_flat

pytestmark = LONG_JOURNEY

_PICTURE: Final = (640, 480)
_GROUND: Final = (96, 104, 112)
_FRAMES: Final = 30
SCAN: Final = "Scan the QR code"


def show(film: Path, code: str) -> None:
    """To the camera, which sees a label held a little askew: JPEG after JPEG."""
    printed = io.BytesIO()
    segno.make(code, micro=False).save(printed, kind="png", scale=6)
    label = Image.open(printed).convert("RGBA").rotate(7, expand=True)
    picture = Image.new("RGB", _PICTURE, _GROUND)
    left, top = ((whole - part) // 2 for whole, part in zip(_PICTURE, label.size, strict=True))
    picture.paste(label, (left, top), label)
    frame = io.BytesIO()
    picture.save(frame, "JPEG", quality=80)
    film.write_bytes(frame.getvalue() * _FRAMES)


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the camera's picture comes from; each test makes its own."""
    return tmp_path_factory.mktemp("camera") / "film.mjpeg"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def camera(browser: Browser, film: Path) -> AsyncIterator[Browser]:
    """A browser with a camera, beside the one without."""
    assert browser.is_connected()
    async with running_browser(
        "--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={film}"
    ) as running:
        yield running


async def a_form(page: Page, people: People) -> str:
    """Of somebody who holds a device in their hand; its id."""
    zoe = await a_proving_user(people, "Zoe")
    facility_id = await zoe.registry.create_facility(a_flat("Casa Zoe"))
    await sign_in(page, zoe)
    await open_screen(page, f"/facilities/{facility_id}/device/associate")
    return a_device_id()


@pytest.mark.parametrize("form", ["{id}\t{code}", "https://meriggio.example/d?id={id}&code={code}"])
async def test_a_label_is_scanned_and_its_device_associated(
    camera: Browser, film: Path, stack: Stack, people: People, form: str
) -> None:
    """FR7.1: as labels are printed, and as a link; nothing of it is typed."""
    async with new_page(camera, stack.url, PHONE) as page:
        device_id = await a_form(page, people)
        code = stack.code_on_label(device_id)
        show(film, form.format(id=device_id, code=code))
        await page.context.grant_permissions(["camera"])
        with within_a_minute():
            await press(page, SCAN)
            await expect(field(page, "Device id")).to_have_value(device_id)
            await expect(field(page, "Code")).to_have_value(code)
            await is_told(page, f"Read: {device_id}")
            await expect(page.locator("video")).to_have_count(0)
            await press(page, "Associate")
            progress = page.get_by_role("listitem", name="Code accepted, device associated")
            await expect(progress).to_be_visible()


@pytest.mark.parametrize("theme", ["dark", "light"])
async def test_another_code_is_told_to_be_none(
    camera: Browser, film: Path, stack: Stack, people: People, theme: str
) -> None:
    """FR7.3, NF6: it goes on looking, and one may type instead."""
    show(film, "WIFI:S:Casa Zoe;T:WPA;P:segreto;;")
    async with new_page(camera, stack.url, PHONE) as page:
        await looks(page, theme)
        await a_form(page, people)
        await page.context.grant_permissions(["camera"])
        await press(page, SCAN)
        await expect(page.get_by_text("This QR code is not a device's.")).to_be_visible()
        await see_whole_screens(page, PHONE)
        assert await violations(page) == []
        await press(page, "Type it instead")
        await expect(page.locator("video")).to_have_count(0)
        await expect(field(page, "Device id")).to_have_value("")


async def test_without_a_camera_one_is_told_to_type(page: Page, people: People) -> None:
    """FR7.3."""
    await a_form(page, people)
    await press(page, SCAN)
    told = page.get_by_text(re.compile("^(There is no camera|The camera is blocked)"))
    await expect(told).to_be_visible()
    await expect(field(page, "Device id")).to_be_editable()
