"""FR1.1, FR2.4: mails are readable as text and as HTML, in Italian and in English."""

import pytest

from libs.chassis.mail import Letter
from libs.chassis.testing.html_words import HtmlWords
from services.user.domain.letter_wordings import LetterPurpose
from services.user.domain.letters import NOTICE_LIFETIME
from services.user.domain.user import Locale
from services.user.domain.verification import CODE_LIFETIME, CodePurpose
from services.user.tests.examples import DEVICE, NOW, a_code, a_notice, anna

LOCALES: tuple[Locale, ...] = ("it", "en")
CODE_LETTERS = {LetterPurpose.SIGN_UP_CODE, LetterPurpose.PASSWORD_RESET_CODE}
NOTICES = [purpose for purpose in LetterPurpose if purpose not in CODE_LETTERS]
WITH_TIME = [
    LetterPurpose.PASSWORD_CHANGED,
    LetterPurpose.NEW_DEVICE,
    LetterPurpose.PASSKEY_ADDED,
    LetterPurpose.PASSKEY_REMOVED,
    LetterPurpose.ACCOUNT_DELETED,
]
URL = 'https://meriggio.example.org/?a=1&b=<2>&quot="'


def _code_letters(locale: Locale) -> list[Letter]:
    return [a_code(anna(locale), purpose, url=URL) for purpose in CodePurpose]


def _letters(locale: Locale) -> list[Letter]:
    notices = [a_notice(anna(locale), purpose, url=URL) for purpose in NOTICES]
    return [*_code_letters(locale), *notices]


@pytest.mark.parametrize("locale", ["it", "en"])
def test_text_and_html_say_the_same(locale: Locale) -> None:
    for letter in _letters(locale):
        page = HtmlWords(letter.html)
        assert page.open_tags == []
        title, text = letter.subject.split(), letter.text.split()
        assert page.words == [*title, *text]
        assert f'lang="{locale}"' in letter.html
        assert page.links == [URL]
        assert URL in letter.text
        assert "{" not in letter.text


@pytest.mark.parametrize("locale", ["it", "en"])
def test_a_code_letter_has_the_code_and_dies_with_it(locale: Locale) -> None:
    letters = _code_letters(locale)
    assert {letter.purpose for letter in letters} == CODE_LETTERS
    for letter in letters:
        assert "123456" in letter.text
        assert "123456" not in letter.subject
        assert letter.expires_at == NOW + CODE_LIFETIME


@pytest.mark.parametrize("locale", ["it", "en"])
@pytest.mark.parametrize("purpose", WITH_TIME)
def test_a_notice_says_when_in_the_users_time_zone(locale: Locale, purpose: LetterPurpose) -> None:
    letter = a_notice(anna(locale), purpose)
    assert "2026-06-21 12:00 (Europe/Rome)" in letter.text
    assert letter.expires_at == NOW + NOTICE_LIFETIME


def test_news_of_a_sign_in_says_from_which_network_but_not_what_the_client_called_itself() -> None:
    letter = a_notice(anna("en"), LetterPurpose.NEW_DEVICE)
    assert DEVICE.network in letter.text
    assert DEVICE.name not in letter.text


def test_each_letter_has_words_of_its_own_in_each_locale() -> None:
    subjects = {letter.subject for locale in LOCALES for letter in _letters(locale)}
    assert len(subjects) == 2 * len(LetterPurpose)


def test_a_letter_does_not_show_its_code_when_it_is_logged() -> None:
    assert "123456" not in repr(a_code(anna()))
