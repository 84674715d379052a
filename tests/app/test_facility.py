"""Use cases "Monitor", "Add", "Update" and "Delete facility" in the app, each under a minute."""

import re
from typing import Final

import pytest
from playwright.async_api import Page, expect

from devstack.people.person import People
from tests.app.axe import violations
from tests.app.browser import Size
from tests.app.members import a_proving_user
from tests.app.steps import PACE_MS, go_to, sign_in, within_a_minute
from tests.village import SUBSTATION, Village, a_flat, a_roof

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]

WHOLE_SCREEN_PX: Final = 4000


async def type_into(page: Page, label: str, text: str) -> None:
    await page.get_by_label(label, exact=True).press_sequentially(text, delay=PACE_MS)


async def choose(page: Page, field: str, option: str) -> None:
    await page.get_by_role("button", name=re.compile(f"^{field}: ")).click()
    await page.get_by_role("radio", name=option).click()


async def fill_in_a_roof(page: Page, name: str) -> None:
    """All steps of the form but its last press."""
    await type_into(page, "Name", name)
    await choose(page, "Region", "Toscana")
    await type_into(page, "Code of the primary substation", SUBSTATION)
    await page.get_by_role("button", name="Next").click()
    await page.get_by_role("radio", name="Self-consumer").click()
    await page.get_by_role("button", name="Next").click()
    await type_into(page, "Contract power", "3.3")
    await choose(page, "Meter", "GEMIS")
    await page.get_by_role("button", name="Next").click()
    await type_into(page, "Peak power of the plant", "6")


async def remove(page: Page, *, confirmed: bool) -> None:
    """Asked for on a facility's screen, and then confirmed or not."""
    await page.get_by_role("button", name="Remove the facility").click()
    answer = "Remove" if confirmed else "Cancel"
    await page.get_by_role("button", name=answer, exact=True).click()


async def test_a_facility_is_added_corrected_and_removed(page: Page, people: People) -> None:
    """FR5.1 to FR5.3, FR6.2, from having none to having none again."""
    olga = await a_proving_user(people, "Olga")
    await sign_in(page, olga)
    await go_to(page, "Facilities")
    await expect(page.get_by_text("No facility yet")).to_be_visible()
    with within_a_minute():
        await page.get_by_role("button", name="Add a facility").click()
        await page.get_by_role("button", name="Next").click()
        await expect(page.get_by_text("This is missing.")).to_have_count(3)
        await fill_in_a_roof(page, "Casa Olga")
        await page.get_by_role("button", name="Add the facility").click()
        await expect(page.get_by_text("This is missing.")).to_have_count(1)
        await type_into(page, "Operating since", "04/05/2023")
        await page.get_by_role("button", name="Add the facility").click()
        await expect(page.get_by_role("heading", level=1, name="Casa Olga")).to_be_visible()
    with within_a_minute():
        await page.get_by_role("link", name=re.compile("Edit the settings")).click()
        await page.get_by_label("Name", exact=True).fill("Casa di Olga")
        await page.get_by_role("button", name="Save the changes").click()
        await expect(page.get_by_role("heading", level=1, name="Casa di Olga")).to_be_visible()
    with within_a_minute():
        await remove(page, confirmed=False)
        await expect(page.get_by_role("heading", level=1, name="Casa di Olga")).to_be_visible()
        await remove(page, confirmed=True)
        await expect(page.get_by_text("No facility yet")).to_be_visible()
        await page.get_by_role("button", name="Restore").click()
        await page.get_by_role("link", name=re.compile("Casa di Olga")).click()
    with within_a_minute():
        await remove(page, confirmed=True)
        await page.get_by_role("button", name="Dismiss the message").click()
        await page.get_by_role("link", name="Removed facilities").click()
        await page.get_by_role("button", name="Restore").click()
        await expect(page.get_by_text("No removed facilities")).to_be_visible()


async def test_somebody_is_invited_and_sees_the_facility(page: Page, people: People) -> None:
    """FR6.1: by mail address, accepted in the app."""
    owner = await a_proving_user(people, "Piero")
    guest = await a_proving_user(people, "Gina")
    await owner.registry.create_facility(a_flat("Casa Piero"))
    await sign_in(page, owner)
    await go_to(page, "Facilities")
    await page.get_by_role("link", name=re.compile("Casa Piero")).click()
    await page.get_by_role("link", name=re.compile("Who has access")).click()
    await page.get_by_label("Email").fill(guest.account.identity.email)
    await page.get_by_role("button", name="Send the invitation").click()
    await expect(page.get_by_text("Invitation as viewer")).to_be_visible()


async def test_a_facility_asks_to_join_the_community_of_its_substation(
    page: Page, people: People, village: Village
) -> None:
    """FR9.1, R2: found by its substation, asked, and taken back."""
    lina = await a_proving_user(people, "Lina")
    await lina.registry.create_facility(a_roof("Casa Lina"))
    await sign_in(page, lina)
    await go_to(page, "Facilities")
    with within_a_minute():
        await page.get_by_role("link", name=re.compile("Casa Lina")).click()
        await page.get_by_role("link", name=re.compile("Community None")).click()
        found = page.get_by_role("heading", name="Comunità di Borgo Sole")
        await expect(found.first).to_be_visible()
        await page.get_by_role("button", name="Ask to join").first.click()
        await expect(page.get_by_text("You asked to join", exact=False)).to_be_visible()
        await page.get_by_role("button", name="Take the request back").click()
        await expect(page.get_by_text("You asked to join", exact=False)).to_have_count(0)


PLACES: Final = ("", "/edit", "/people", "/community", "/statement", "/export", "/audit")


@pytest.mark.parametrize("theme", ["dark", "light"])
async def test_every_screen_is_accessible(
    page: Page, size: Size, village: Village, theme: str
) -> None:
    """NF6: WCAG 2.2 up to AAA, and targets of 48 px, in both themes."""
    await sign_in(page, village.representative)
    # All of a screen is looked at: axe takes labels that are scrolled away for missing ones.
    await page.set_viewport_size({"width": size.width, "height": WHOLE_SCREEN_PX})
    await page.evaluate(
        "(kept) => localStorage.setItem('meriggio.preferences', kept)",
        f'{{"theme": "{theme}", "language": "en"}}',
    )
    broken: dict[str, list[str]] = {}
    home = village.homes[0].facility_id
    paths = ["/facilities", "/facilities/new", "/facilities/removed"]
    for path in [*paths, *(f"/facilities/{home}{place}" for place in PLACES)]:
        await page.goto(path)
        await expect(page.get_by_role("heading", level=1)).to_be_visible()
        await expect(page.get_by_label("Loading…")).to_have_count(0)
        broken[path] = await violations(page)
    assert not any(broken.values()), broken
