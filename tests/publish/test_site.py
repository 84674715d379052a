"""The documentation's site: nothing left out, no word lost, nothing asked of others."""

import functools
import http.server
import re
import threading
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final

import markdown_it
import pytest
from playwright.async_api import async_playwright

from scripts import docs_site
from scripts.docs_pages import ADDRESS, adapted, title
from tests.app.browser import CHROMIUM

_MARKDOWN: Final = markdown_it.MarkdownIt("commonmark").enable("table")
_ELEMENTS: Final = ("table", "tr", "li", "blockquote", "h2", "h3", "h4", "img")
_PATH: Final = PurePosixPath("docs/guides/member.md")
_HERE: Final = frozenset({_PATH, PurePosixPath("docs/guides/owner.md")})


def test_navigation_has_every_page() -> None:
    pages = docs_site.page_paths()

    found = list(docs_site._leaves(docs_site.navigation(pages)))  # raises where one is left out
    assert sorted(found) == sorted(map(str, pages))


def test_a_page_in_no_place_of_the_navigation_is_refused() -> None:
    pages = [*docs_site.page_paths(), PurePosixPath("libs/README.md")]

    with pytest.raises(ValueError, match="libs/README"):
        docs_site.navigation(pages)


@pytest.mark.parametrize(
    ("link", "becomes"),
    [
        ("[a](owner.md#roles)", "[a](owner.md#roles)"),
        ("[a](../../Makefile)", f"[a]({ADDRESS}Makefile)"),
        ("[a](../../deploy/k8s/values.yaml#L3)", f"[a]({ADDRESS}deploy/k8s/values.yaml#L3)"),
        ("[a](#here), [b](https://example.org/x)", "[a](#here), [b](https://example.org/x)"),
        ("    [a](../../Makefile) in code", "    [a](../../Makefile) in code"),
    ],
)
def test_links_to_what_the_site_has_not_go_to_the_repository(link: str, becomes: str) -> None:
    assert adapted(link, _PATH, _HERE) == becomes


def test_lists_get_four_spaces_a_level_and_an_empty_line_before() -> None:
    page = "Steps:\n1. one\n\n   ```sh stack\n   make demo\n   ```\n2. two\n   - deep\n     more\n"

    assert adapted(page, _PATH, _HERE) == (
        "Steps:\n\n1. one\n\n    ```sh\n    make demo\n    ```\n\n"
        "2. two\n    - deep\n        more\n"
    )


@pytest.mark.parametrize("page", docs_site.page_paths(), ids=str)
def test_an_adapted_page_loses_no_words(page: PurePosixPath) -> None:
    text = (docs_site.REPOSITORY / page).read_text()
    after = adapted(text, page, frozenset({page}))

    assert _words(after) == _words(text)
    assert title(text)


def _has_diagrams(page: PurePosixPath) -> bool:
    return "```mermaid" in (docs_site.REPOSITORY / page).read_text()


def _words(text: str) -> list[str]:
    """Of running text and code, whatever the spaces."""
    tokens = _MARKDOWN.parse(text)
    inline = [child for token in tokens for child in (token.children or [token])]
    return " ".join(token.content for token in inline if token.content).split()


def _shape(html: str) -> dict[str, int]:
    """How many of each element there are."""
    return {tag: len(re.findall(f"<{tag}[ >]", html)) for tag in _ELEMENTS}


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Path:
    """The site, freshly made."""
    assert docs_site.main([]) == 0
    return docs_site.SITE


@pytest.fixture
def address(site: Path) -> Iterator[str]:
    """Where it is served."""
    handler = functools.partial(_Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.mark.slow
def test_pages_have_the_lists_and_tables_that_they_have_on_github(site: Path) -> None:
    """The one reads CommonMark, the other Python-Markdown."""
    wrong = {}
    for page in docs_site.page_paths():
        html = (site / page).with_suffix(".html")
        if page.name == "README.md":
            html = html.with_name("index.html")
        article = re.search("<article.*?</article>", html.read_text(), re.DOTALL)
        assert article
        commonmark = _MARKDOWN.render((docs_site.REPOSITORY / page).read_text())
        if _shape(article[0]) != _shape(commonmark):
            wrong[str(page)] = (_shape(article[0]), _shape(commonmark))

    assert wrong == {}


@pytest.mark.slow
@pytest.mark.skipif(not CHROMIUM.exists(), reason=f"{CHROMIUM} is not installed")
async def test_a_reader_s_browser_asks_the_site_only_and_draws_its_diagrams(address: str) -> None:
    with_diagrams = [page for page in docs_site.page_paths() if _has_diagrams(page)]
    asked: list[str] = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox"]
        )
        tab = await browser.new_page()
        tab.on("request", lambda request: asked.append(request.url))
        for page in ["index.html", *(str(page.with_suffix(".html")) for page in with_diagrams)]:
            await tab.goto(address + page)
            expected = await tab.locator("div.diagram").count()
            await tab.wait_for_function(
                f"document.querySelectorAll('div.diagram svg').length === {expected}"
            )
        await browser.close()

    assert len(with_diagrams) >= 3
    ours = (address, "data:", f"blob:{address}")
    assert [url for url in asked if not url.startswith(ours)] == []
