"""A representative settles a month, and holds it against what GSE pays, in the app (R6)."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import pandas as pd
import pytest
from playwright.async_api import Page, expect
from pypdf import PdfReader

from tests.app.axe import look_through, violations, violations_by_screen
from tests.app.browser import PHONE, Size
from tests.app.marks import LONG_JOURNEY
from tests.app.steps import (
    field,
    follow,
    is_told,
    open_managed,
    open_screen,
    press,
    sign_in,
    title_is,
    type_into,
    within_a_minute,
)
from tests.journeys.a_month import BEGIN, FLATS, HOUR, MONTH, NAME, Month, read

pytestmark = LONG_JOURNEY

MONTH_NAME: Final = f"{MONTH:%B %Y}"


async def open_month(page: Page, month: Month) -> None:
    """From the representative's area, as one finds it."""
    await open_managed(page, month.village.community_id, "Monthly statements", "Statements")
    await follow(page, MONTH_NAME)
    await title_is(page, MONTH_NAME)


async def settle(page: Page, month: Month) -> dict[str, Any]:
    """By its button, which is called otherwise once the month has a version."""
    button = page.get_by_role("button", name=re.compile("^Settle it (again )?now"))
    await button.filter(visible=True).click()
    await expect(page.locator("[aria-live]").filter(has_text="Settled: version")).to_have_count(1)
    settled: dict[str, Any] = await read(month.rosa, f"{month.path}/settlement/{NAME}")
    return settled


async def saved(page: Page, button: str) -> Path:
    """The file that pressing it leaves among one's downloads."""
    async with page.expect_download() as saving:
        await press(page, button)
    download = await saving.value
    await is_told(page, f"Saved: {download.suggested_filename}")
    return Path(await download.path())


def text_of(pdf: Path) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(pdf).pages)


def euro(amount: float) -> str:
    return f"€{amount:,.2f}"


async def test_a_month_is_settled_and_its_files_are_saved(page: Page, month: Month) -> None:
    """R6, FR3.3: what it earned, to whom it goes, and the same in both files."""
    await sign_in(page, month.rosa)
    with within_a_minute():
        await open_month(page, month)
        await settle(page, month)
        await expect(page.get_by_text("What goes to whom")).to_be_visible()
    statement = await read(month.rosa, f"{month.path}/statement/{NAME}")
    total, lines = statement["settlement"]["totalEur"], statement["lines"]
    main = page.get_by_role("main")
    await expect(main).to_contain_text(euro(total))
    for line in lines:
        await expect(main).to_contain_text(line["name"])
        await expect(main).to_contain_text(euro(line["amountEur"]))
    printed = text_of(await saved(page, "Download as PDF"))
    assert all(line["name"] in printed for line in lines)
    table = pd.read_csv(await saved(page, "Download as CSV"))
    amounts = table.set_index("name")["amount_EUR"]
    assert {line["name"]: amounts[line["name"]] for line in lines} == {
        line["name"]: line["amountEur"] for line in lines
    }


async def test_a_correction_makes_a_version_and_says_what_changed(
    page: Page, size: Size, month: Month
) -> None:
    """R6: version beside version, why they differ, and whose cents changed."""
    await sign_in(page, month.rosa)
    await open_month(page, month)
    before = await settle(page, month)
    # Another quarter-hour for each size: a reading is corrected once.
    at = BEGIN + HOUR + (1 if size == PHONE else 2) * timedelta(minutes=15)
    await month.correct(FLATS, at, month.powers[FLATS][at] + 20_000)
    with within_a_minute():
        await press(page, "Settle it again now")
        await is_told(page, f"Settled: version {before['version'] + 1}.")
        await follow(page, "Versions and differences")
        await title_is(page, "Versions")
        await expect(page.get_by_text("the energy that was measured")).to_be_visible()
    told = await read(month.rosa, f"{month.path}/settlement/{NAME}/difference")
    in_all = page.get_by_role("table", name="What has changed").get_by_role("row").last
    await expect(in_all).to_contain_text(f"+{euro(told['totalDifferenceEur'])}")
    await press(page, "Back")
    await title_is(page, MONTH_NAME)


async def test_what_gse_pays_is_compared_and_divided(page: Page, month: Month) -> None:
    """R6: errors at their fields, the difference with what it may come from, its file."""
    await sign_in(page, month.rosa)
    await open_month(page, month)
    settled = await settle(page, month)
    await follow(page, "What GSE pays")
    await title_is(page, "What GSE pays")
    compare = page.get_by_role("button", name=re.compile("^(Compare|Update GSE's figures)"))
    paid = {
        "Incentive tariff paid": round(settled["premiumEur"] - 1, 2),
        "Valorization paid": round(settled["valorizationEur"], 2),
    }
    with within_a_minute():
        await compare.click()
        await expect(page.get_by_text("Type at least one of the two sums.")).to_be_visible()
        await type_into(page, "Incentive tariff paid", "so much")
        await compare.click()
        await expect(page.get_by_text("Type a number.")).to_be_visible()
        await expect(field(page, "Incentive tariff paid")).to_have_value("so much")
        for label, amount in paid.items():
            await type_into(page, label, f"{amount:.2f}")
        await compare.click()
        await is_told(page, "Figures saved.")
    reconciled = await read(month.rosa, f"{month.path}/settlement/{NAME}/gse-statement")
    main = page.get_by_role("main")
    await expect(main).to_contain_text(euro(sum(paid.values())))
    await expect(main).to_contain_text(f"\N{MINUS SIGN}{euro(-reconciled['differenceEur'])}")
    await expect(main).to_contain_text("What it may come from")
    assert text_of(await saved(page, "Division of what is paid, PDF"))


async def test_a_month_that_is_none_says_so(page: Page, month: Month) -> None:
    """By its address: the way to those that are is offered."""
    await sign_in(page, month.rosa)
    await open_screen(page, f"/communities/{month.village.community_id}/statements/2026-13")
    await expect(page.get_by_text("There is no such month")).to_be_visible()
    await press(page, "Go to the statements")
    await title_is(page, "Statements")


@pytest.mark.parametrize("theme", ["dark", "light"])
async def test_the_screens_of_statements_are_accessible(
    page: Page, size: Size, month: Month, theme: str
) -> None:
    """NF6: WCAG 2.2 up to AAA, and targets of 48 px, in both themes."""
    await look_through(page, size, theme, month.rosa)
    base = f"/communities/{month.village.community_id}/statements"
    paths = [base, *(f"{base}/{NAME}{place}" for place in ("", "/versions", "/gse"))]
    assert await violations_by_screen(page, paths) == {}
    await page.get_by_role("button", name=re.compile("^(Compare|Update GSE's figures)")).click()
    await expect(page.get_by_text("Type at least one of the two sums.")).to_be_visible()
    assert await violations(page) == []
