"""The page that ends mail about surplus: by a link, without signing in (FR4.2, RFC 8058)."""

from html.parser import HTMLParser

import httpx
import pytest

from services.engagement.domain.notifications.preference import DEFAULT_PREFERENCE, Preference
from services.engagement.domain.notifications.unsubscribe_token import Unsubscribing
from services.engagement.domain.registry.contact import Contact
from services.engagement.tests.engine import user_id
from services.engagement.tests.unit.edge import TOKENS, Edge

PATH = "/notification/unsubscribe"
ANNA, BRUNO = user_id(0), user_id(1)
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def link(number: int = 0) -> str:
    return f"{PATH}?token={TOKENS.token_of(Unsubscribing(user_id(number)))}"


async def asked(edge: Edge, method: str, url: str, *, browser: bool = True) -> httpx.Response:
    return await edge.send(method, url, headers=BROWSER if browser else {})


class Page(HTMLParser):
    """What matters of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.language: str | None = None
        self.forms: list[tuple[str | None, str | None]] = []
        self.tags: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.tags.append(tag)
        if tag == "html":
            self.language = named.get("lang")
        if tag == "form":
            self.forms.append((named.get("method"), named.get("action")))


async def test_looking_changes_nothing(edge: Edge) -> None:
    """Scanners of mail open every link."""
    for _ in range(3):
        answer = await asked(edge, "GET", link())
        assert answer.status_code == 200
    assert edge.engine.books.preferences == {}
    page = Page(answer.text)
    assert (page.language, page.forms) == ("it", [("post", link().removeprefix(PATH))])
    assert {"main", "h1", "button", "title"} <= set(page.tags)
    assert "script" not in page.tags
    assert "user0" not in answer.text.lower()
    assert answer.headers["cache-control"] == "no-store"
    assert "form-action 'self'" in answer.headers["content-security-policy"]
    assert (await asked(edge, "HEAD", link())).status_code == 405
    assert edge.engine.books.preferences == {}


async def test_the_button_ends_it_and_the_next_one_undoes_it(edge: Edge) -> None:
    always = Preference(mail="always", language="en", per_day=2)
    await edge.engine.books.save_general(ANNA, always)
    for _ in range(2):
        ended = await asked(edge, "POST", link())
        assert "Done: no more mail about surplus energy." in ended.text
    assert (await edge.engine.books.general(ANNA)).mail == "never"
    assert await edge.engine.books.general(BRUNO) == DEFAULT_PREFERENCE
    page = Page(ended.text)
    assert page.language == "en"
    [(method, action)] = page.forms
    for _ in range(2):
        undone = await asked(edge, method or "", PATH + (action or ""))
        assert "It is as it was before." in undone.text
    assert await edge.engine.books.general(ANNA) == always
    assert Page(undone.text).forms == [("post", link().removeprefix(PATH))]


async def test_a_mail_program_does_it_with_one_click(edge: Edge) -> None:
    """RFC 8058: a POST with this body, no cookies, no sign-in, and nobody who reads the answer."""
    answer = await edge.send(
        "POST",
        link(),
        content=b"List-Unsubscribe=One-Click",
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )
    assert answer.status_code == 200
    assert (await edge.engine.books.general(ANNA)).mail == "never"


async def test_the_link_does_not_undo_what_its_user_decided_elsewhere(edge: Edge) -> None:
    """Who got hold of it cannot switch mail on."""
    await edge.call("PUT", "/notification/preference", 0, {"mail": "never"})
    await asked(edge, "POST", link())
    await asked(edge, "POST", f"{link()}&undo=true")
    assert (await edge.engine.books.general(ANNA)).mail == "never"
    await edge.call("PUT", "/notification/preference", 0, {"mail": "always"})
    await asked(edge, "POST", link())
    await edge.call("PUT", "/notification/preference", 0, {"mail": "never"})
    await asked(edge, "POST", f"{link()}&undo=true")
    assert (await edge.engine.books.general(ANNA)).mail == "never"


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    "token",
    ["", "x", "A" * 44, "A" * 300, "%00", "%F0%9F", TOKENS.token_of(Unsubscribing(ANNA))[::-1]],
)
async def test_a_link_that_is_not_ours_does_nothing(edge: Edge, method: str, token: str) -> None:
    answer = await asked(edge, method, f"{PATH}?token={token}", browser=False)
    assert answer.status_code == 400
    assert answer.json()["code"] in {"invalid_unsubscribe_link", "invalid_request"}
    assert edge.engine.books.preferences == {}


async def test_a_person_is_told_so_on_a_page_in_both_languages(edge: Edge) -> None:
    answer = await asked(edge, "GET", f"{PATH}?token=cut-off")
    assert (answer.status_code, answer.headers["content-type"]) == (400, "text/html; charset=utf-8")
    assert "Questo collegamento non vale" in answer.text
    assert "This link does not count" in answer.text


async def test_wrong_links_from_one_place_and_one_link_are_limited_and_nobody_elses(
    edge: Edge,
) -> None:
    wrong = [await asked(edge, "POST", f"{PATH}?token=x{n}", browser=False) for n in range(31)]
    assert [answer.status_code for answer in wrong] == [400] * 30 + [429]
    assert wrong[-1].json()["code"] == "too_many_unsubscribes"
    assert int(wrong[-1].headers["retry-after"]) > 0
    own = [await asked(edge, "POST", link()) for _ in range(31)]
    assert [answer.status_code for answer in own] == [200] * 30 + [429]
    assert int(own[-1].headers["retry-after"]) > 0
    assert (await asked(edge, "POST", link(1))).status_code == 200


async def test_of_a_deleted_user_nothing_is_written(edge: Edge) -> None:
    edge.engine.contacts.apply(Contact(ANNA, version=2, email=None))
    answer = await asked(edge, "POST", link())
    assert answer.status_code == 200
    assert edge.engine.books.preferences == {}
