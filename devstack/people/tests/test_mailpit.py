from collections.abc import Callable

import httpx
import pytest

from devstack.people.mailbox import Mailbox, Mailpit, NoMailError, post_at

ANNA = "anna@example.org"
LETTERS = {
    "b": "Welcome.\n\n    222222\n\nIt is good for 15 minutes.\n",
    "a": "Welcome.\n\n    111111\n\nIt is good for 15 minutes.\n",
    "n": "Somebody signed in on 2026-11-30, from 192.0.2.1.\n",
}


def answer(request: httpx.Request) -> httpx.Response:
    """As Mailpit's API does, the newest first."""
    if request.url.path == "/api/v1/search":
        assert request.url.params["query"] == f'to:"{ANNA}"'
        return httpx.Response(200, json={"total": 3, "messages": [{"ID": one} for one in "nba"]})
    letter = LETTERS[request.url.path.removeprefix("/api/v1/message/")]
    return httpx.Response(200, json={"Text": letter, "HTML": "", "Subject": "..."})


def mailbox(answering: Callable[[httpx.Request], httpx.Response]) -> Mailbox:
    return Mailbox(Mailpit("http://mailpit:8025", httpx.MockTransport(answering)))


def test_codes_oldest_first_and_no_other_figures() -> None:
    assert mailbox(answer).codes(ANNA) == ["111111", "222222"]


async def test_the_newest_code_is_found() -> None:
    assert await mailbox(answer).next_code(ANNA, after=1) == "222222"


def test_a_server_that_is_away_is_told() -> None:
    with pytest.raises(NoMailError, match="no mail from http://mailpit:8025"):
        mailbox(lambda _: httpx.Response(503)).codes(ANNA)


def test_a_place_is_a_server_or_a_folder() -> None:
    assert isinstance(post_at("http://mailpit:8025"), Mailpit)
    assert str(post_at("/var/lib/mail")) == "/var/lib/mail"
