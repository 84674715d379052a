"""Use cases "Sign up" and "Sign in" in the app, and what one does with an account (FR1, FR2)."""

import json
import re
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.async_api import Page, expect
from playwright.async_api import TimeoutError as PlaywrightTimeoutError

from devstack.people.mailbox import Mailbox
from devstack.people.person import People, Person
from devstack.supervisor.stack import Stack
from services.user.tests.authenticator import Authenticator
from tests.app.axe import violations
from tests.app.marks import JOURNEY
from tests.app.members import a_proving_user
from tests.app.steps import field, go_to, is_told, looks, press, sign_in, type_into, within_a_minute
from tests.village import an_identity

pytestmark = JOURNEY

PASSWORD: Final = "quattro caffè al sole"
ANOTHER: Final = "cinque tè alla menta"

_SOFT_AUTHENTICATOR: Final = """
(() => {
  const credential = (json) =>
    Object.defineProperty(Object.create(PublicKeyCredential.prototype), "toJSON", {
      value: () => json,
    });
  for (const name of ["parseCreationOptionsFromJSON", "parseRequestOptionsFromJSON"]) {
    const parse = PublicKeyCredential[name].bind(PublicKeyCredential);
    PublicKeyCredential[name] = (json) => (parse(json), json);
  }
  navigator.credentials.create = async ({ publicKey }) => credential(await softCreate(publicKey));
  navigator.credentials.get = async ({ publicKey }) => credential(await softSign(publicKey));
})();
"""


async def test_signing_up_takes_less_than_a_minute(page: Page, stack: Stack) -> None:
    """FR1.1, FR1.2, FR1.3, NF11: errors by field, the code from the mail, and one is in."""
    email = an_identity("Ada").email
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.post_data or ""))
    with within_a_minute():
        await page.goto("/")
        await press(page, "Create an account")
        await press(page, "Create the account")
        await expect(page.get_by_text("Enter your email.")).to_be_visible()
        await type_into(page, "Email", email)
        await type_into(page, "Password", PASSWORD)
        await press(page, "Create the account")
        code = await Mailbox(stack.mail_folder).next_code(email, after=0)
        await type_into(page, "Code of six digits", code)
        await press(page, "Confirm")
        await expect(page).to_have_url(re.compile("/now$"))
    assert not [one for one in sent if PASSWORD in one]


async def test_a_wrong_code_and_a_link_from_the_mail(page: Page, stack: Stack) -> None:
    """FR1.3: the extension "not completed", and the link that fills the code in."""
    email = an_identity("Bea").email
    await page.goto("/sign-up")
    await field(page, "Email").fill(email)
    await field(page, "Password").fill(PASSWORD)
    await press(page, "Create the account")
    code = await Mailbox(stack.mail_folder).next_code(email, after=0)
    wrong = "000000" if code != "000000" else "111111"
    await field(page, "Code of six digits").fill(wrong)
    await press(page, "Confirm")
    await expect(page.get_by_role("alert")).to_contain_text("The code is wrong")
    await page.goto(f"/confirm?email={email}&code={code}")
    await press(page, "Confirm")
    # The page was loaded anew, so nothing knows the password any more.
    await expect(page.get_by_text("Your email is confirmed.")).to_be_visible()
    await expect(field(page, "Email")).to_have_value(email)


async def test_a_forgotten_password(page: Page, stack: Stack, people: People) -> None:
    """FR2.4: a code, a new password, and one is in; the older one no longer opens."""
    person = await a_proving_user(people, "Carla")
    email, mailbox = person.account.identity.email, Mailbox(stack.mail_folder)
    before = len(mailbox.codes(email))
    await page.goto("/sign-in")
    await press(page, "Forgotten your password?")
    await field(page, "Email").fill(email)
    # One mail in half a minute to an address, and the one of signing up has just gone out.
    while "/reset-password" not in page.url:
        await press(page, "Send me the code")
        with suppress(PlaywrightTimeoutError):
            await page.wait_for_url("**/reset-password?*", timeout=5_000)
    code = await mailbox.next_code(email, after=before)
    await field(page, "Code of six digits").fill(code)
    await field(page, "New password").fill(ANOTHER)
    await press(page, "Save the new password")
    await expect(page).to_have_url(re.compile("/now$"))


async def test_from_the_profile_to_the_last_day(page: Page, people: People) -> None:
    """FR2.4: profile, password, sessions, export, and deletion for good."""
    person = await a_proving_user(people, "Dora")
    await sign_in(page, person)
    await page.goto("/settings/profile")
    await page.get_by_label(re.compile("^Name")).fill("Dora Bianchi")
    await press(page, "Save")
    await is_told(page, "Profile saved.")
    await _change_password(page, person)
    await _end_other_sessions(page)
    await _export(page, person)
    await _delete(page, person)


async def _change_password(page: Page, person: Person) -> None:
    await page.goto("/settings/password")
    await field(page, "Present password").fill("another one")
    await field(page, "New password").fill(ANOTHER)
    await press(page, "Change the password")
    await expect(page.get_by_text("The present password is wrong.")).to_be_visible()
    present = person.account.identity.password
    await field(page, "Present password").fill(present)
    await press(page, "Change the password")
    await is_told(page, "Password changed.")


async def _end_other_sessions(page: Page) -> None:
    await page.goto("/settings/sessions")
    await expect(page.get_by_text("This one")).to_be_visible()
    # Changing the password has ended them.
    await expect(page.get_by_text("You have no other open sessions.")).to_be_visible()


async def _export(page: Page, person: Person) -> None:
    await page.goto("/settings/export")
    async with page.expect_download() as saving:
        await press(page, "Prepare and save the file")
    kept = read(await (await saving.value).path())
    assert kept["account"]["profile"]["email"] == person.account.identity.email
    answered = {part["operation"] for part in kept["elsewhere"] if "data" in part}
    assert {"GET /user/facility", "GET /notification/export"} <= answered


def read(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))


async def _delete(page: Page, person: Person) -> None:
    await page.goto("/settings/delete-account")
    await field(page, "Your password").fill(ANOTHER)
    await press(page, "Go on")
    dialog = page.get_by_role("dialog")
    delete = dialog.get_by_role("button", name="Delete for good")
    await expect(delete).to_be_disabled()
    await dialog.get_by_role("searchbox").fill(person.account.identity.email)
    await delete.click()
    await expect(page).to_have_url(re.compile("/sign-in$"))
    await field(page, "Email").fill(person.account.identity.email)
    await field(page, "Password").fill(ANOTHER)
    await press(page, "Sign in")
    await expect(page.get_by_role("alert")).to_contain_text("wrong")


async def test_a_passkey_opens_the_account(page: Page, stack: Stack, people: People) -> None:
    """ADR 0020: added with a recent sign-in, then enough by itself; the device is a stand-in."""
    device = Authenticator(counts=False, origin=stack.url)
    await page.expose_function("softCreate", device.create)
    await page.expose_function("softSign", device.sign)
    await page.add_init_script(_SOFT_AUTHENTICATOR)
    # Browsers know passkeys only at a name.
    at = stack.url.replace("127.0.0.1", "localhost")
    person = await a_proving_user(people, "Enza")
    await page.goto(f"{at}/sign-in")
    await field(page, "Email").fill(person.account.identity.email)
    await field(page, "Password").fill(person.account.identity.password)
    await press(page, "Sign in")
    await expect(page).to_have_url(re.compile("/now$"))
    await page.goto(f"{at}/settings/passkeys")
    await field(page, "Name of the passkey").fill("Telefono di Enza")
    await press(page, "Add a passkey")
    await expect(page.get_by_text("Telefono di Enza")).to_be_visible()
    await page.goto(f"{at}/more")
    await press(page, "Sign out")
    await page.get_by_role("dialog").get_by_role("button", name="Sign out").click()
    await press(page, "Sign in with a passkey")
    await expect(page).to_have_url(re.compile("/now$"))


SIGNED_OUT: Final = (
    *("sign-in", "sign-up", "confirm", "forgotten-password"),
    "reset-password?email=anna@example.org",
)
SIGNED_IN: Final = (
    *("profile", "password", "passkeys", "sessions", "activity", "export", "delete-account"),
)


@pytest.mark.parametrize("theme", ["dark", "light"])
async def test_every_screen_of_the_account_is_accessible(
    page: Page, people: People, theme: str
) -> None:
    """NF6, in both themes."""
    await looks(page, theme)
    found: list[str] = []
    for path in SIGNED_OUT:
        await page.goto(f"/{path}")
        await expect(page.get_by_role("heading", level=1)).to_be_visible()
        found += [f"{path}: {one}" for one in await violations(page)]
    await sign_in(page, await a_proving_user(people, "Fede"))
    await go_to(page, "More")
    found += [f"more: {one}" for one in await violations(page)]
    for path in SIGNED_IN:
        await page.goto(f"/settings/{path}")
        await expect(page.get_by_role("heading", level=1)).to_be_visible()
        await expect(page.get_by_role("main").get_by_role("button").first).to_be_visible()
        found += [f"{path}: {one}" for one in await violations(page)]
    assert found == []
