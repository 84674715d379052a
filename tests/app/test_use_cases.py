"""The thesis' use cases and extensions that no other journey shows, each under a minute (NF5)."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import pandas as pd
import pytest
from playwright.async_api import Browser, Page, expect

from devstack.people.connection import ApiProblem
from devstack.people.mailbox import Mailbox
from devstack.people.person import People
from devstack.supervisor.stack import Stack
from libs.chassis.testing.eventually import eventually
from tests.app.browser import PHONE, Size, new_page
from tests.app.marks import LONG_JOURNEY
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
from tests.village import PASSWORD, a_community, a_device_id, a_flat, a_roof, an_identity

pytestmark = LONG_JOURNEY

_BETWEEN_MAILS_MS: Final = 45_000
"""So long at most one waits for another code: half a minute, and what the machine takes."""


async def test_a_sign_up_that_was_left_is_gone_on_with(browser: Browser, stack: Stack) -> None:
    """Use case "Sign up", not completed (FR1.3): signing in leads to the code, sent once more."""
    email, mailbox = an_identity("Ugo").email, Mailbox(stack.mail_folder)
    async with new_page(browser, stack.url, PHONE) as page:
        await page.goto("/sign-up")
        await type_into(page, "Email", email)
        await type_into(page, "Password", PASSWORD)
        await press(page, "Create the account")
        await title_is(page, "Confirm your email")
        first = await mailbox.next_code(email, after=0)
        with within_a_minute():
            await page.goto("/sign-in")
            await type_into(page, "Email", email)
            await type_into(page, "Password", PASSWORD)
            await press(page, "Sign in")
            await expect(page.get_by_text("Only the code is missing")).to_be_visible()
            await press(page, "Enter the code")
            await title_is(page, "Confirm your email")
            again = page.get_by_role("button", name="Send a new code")
            await expect(again).to_be_enabled(timeout=_BETWEEN_MAILS_MS)
            await again.click()
            code = await mailbox.next_code(email, after=1)
            await type_into(page, "Code of six digits", code)
            await press(page, "Confirm")
            await expect(page.get_by_text("Your email is confirmed.")).to_be_visible()
            await type_into(page, "Password", PASSWORD)
            await press(page, "Sign in")
            await title_is(page, "Now")
        assert code != first


async def test_a_session_that_was_ended_opens_nothing(page: Page, people: People) -> None:
    """FR2.3: neither the app nor its tokens; what was looked at is not there any more."""
    person = await a_proving_user(people, "Sara")
    await sign_in(page, person)
    kept = json.loads(await page.evaluate("() => localStorage.getItem('meriggio.session')"))
    with within_a_minute():
        await go_to(page, "More")
        await press(page, "Sign out")
        await page.get_by_role("dialog").get_by_role("button", name="Sign out").click()
        await title_is(page, "Sign in")
    await page.goto("/facilities")
    await title_is(page, "Sign in")
    body = {"refreshToken": kept["refreshToken"]}
    with pytest.raises(ApiProblem) as refused:
        await person.account.connection.call("POST", "/user/refresh", body=body)
    assert refused.value.status == 401


async def test_a_facility_is_monitored_and_its_data_are_taken_away(
    page: Page, stack: Stack, people: People
) -> None:
    """Use case "Monitor facility" (FR3.1, FR3.3): its power as it turns, its history, a CSV."""
    mia = await a_proving_user(people, "Mia")
    home = await a_working_home(stack, mia, a_roof("Casa Mia"))
    now = datetime.now(UTC)
    await sign_in(page, mia)
    async with meter(stack.mqtt, home.device_id) as device:
        for minute in range(3):
            await device.measure(-2_000, now - timedelta(minutes=3 - minute))
        with within_a_minute():
            await go_to(page, "Facilities")
            await follow(page, "Casa Mia")
            card = page.get_by_role("main")
            await expect(card).to_contain_text("Feeding into the grid2.0 kW")
            await device.measure(1_200, datetime.now(UTC))
            await expect(card).to_contain_text("Drawing from the grid1.2 kW")
            await page.get_by_role("radio", name="Month").click()
            await follow(page, "Export the data")
            async with page.expect_download() as saving:
                await press(page, "Download the file")
    history = pd.read_csv(Path(await (await saving.value).path()))
    assert history["produced_Wh"].max() > 0


async def test_who_leaves_the_form_of_a_facility_changes_nothing(
    page: Page, people: People
) -> None:
    """Use case "Update facility", not confirmed; and what is missing is told (FR6.3)."""
    ada = await a_proving_user(people, "Ada")
    facility_id = await ada.registry.create_facility(a_flat("Casa Ada"))
    await sign_in(page, ada)
    await open_screen(page, f"/facilities/{facility_id}")
    with within_a_minute():
        await follow(page, "Edit the settings")
        await field(page, "Name").clear()
        await press(page, "Save the changes")
        await expect(page.get_by_text("This is missing.")).to_be_visible()
        await type_into(page, "Name", "Villa Ada")
        await press(page, "Back")
        await title_is(page, "Casa Ada")
    assert (await ada.registry.facility(facility_id)).name == "Casa Ada"


async def test_who_is_given_access_sees_it_until_it_is_taken_away(
    page: Page, browser: Browser, stack: Stack, size: Size, people: People
) -> None:
    """FR6.1, FR5.4, FR6.4: invited, accepted, raised, taken away; a viewer changes nothing."""
    owner, guest = [await a_proving_user(people, name) for name in ("Piero", "Gina")]
    facility_id = await owner.registry.create_facility(a_flat("Casa Piero"))
    await sign_in(page, owner)
    await open_screen(page, f"/facilities/{facility_id}/people")
    with within_a_minute():
        await type_into(page, "Email", guest.account.identity.email)
        await press(page, "Send the invitation")
        await expect(page.get_by_text("Invitation as viewer")).to_be_visible()
    async with new_page(browser, stack.url, size) as hers:
        await sign_in(hers, guest)
        with within_a_minute():
            await go_to(hers, "Facilities")
            await press(hers, "Accept")
            await is_told(hers, "Now you see Casa Piero.")
            await follow(hers, "Casa Piero")
            await title_is(hers, "Casa Piero")
            await expect(hers.get_by_text("Give up my access")).to_be_visible()
        for name in ("Edit the settings", "Remove the facility", "Who has access"):
            await expect(hers.get_by_text(name)).to_have_count(0)
        await hers.goto(f"/facilities/{facility_id}/edit")
        await expect(hers.get_by_text("Not for your role")).to_be_visible()
        await expect(field(hers, "Name")).to_have_count(0)
        await press(hers, "Go to the facility")
        await title_is(hers, "Casa Piero")
    assert (await owner.registry.facility(facility_id)).name == "Casa Piero"
    role = page.get_by_role("button", name=re.compile("^Change the role: (?!You)"))

    async def is_listed() -> bool:
        # What was read a moment ago is not asked again by itself.
        await open_screen(page, f"/facilities/{facility_id}/people")
        return await role.count() == 1

    await eventually(is_listed, interval_s=1, timeout_s=60)
    with within_a_minute():
        await role.click()
        dialog = page.get_by_role("dialog")
        await dialog.get_by_role("radio", name="Manager").click()
        await dialog.get_by_role("button", name="Save the changes").click()
        await is_told(page, "The role has been changed.")
        await page.get_by_role("button", name=re.compile("^Take the access away: ")).click()
        await press(page, "Take it away")
        await is_told(page, "The access has been taken away.")
    assert await guest.registry.facilities() == []


async def test_a_removal_that_fails_leaves_the_device(page: Page, people: People) -> None:
    """Use case "Delete device", the removal fails (FR7.3, FR7.4): told, and nothing is changed."""
    olmo, vera = [await a_proving_user(people, name) for name in ("Olmo", "Vera")]
    facility_id = await olmo.registry.create_facility(a_flat("Casa Olmo"))
    await olmo.registry.attach_device(facility_id, a_device_id())
    await olmo.registry.give_access(vera.account.user_id, facility_id, "owner")
    await sign_in(page, vera)
    await open_screen(page, f"/facilities/{facility_id}/device")
    # Meanwhile somebody else takes the role away that the screen was opened with.
    await olmo.registry.give_access(vera.account.user_id, facility_id, "viewer")
    with within_a_minute():
        await press(page, "Remove the device")
        dialog = page.get_by_role("dialog")
        await dialog.get_by_role("button", name="Remove the device").click()
        await expect(dialog).to_contain_text("Only an owner of the facility may do this.")
        await dialog.get_by_role("button", name="Cancel").click()
    assert (await olmo.registry.facility(facility_id)).device is not None


async def test_who_leaves_the_form_of_a_community_changes_nothing(
    page: Page, browser: Browser, stack: Stack, people: People
) -> None:
    """Use case "Update community", not confirmed; members are told whose area it is (FR8.4)."""
    rita, mina = [await a_proving_user(people, name) for name in ("Rita", "Mina")]
    community_id = await rita.registry.create_community(a_community("CER Ferma"))
    flat = await mina.registry.create_facility(a_flat("Casa Mina"))
    for side in (mina, rita):
        await side.registry.consent_to_membership(community_id, flat)
    await sign_in(page, rita)
    await open_screen(page, f"/communities/{community_id}/manage")
    with within_a_minute():
        await follow(page, "The community's data")
        await type_into(page, "Name", "CER Mossa")
        await press(page, "Back")
        await title_is(page, "Manage the community")
    assert [known.name for known in await rita.registry.communities()] == ["CER Ferma"]
    async with new_page(browser, stack.url, PHONE) as hers:
        await sign_in(hers, mina)
        await hers.goto(f"/communities/{community_id}/manage/edit")
        await expect(hers.get_by_text("This is the representative's area")).to_be_visible()
