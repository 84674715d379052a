"""Ways through the app by keyboard alone, with the focus seen at every step (NF6)."""

import re
from typing import Final

from playwright.async_api import Page

MOST_STEPS: Final = 80
"""More of them than a screen has things to press: somebody is going in circles."""

# What has the focus, by its name for readers; and whether one can see that it has it.
_FOCUSED: Final = """
() => {
  const one = document.activeElement;
  if (!one || one === document.body) return { name: "", isSeen: true };
  const label = document.getElementById(one.getAttribute("aria-labelledby")?.split(" ")[0] ?? "");
  const named = one.getAttribute("aria-label") ?? (label ?? one.labels?.[0] ?? one).innerText;
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
  const framed = one.parentElement ? getComputedStyle(one.parentElement) : null;
  const isOutlined = (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  const isField = ["INPUT", "TEXTAREA"].includes(one.tagName);
  const isSeen = isOutlined({ outlineStyle, outlineWidth }) || boxShadow !== "none"
    || (isField && framed !== null && parseFloat(framed.borderTopWidth) > 0);
  return { name: (named ?? "").trim(), isSeen };
}
"""


async def reach(page: Page, name: str) -> list[str]:
    """Tab until what begins with this name has the focus, seeing all the way where one is.

    Returns what one came across.
    """
    passed: list[str] = []
    for _ in range(MOST_STEPS):
        await page.keyboard.press("Tab")
        focused = await page.evaluate(_FOCUSED)
        assert focused["isSeen"], f"{focused['name']}: nobody sees that it has the focus"
        if re.match(name, focused["name"]):
            return passed
        passed.append(focused["name"])
    raise AssertionError(f"{name} is not reached by keyboard; passed: {passed}")


async def go(page: Page, name: str) -> None:
    await reach(page, name)
    await page.keyboard.press("Enter")
