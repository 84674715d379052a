"""Use cases "Create" and "Delete device" in the app, each under a minute (FR7.1 to FR7.4)."""

import re
from datetime import UTC, datetime
from uuid import UUID

import pytest
from playwright.async_api import Page, expect

from devstack.people.person import People, Person
from devstack.supervisor.stack import Stack
from libs.chassis.testing.eventually import eventually
from tests.app.axe import look_through, violations
from tests.app.browser import Size
from tests.app.marks import JOURNEY
from tests.app.members import a_proving_user
from tests.app.steps import (
    field,
    follow,
    go_to,
    is_told,
    open_screen,
    press,
    sign_in,
    title_is,
    type_into,
    within_a_minute,
)
from tests.journeys.fitting import a_working_home
from tests.journeys.meter import meter
from tests.village import a_device_id, a_flat

pytestmark = JOURNEY


async def open_device(page: Page, facility: str) -> None:
    """From Facilities, as one finds it."""
    await go_to(page, "Facilities")
    await follow(page, facility)
    await follow(page, "Device")
    await title_is(page, "Device")


async def type_label(page: Page, device_id: str, code: str) -> None:
    await type_into(page, "Device id", device_id)
    await type_into(page, "Code", code)
    await press(page, "Associate")


async def test_a_device_is_associated_by_its_label(
    page: Page, stack: Stack, people: People
) -> None:
    """FR7.1, FR7.3: a wrong code is told at its field, the right one leads to the readings."""
    pia = await a_proving_user(people, "Pia")
    await pia.registry.create_facility(a_flat("Casa Pia"))
    device_id = a_device_id()
    await sign_in(page, pia)
    await open_device(page, "Casa Pia")
    await expect(page.get_by_text("No device yet")).to_be_visible()
    with within_a_minute():
        await press(page, "Associate a device")
        await press(page, "Associate")
        await expect(page.get_by_text("Enter the id on the label.")).to_be_visible()
        await type_label(page, device_id, stack.code_on_label(a_device_id()))
        await expect(page.get_by_text("The code is another device's.")).to_be_visible()
        await expect(field(page, "Code")).to_have_attribute("aria-invalid", "true")
        await expect(field(page, "Device id")).not_to_have_attribute("aria-invalid", "true")
        await type_into(page, "Code", stack.code_on_label(device_id))
        await press(page, "Associate")
        progress = page.get_by_role("listitem", name="Code accepted, device associated")
        await expect(progress).to_be_visible()
    async with meter(stack.mqtt, device_id) as device:

        async def is_well() -> bool:
            # Readings from before the registry's news arrived counted for nobody.
            await device.measure(500, datetime.now(UTC))
            return await page.get_by_text("All is well: it measures and sends.").count() > 0

        await eventually(is_well, interval_s=0.5)
    await press(page, "See how it is")
    await expect(page.get_by_text("It measures and sends.", exact=True)).to_be_visible()
    await expect(page.get_by_role("list").get_by_text(device_id)).to_be_visible()
    # The browser's own history follows the screen, and Back goes by it.
    await expect(page).to_have_url(re.compile("/device$"))
    # Back is where one came from, not the form once more.
    await press(page, "Back")
    await title_is(page, "Casa Pia")


async def test_a_device_is_removed_once_it_is_confirmed(page: Page, people: People) -> None:
    """FR7.2: called off, nothing happens; confirmed, the facility has none."""
    remo = await a_proving_user(people, "Remo")
    facility_id = await remo.registry.create_facility(a_flat("Casa Remo"))
    device_id = a_device_id()
    await remo.registry.attach_device(facility_id, device_id)
    await sign_in(page, remo)
    await open_device(page, "Casa Remo")
    dialog = page.get_by_role("dialog", name="Remove the device?")
    with within_a_minute():
        await press(page, "Remove the device")
        await expect(dialog).to_contain_text("The readings so far stay.")
        await dialog.get_by_role("button", name="Cancel").click()
        await expect(dialog).to_have_count(0)
        assert await fitted(remo, facility_id) == device_id
        await press(page, "Remove the device")
        await dialog.get_by_role("button", name="Remove the device").click()
        await is_told(page, "The device has been removed.")
        await expect(page.get_by_text("No device yet")).to_be_visible()
    assert await fitted(remo, facility_id) is None


async def fitted(owner: Person, facility_id: UUID) -> str | None:
    device = (await owner.registry.facility(facility_id)).device
    return None if device is None else device.device_id


async def test_only_owners_are_offered_to_change_it(page: Page, people: People) -> None:
    """FR7.4: a viewer sees how it is, and whoever comes by the address is told why not."""
    vera, owner = [await a_proving_user(people, name) for name in ("Vera", "Olmo")]
    facility_id = await owner.registry.create_facility(a_flat("Casa Olmo"))
    await owner.registry.give_access(vera.account.user_id, facility_id, "viewer")
    await sign_in(page, vera)
    await open_device(page, "Casa Olmo")
    await expect(page.get_by_text("An owner of the facility can associate one.")).to_be_visible()
    await expect(page.get_by_role("button", name="Associate a device")).to_have_count(0)
    await page.goto(f"/facilities/{facility_id}/device/associate")
    await expect(page.get_by_text("Only the owners of this facility can enter.")).to_be_visible()
    await expect(field(page, "Device id")).to_have_count(0)
    assert await fitted(owner, facility_id) is None


@pytest.mark.parametrize("theme", ["dark", "light"])
async def test_the_screens_of_a_device_are_accessible(
    page: Page, size: Size, stack: Stack, people: People, theme: str
) -> None:
    """NF6: WCAG 2.2 up to AAA, and targets of 48 px, in both themes."""
    aldo = await a_proving_user(people, "Aldo")
    bare = await aldo.registry.create_facility(a_flat("Bare"))
    home = await a_working_home(stack, aldo, a_flat("Measured"))
    await look_through(page, size, theme, aldo)
    broken: dict[str, list[str]] = {}
    for facility_id in (bare, home.facility_id):
        for place in ("device", "device/associate"):
            path = f"/facilities/{facility_id}/{place}"
            await open_screen(page, path)
            if place.endswith("associate"):
                await press(page, "Associate")
                await expect(page.get_by_text("Enter the id on the label.")).to_be_visible()
            broken[path] = await violations(page)
    await page.goto(f"/facilities/{home.facility_id}/device")
    await press(page, "Remove the device")
    await expect(page.get_by_role("dialog")).to_be_visible()
    broken["dialog"] = await violations(page)
    assert not any(broken.values()), broken
