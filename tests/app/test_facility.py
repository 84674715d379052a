"""Use cases "Monitor", "Add", "Update" and "Delete facility" in the app, each under a minute."""

from typing import Final

import pytest
from playwright.async_api import Page, expect

from devstack.people.person import People
from tests.app.axe import look_through, violations_by_screen
from tests.app.browser import Size
from tests.app.marks import JOURNEY
from tests.app.members import a_proving_user
from tests.app.steps import (
    choose,
    follow,
    go_to,
    press,
    sign_in,
    title_is,
    type_into,
    within_a_minute,
)
from tests.village import SUBSTATION, Village, a_flat, a_roof

pytestmark = JOURNEY


async def fill_in_a_roof(page: Page, name: str) -> None:
    """All steps of the form but its last press."""
    await type_into(page, "Name", name)
    await choose(page, "Region", "Toscana")
    await type_into(page, "Code of the primary substation", SUBSTATION)
    await press(page, "Next")
    await page.get_by_role("radio", name="Self-consumer").click()
    await press(page, "Next")
    await type_into(page, "Contract power", "3.3")
    await choose(page, "Meter", "GEMIS")
    await press(page, "Next")
    await type_into(page, "Peak power of the plant", "6")


async def remove(page: Page, *, confirmed: bool) -> None:
    """Asked for on a facility's screen, and then confirmed or not."""
    await press(page, "Remove the facility")
    answer = "Remove" if confirmed else "Cancel"
    await press(page, answer)


async def test_a_facility_is_added_corrected_and_removed(page: Page, people: People) -> None:
    """FR5.1 to FR5.3, FR6.2, from having none to having none again."""
    olga = await a_proving_user(people, "Olga")
    await sign_in(page, olga)
    await go_to(page, "Facilities")
    await expect(page.get_by_text("No facility yet")).to_be_visible()
    with within_a_minute():
        await press(page, "Add a facility")
        await press(page, "Next")
        await expect(page.get_by_text("This is missing.")).to_have_count(3)
        await fill_in_a_roof(page, "Casa Olga")
        await press(page, "Add the facility")
        await expect(page.get_by_text("This is missing.")).to_have_count(1)
        await type_into(page, "Operating since", "04/05/2023")
        await press(page, "Add the facility")
        await title_is(page, "Casa Olga")
    with within_a_minute():
        await follow(page, "Edit the settings")
        await type_into(page, "Name", "Casa di Olga")
        await press(page, "Save the changes")
        await title_is(page, "Casa di Olga")
    with within_a_minute():
        await remove(page, confirmed=False)
        await title_is(page, "Casa di Olga")
        await remove(page, confirmed=True)
        await expect(page.get_by_text("No facility yet")).to_be_visible()
        await press(page, "Restore")
        await follow(page, "Casa di Olga")
    with within_a_minute():
        await remove(page, confirmed=True)
        await press(page, "Dismiss the message")
        await follow(page, "Removed facilities")
        await press(page, "Restore")
        await expect(page.get_by_text("No removed facilities")).to_be_visible()


async def test_somebody_is_invited_and_sees_the_facility(page: Page, people: People) -> None:
    """FR6.1: by mail address, accepted in the app."""
    owner = await a_proving_user(people, "Piero")
    guest = await a_proving_user(people, "Gina")
    await owner.registry.create_facility(a_flat("Casa Piero"))
    await sign_in(page, owner)
    await go_to(page, "Facilities")
    await follow(page, "Casa Piero")
    await follow(page, "Who has access")
    await type_into(page, "Email", guest.account.identity.email)
    await press(page, "Send the invitation")
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
        await follow(page, "Casa Lina")
        await follow(page, "Community None")
        found = page.get_by_role("heading", name="Comunità di Borgo Sole")
        await expect(found.first).to_be_visible()
        await page.get_by_role("button", name="Ask to join").first.click()
        await expect(page.get_by_text("You asked to join", exact=False)).to_be_visible()
        await press(page, "Take the request back")
        await expect(page.get_by_text("You asked to join", exact=False)).to_have_count(0)


PLACES: Final = ("", "/edit", "/people", "/community", "/statement", "/export", "/audit")


@pytest.mark.parametrize("theme", ["dark", "light"])
async def test_every_screen_is_accessible(
    page: Page, size: Size, village: Village, theme: str
) -> None:
    """NF6: WCAG 2.2 up to AAA, and targets of 48 px, in both themes."""
    await look_through(page, size, theme, village.representative)
    home = village.homes[0].facility_id
    paths = ["/facilities", "/facilities/new", "/facilities/removed"]
    paths += [f"/facilities/{home}{place}" for place in PLACES]
    assert await violations_by_screen(page, paths) == {}
