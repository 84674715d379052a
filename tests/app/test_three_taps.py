"""Every function within three taps from home (NF5), found by what one presses is called."""

import re
from dataclasses import dataclass, replace
from typing import Final

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from devstack.people.person import People
from devstack.supervisor.stack import Stack
from tests.app.browser import PHONE, new_page
from tests.app.steps import sign_in
from tests.village import Village, a_community, an_identity

MOST_TAPS: Final = 3
HOUSE: Final = "Casa Rita"
VILLAGE: Final = "Open the community"


@dataclass(frozen=True, slots=True)
class Way:
    """To what a requirement asks for: what is tapped from home, and what is then there."""

    requirement: str
    taps: tuple[str, ...]
    ends_at: str


SIGNED_OUT: Final = (
    Way("FR1.1", ("Create an account",), "heading:Create an account"),
    Way("FR2.1", (), "button:Sign in"),
    Way("FR2.4", ("Sign in", "Forgotten your password?"), "heading:.*password"),
)
SIGNED_IN: Final = (
    Way("FR2.3", ("More", "Sign out"), "button:Sign out"),
    Way("FR2.4", ("More", "Password"), "heading:.*password"),
    Way("FR2.4", ("More", "Sessions"), "heading:.*[Ss]essions"),
    Way("FR2.4", ("More", "Delete the account"), "heading:Delete"),
    Way("FR2.4", ("More", "Export your data"), "heading:Export"),
    Way("FR3.1", ("Facilities", HOUSE), f"heading:{HOUSE}"),
    Way("FR3.2", (), "heading:Now"),
    Way("FR3.3", ("Facilities", HOUSE, "Export"), "heading:Export"),
    Way("FR4.1", ("Notifications",), "heading:Notifications"),
    Way("FR4.2", ("More", "Notifications"), "heading:Notification"),
    Way("FR5.1", ("Facilities", "Add a facility"), "heading:Add a facility"),
    Way("FR5.2", ("Facilities", HOUSE, "Remove the facility"), "button:Remove"),
    Way("FR6.1", ("Facilities", HOUSE, "Who has access"), "heading:Who has access"),
    Way("FR6.2", ("Facilities", HOUSE, "Edit the settings"), "button:Save"),
    Way("FR7.1", ("Facilities", HOUSE, "Device"), "heading:.*[Dd]evice"),
    Way("FR8.1", ("Communities", "Create a community"), "heading:Create a community"),
    Way("FR8.2", (VILLAGE, "Manage", "Remove the community"), "heading:Remove the community"),
    Way("FR9.1", (VILLAGE, "Manage", "Invite a facility"), "heading:Invite"),
)
REPRESENTING: Final = tuple(
    Way(requirement, ("Communities", "Manage {community}", place), ends_at)
    for requirement, place, ends_at in (
        ("FR4.2", "When members are told", "button:Save the policy"),
        ("FR8.2", "Remove the community", "heading:Remove the community"),
        ("FR9.1", "Invite a facility", "heading:Invite"),
        ("FR9.1", "Requests and invitations", "heading:Requests"),
        ("FR9.1", "The community's facilities", "heading:The community's facilities"),
        ("R6", "Monthly statements", "heading:Statements"),
        ("R6", "Official data of the meters", "heading:Official data"),
    )
)
"""In each of several communities that one represents."""


def test_no_way_is_longer_than_three_taps() -> None:
    ways = (*SIGNED_OUT, *SIGNED_IN, *REPRESENTING)
    assert [way for way in ways if len(way.taps) > MOST_TAPS] == []


def test_every_requirement_of_the_app_has_a_way() -> None:
    reached = {way.requirement.split(".")[0] for way in (*SIGNED_OUT, *SIGNED_IN)}
    assert reached == {f"FR{number}" for number in range(1, 10)}


@pytest.mark.slow
@pytest.mark.asyncio(loop_scope="session")
async def test_what_comes_before_signing_in(browser: Browser, stack: Stack) -> None:
    """FR1.1, FR2.1, FR2.4."""
    async with new_page(browser, stack.url, PHONE) as page:
        for way in SIGNED_OUT:
            await page.goto("/")
            await _walk(page, way)


@pytest.mark.slow
@pytest.mark.asyncio(loop_scope="session")
async def test_everything_is_near_home(browser: Browser, stack: Stack, village: Village) -> None:
    """FR2 to FR9, by the village's representative, who owns a facility."""
    async with new_page(browser, stack.url, PHONE) as page:
        await sign_in(page, village.representative)
        for way in SIGNED_IN:
            await page.goto("/now")
            await _walk(page, way)


@pytest.mark.slow
@pytest.mark.asyncio(loop_scope="session")
async def test_each_of_two_communities_is_near_home(
    browser: Browser, stack: Stack, people: People
) -> None:
    """NF5, FR8, FR9: their representative need not choose one first."""
    nora = await people.user(an_identity("Nora", proves=True))
    names = ("Valle Alta", "Valle Bassa")
    for name in names:
        await nora.registry.create_community(a_community(name))
    async with new_page(browser, stack.url, PHONE) as page:
        await sign_in(page, nora)
        for name in names:
            for way in REPRESENTING:
                await page.goto("/now")
                taps = tuple(tap.format(community=name) for tap in way.taps)
                await _walk(page, replace(way, taps=taps))


async def _walk(page: Page, way: Way) -> None:
    for name in way.taps:
        await _named(page, name).click()
    role, _, name = way.ends_at.partition(":")
    found = page.get_by_role(role, name=re.compile(name))  # type: ignore[arg-type]
    await expect(found.last, f"{way.requirement}: {' > '.join(way.taps)}").to_be_visible()


def _named(page: Page, name: str) -> Locator:
    """The first that is to be seen of what has this name, or begins with it."""
    begins = re.compile(f"^{re.escape(name)}")
    pressed = page.get_by_role("link", name=begins).or_(page.get_by_role("button", name=begins))
    return pressed.filter(visible=True).first
