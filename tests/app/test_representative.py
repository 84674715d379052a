"""Use cases "Create", "Update" and "Delete community" in the app, each under a minute."""

import re
from typing import Final
from uuid import UUID

import pytest
from playwright.async_api import Browser, Page, expect

from devstack.people.person import People, Person
from devstack.supervisor.stack import Stack
from tests.app.axe import look_through, violations_by_screen
from tests.app.browser import Size, new_page
from tests.app.marks import JOURNEY
from tests.app.members import a_proving_user
from tests.app.steps import (
    field,
    follow,
    go_to,
    open_managed,
    press,
    sign_in,
    title_is,
    type_into,
    within_a_minute,
)
from tests.village import Village, a_community, a_flat, a_roof

pytestmark = JOURNEY


async def a_represented_community(people: People, name: str) -> tuple[Person, UUID]:
    """A representative with a roof in the community."""
    rita = await a_proving_user(people, "Rita")
    community_id = await rita.registry.create_community(a_community(name))
    roof = await rita.registry.create_facility(a_roof("Casa Rita"))
    await rita.registry.consent_to_membership(community_id, roof)
    return rita, community_id


async def test_a_community_is_founded_changed_removed_and_restored(
    page: Page, people: People
) -> None:
    """FR8.1 to FR8.4: from a facility of one's own to a community, and back."""
    rita = await a_proving_user(people, "Rita")
    await rita.registry.create_facility(a_roof("Casa Rita"))
    await sign_in(page, rita)
    await go_to(page, "Communities")
    with within_a_minute():
        await press(page, "Create a community")
        await title_is(page, "Create a community")
        await press(page, "Create the community")
        await expect(page.get_by_text("Enter the community's name.")).to_be_visible()
        await type_into(page, "Name", "CER Valle Maira")
        await press(page, "Create the community")
        await title_is(page, "Manage the community")
    with within_a_minute():
        await follow(page, "The community's data")
        await type_into(page, "Name", "CER Alta Valle")
        await press(page, "Save")
        await title_is(page, "Manage the community")
        await expect(page.get_by_role("main")).to_contain_text("CER Alta Valle")
    with within_a_minute():
        await page.get_by_role("link", name="Invite a facility").click()
        await press(page, "Add Casa Rita")
        await expect(page.get_by_text("Casa Rita is in the community.").first).to_be_visible()
        await press(page, "Back")
        await page.get_by_role("link", name="Remove the community").click()
        await expect(page.get_by_text("A facility still belongs to the community.")).to_be_visible()
        await press(page, "Remove the community…")
        await press(page, "Cancel")
        await title_is(page, "Remove the community")
        await press(page, "Remove the community…")
        await page.get_by_label(re.compile("^To confirm")).fill("CER Alta Valle")
        await press(page, "Remove")
        await title_is(page, "Communities")
    with within_a_minute():
        await page.goto("/communities/removed")
        await press(page, "Restore")
        await title_is(page, "Manage the community")


async def test_a_request_is_accepted_and_an_invitation_taken_back(
    page: Page, people: People
) -> None:
    """FR9.1, FR9.2: nobody's facility is taken without consent."""
    rita, community_id = await a_represented_community(people, "CER delle Richieste")
    olga = await a_proving_user(people, "Olga")
    flat, attic = [await olga.registry.create_facility(a_flat(n)) for n in ("Flat", "Attic")]
    await olga.registry.consent_to_membership(community_id, flat)
    await sign_in(page, rita)
    with within_a_minute():
        await page.goto(f"/communities/{community_id}/manage")
        await press(page, "Answer")
        await press(page, "Accept")
        await expect(page.get_by_role("heading", name="Nobody waits")).to_be_visible()
        await page.get_by_role("button", name="Invite a facility").first.click()
        await press(page, "Send the invitation")
        await expect(page.get_by_text("Paste the facility's id.")).to_be_visible()
        await field(page, "The facility's id").fill(f"Ciao Rita, ecco: {attic}")
        await press(page, "Send the invitation")
        await expect(page.get_by_text("Invitation sent.").first).to_be_visible()
        await press(page, "Back")
        await press(page, "Take back")
        await expect(page.get_by_role("heading", name="Nobody waits")).to_be_visible()
    await open_managed(
        page, community_id, "The community's facilities", "The community's facilities"
    )
    with within_a_minute():
        await press(page, "Remove Flat")
        await expect(page.get_by_text("the community is forming again")).to_be_visible()
        await press(page, "Remove from the community")
        await expect(page.get_by_text("Flat", exact=True)).to_have_count(0)
    await open_managed(page, community_id, "Changes", "Changes")
    await expect(page.get_by_text("left", exact=False).first).to_be_visible()


async def test_the_role_is_handed_over_to_who_accepts(
    page: Page, browser: Browser, stack: Stack, size: Size, people: People
) -> None:
    rita, community_id = await a_represented_community(people, "CER del Cambio")
    olga = await a_proving_user(people, "Olga")
    flat = await olga.registry.create_facility(a_flat("Casa Olga"))
    for side in (olga, rita):
        await side.registry.consent_to_membership(community_id, flat)
    await sign_in(page, rita)
    await open_managed(page, community_id, "Hand over the role", "Hand over the role")
    with within_a_minute():
        await page.get_by_role("radio", name="The owner of Casa Olga").click()
        await press(page, "Propose")
        await expect(page.get_by_text("you can no longer manage the community")).to_be_visible()
        await page.get_by_role("dialog").get_by_role("button", name="Propose").click()
        await expect(page.get_by_role("heading", name="Waiting for an answer")).to_be_visible()
    async with new_page(browser, stack.url, size) as hers:
        await sign_in(hers, olga)
        await hers.goto(f"/communities/{community_id}/manage/handover")
        await press(hers, "Accept the role")
        await title_is(hers, "Manage the community")
    # What was read a moment ago is not asked again by itself.
    await page.goto(f"/communities/{community_id}/manage")
    await press(page, "Refresh")
    await expect(page.get_by_text("This is the representative's area")).to_be_visible()


async def test_conditions_are_ticked_off(page: Page, village: Village) -> None:
    """R1 to R4."""
    await sign_in(page, village.representative)
    await open_managed(page, village.community_id, "The law's conditions", "The law's conditions")
    await expect(page.get_by_text("At least two members")).to_be_visible()
    await expect(page.get_by_text("At most 30% of the power", exact=False)).to_be_visible()


PLACES: Final = (
    "",
    "/eligibility",
    "/members",
    "/offers",
    "/invite",
    "/edit",
    "/handover",
    "/audit",
    "/remove",
)


@pytest.mark.parametrize("theme", ["dark", "light"])
async def test_every_screen_is_accessible(
    page: Page, size: Size, village: Village, theme: str
) -> None:
    """NF6: WCAG 2.2 up to AAA, and targets of 48 px, in both themes."""
    await look_through(page, size, theme, village.representative)
    base = f"/communities/{village.community_id}/manage"
    paths = ["/communities/new", "/communities/removed", *(base + one for one in PLACES)]
    assert await violations_by_screen(page, paths) == {}
