"""Text twice as large as usual, as readers set it in their browser (NF6)."""

from typing import Any, Final

from playwright.async_api import Page

from tests.app.marks import JOURNEY
from tests.app.steps import open_screen, sign_in
from tests.village import Village

pytestmark = JOURNEY

_TWICE: Final = """
new MutationObserver((_, observer) => {
  if (!document.documentElement) return;
  document.documentElement.style.fontSize = "200%";
  observer.disconnect();
}).observe(document, { childList: true });
"""
_LONGEST_WORD: Final = 12
"""Longer ones, such as addresses, may be broken."""

# Words that are cut off at the side, or broken between their letters for want of room.
_UNREADABLE: Final = """
(longest) => {
  const pen = document.createElement("canvas").getContext("2d");
  const isUnreadable = (one) => {
    const style = getComputedStyle(one);
    pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const { right, width } = one.getBoundingClientRect();
    const words = one.textContent.split(/\\s+/).filter((word) => word.length <= longest);
    return right > innerWidth + 1 || words.some((word) => pen.measureText(word).width > width + 1);
  };
  return [...document.querySelectorAll("#root [dir=auto]")]
    .filter((one) => one.checkVisibility() && one.children.length === 0 && one.textContent.trim())
    .filter(isUnreadable)
    .map((one) => one.textContent);
}
"""


async def test_no_word_is_cut_or_broken(page: Page, village: Village) -> None:
    """NF6: on the screens that members look at, at both sizes."""
    await page.add_init_script(_TWICE)
    await sign_in(page, village.representative)
    community, home = village.community_id, village.homes[0].facility_id
    paths = ["/now", "/communities", "/facilities", "/inbox", "/more", "/help"]
    paths += [f"/communities/{community}", f"/communities/{community}/manage"]
    paths += [f"/facilities/{home}", f"/facilities/{home}/people", f"/facilities/{home}/device"]
    found: dict[str, Any] = {}
    for path in paths:
        await open_screen(page, path)
        if unreadable := await page.evaluate(_UNREADABLE, _LONGEST_WORD):
            found[path] = unreadable
    assert found == {}
