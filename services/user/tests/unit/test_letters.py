"""FR1.1: mails are readable as text and as HTML, in Italian and in English."""

from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest

from services.user.domain.email_address import normal_email
from services.user.domain.letters import Letter, already_signed_up_letter, sign_up_code_letter
from services.user.domain.user import Locale
from services.user.domain.verification import CODE_LIFETIME

NOW = datetime(2026, 6, 21, 10, tzinfo=UTC)
ANNA = normal_email("anna@example.org")
URL = 'https://meriggio.example.org/?a=1&b=<2>&quot="'


class _Words(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.open_tags: list[str] = []
        self.links: list[str] = []
        self.feed(html)

    def handle_data(self, data: str) -> None:
        self.words += data.split()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "meta":
            self.open_tags.append(tag)
        if tag == "a":
            self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_endtag(self, tag: str) -> None:
        assert self.open_tags.pop() == tag


def _letters(locale: Locale) -> list[Letter]:
    return [
        sign_up_code_letter(ANNA, locale, code="123456", public_url=URL, now=NOW),
        already_signed_up_letter(ANNA, locale, public_url=URL, now=NOW),
    ]


@pytest.mark.parametrize("locale", ["it", "en"])
def test_text_and_html_say_the_same(locale: Locale) -> None:
    for letter in _letters(locale):
        page = _Words(letter.html)
        assert page.open_tags == []
        title, text = letter.subject.split(), letter.text.split()
        assert page.words == [*title, *text]
        assert f'lang="{locale}"' in letter.html
        assert page.links == [URL]


@pytest.mark.parametrize("locale", ["it", "en"])
def test_the_code_and_the_place_to_enter_it_are_in_the_letter(locale: Locale) -> None:
    letter, _ = _letters(locale)
    assert "123456" in letter.text
    assert URL in letter.text
    assert "{" not in letter.text
    assert "123456" not in letter.subject
    assert letter.expires_at == NOW + CODE_LIFETIME


def test_each_locale_has_its_own_words() -> None:
    italian, english = _letters("it"), _letters("en")
    assert "codice" in italian[0].subject
    assert "code" in english[0].subject
    assert {letter.subject for letter in italian}.isdisjoint({each.subject for each in english})


def test_a_letter_does_not_show_its_code_when_it_is_logged() -> None:
    assert "123456" not in repr(_letters("it")[0])
