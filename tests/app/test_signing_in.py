"""Use case "Sign in" in the app, and what stands around every screen."""

from playwright.async_api import Page, Request, expect

from devstack.people.person import People
from tests.app.axe import violations
from tests.app.browser import DESKTOP, Size
from tests.app.marks import JOURNEY
from tests.app.steps import go_to, sign_in
from tests.village import PASSWORD, Village, a_user

pytestmark = JOURNEY


async def test_from_signing_in_to_ones_community(page: Page, village: Village) -> None:
    """FR2.1, FR3.2, NF11: the password stays in the browser."""
    sent: list[str] = []

    def note(request: Request) -> None:
        sent.append(f"{request.url} {request.post_data or ''}")

    page.on("request", note)
    await sign_in(page, village.representative)
    await expect(page.get_by_text("Comunità di Borgo Sole").first).to_be_visible()
    assert not [one for one in sent if PASSWORD in one]


async def test_a_wrong_password_is_told_at_once(page: Page, village: Village) -> None:
    """FR2.2: what was typed stays, and nothing falls back to sending the password (ADR 0019)."""
    await page.goto("/sign-in")
    await page.get_by_role("button", name="Sign in").click()
    await expect(page.get_by_text("Enter your email.")).to_be_visible()
    await page.get_by_label("Email").fill(village.representative.account.identity.email)
    await page.get_by_label("Password", exact=True).fill("another password")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    await page.get_by_role("button", name="Sign in").click()
    await expect(page.get_by_role("alert")).to_contain_text("wrong")
    await expect(page.get_by_label("Password", exact=True)).to_have_value("another password")
    assert not [url for url in asked if url.endswith("/user/sign-in")]


async def test_an_account_made_elsewhere_opens_when_its_person_says_so(
    page: Page, people: People
) -> None:
    """ADR 0019: an account with a hash; sending the password is a step of its own."""
    identity = (await a_user(people, "Elsa")).account.identity
    await page.goto("/sign-in")
    await page.get_by_label("Email").fill(identity.email)
    await page.get_by_label("Password", exact=True).fill(identity.password)
    await page.get_by_role("button", name="Sign in").click()
    await page.get_by_role("button", name="Send the password").click()
    await expect(page.get_by_role("navigation")).to_be_visible()


async def test_a_session_outlives_the_page_and_a_link_leads_where_it_says(
    page: Page, size: Size, village: Village
) -> None:
    await sign_in(page, village.representative)
    await page.goto(f"/communities/{village.community_id}")
    await expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.url.endswith(f"/communities/{village.community_id}")
    # Beside every screen where there is room; on a phone below the five places alone.
    navigation = page.get_by_role("navigation")
    assert await navigation.is_visible() == (size == DESKTOP)


async def test_one_screen_at_a_time_is_there_for_readers(page: Page, village: Village) -> None:
    """NF6: screens below the one in front are hidden from readers."""
    await sign_in(page, village.representative)
    await go_to(page, "Communities")
    await go_to(page, "Facilities")
    assert await page.get_by_role("heading", level=1).count() == 1
    assert await page.get_by_role("main").count() == 1


async def test_signing_in_is_accessible(page: Page) -> None:
    """NF6, NF2."""
    await page.goto("/sign-in")
    await expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert await violations(page) == []
