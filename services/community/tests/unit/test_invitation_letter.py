"""FR6.1: the letter says who invites to what and how to accept, and leads nobody astray."""

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.chassis.mail import Letter
from libs.chassis.testing.html_words import HtmlWords
from services.community.domain.facility import FacilityRole
from services.community.domain.invitation import AddressHash, Invitation
from services.community.domain.invitation_letter import LETTER_LASTS, invitation_letter, shown
from services.community.domain.person import Locale, Person
from services.community.tests.samples import ANNA, NOON, at

INVITATION = Invitation(
    invitation_id=UUID(int=71),
    facility_id=UUID(int=1),
    address_hash=AddressHash(b"carla"),
    role=FacilityRole.MANAGER,
    invited_by=ANNA,
    invited_at=NOON,
    expires_at=at(14 * 24),
)
ITALIAN = Person(AddressHash(b"anna"), "Anna Bianchi", "it")
ENGLISH = Person(AddressHash(b"carla"), "Carla", "en")
URL = "https://meriggio.example.org"


def letter(
    inviter: Person | None = ITALIAN, invited: Person | None = None, facility: str = "Casa"
) -> Letter:
    return invitation_letter(
        INVITATION,
        recipient="carla@example.org",
        facility_name=facility,
        inviter=inviter,
        invited=invited,
        public_url=URL,
    )


@pytest.mark.parametrize("inviter", [ITALIAN, ENGLISH])
def test_text_and_html_say_the_same(inviter: Person) -> None:
    written = letter(inviter=inviter, facility="Casa <b> & orto")
    page = HtmlWords(written.html)
    assert page.words == [*written.subject.split(), *written.text.split()]
    assert (page.open_tags, page.links) == ([], [URL])


@pytest.mark.parametrize(
    ("locale", "sentence", "way"),
    [
        ("it", "Anna Bianchi ti invita a «Casa» su Meriggio, con il ruolo di gestore.", "accedi"),
        ("en", "Anna Bianchi invites you to «Casa» on Meriggio, as manager.", "sign in"),
    ],
)
def test_it_says_who_invites_to_what_and_how_to_accept(
    locale: Locale, sentence: str, way: str
) -> None:
    written = letter(inviter=replace(ITALIAN, locale=locale))
    for content in (written.text, written.html):
        assert sentence in content
        assert way in content
        assert URL in content
    assert f'lang="{locale}"' in written.html
    assert written.recipient == "carla@example.org"
    assert (written.written_at, written.expires_at) == (NOON, NOON + LETTER_LASTS)


def test_the_language_is_the_inviteds_else_the_inviters_else_italian() -> None:
    languages = [
        letter(inviter=inviter, invited=invited).html.partition('lang="')[2][:2]
        for inviter, invited in ((ITALIAN, ENGLISH), (ENGLISH, None), (None, None))
    ]
    assert languages == ["en", "en", "it"]


def test_who_has_an_account_and_who_has_none_are_written_the_same() -> None:
    known = replace(ENGLISH, locale="it")
    assert letter(invited=known) == letter(invited=None)


@pytest.mark.parametrize(
    "name",
    ["see https://evil.example", "evil.example", "mail anna@evil", "www.evil.it/x", "a\\b", ""],
)
def test_what_could_be_a_link_or_an_address_is_not_repeated(name: str) -> None:
    written = letter(inviter=replace(ITALIAN, name=name), facility=name)
    assert "Un proprietario ti invita a un impianto su Meriggio" in written.text
    assert "evil" not in written.text + written.html + written.subject


@pytest.mark.parametrize(
    "name", ["Casa", "Villa n. 5, scala B", "L'Aquila - tetto", "Società S.r.l."]
)
def test_usual_names_are_repeated(name: str) -> None:
    assert shown(name) == name


@given(st.text(max_size=300))
def test_a_name_is_one_short_line_that_nothing_hides_in(name: str) -> None:
    line = shown(name)
    assert len(line) <= 60
    assert line.isprintable()
    assert "//" not in line
    assert shown(line) == line
