"""What members read (FR4.1, FR4.2): how much, what it is enough for, in their language."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.engagement.domain.notifications.appliances import APPLIANCES, enough_for
from services.engagement.domain.notifications.notification import (
    Notification,
    episode_id_of,
    surplus_notification,
)
from services.engagement.domain.registry.contact import Contact, Contacts, Locale
from services.engagement.tests.engine import COMMUNITY, KW, at, contact, user_id

EPISODE = episode_id_of(COMMUNITY, at(0))


def message(excess_mw: int, locale: Locale, number: int = 1) -> Notification:
    return surplus_notification(
        episode_id=EPISODE,
        community_id=COMMUNITY,
        community_name="Prato",
        user_id=user_id(number),
        excess_mw=excess_mw,
        locale=locale,
        created_at=at(600),
    )


def test_the_italian_text_says_how_much_and_what_for() -> None:
    text = message(2_430_000, "it")
    assert text.title == "C'è energia in più: circa 2,4 kW"
    assert "la comunità Prato produce circa 2,4 kW" in text.body
    assert "per il forno, la lavatrice oppure la lavastoviglie" in text.body


def test_the_english_text_says_how_much_and_what_for() -> None:
    text = message(2_430_000, "en")
    assert text.title == "There is energy to spare: about 2.4 kW"
    assert "for the oven, the washing machine or the dishwasher" in text.body


def test_a_small_excess_is_told_in_watts() -> None:
    assert message(347_000, "it").title == "C'è energia in più: circa 350 W"


@pytest.mark.parametrize("locale", ["it", "en"])
def test_the_smallest_excess_is_enough_for_something(locale: Locale) -> None:
    assert "phone" in message(1, "en").body
    assert "telefono" in message(1, "it").body
    assert message(1, locale).title


@given(st.integers(1, 100 * KW))
def test_no_text_promises_more_than_there_is(excess_mw: int) -> None:
    named = enough_for(excess_mw / 1000)
    assert 1 <= len(named) <= 3
    assert all(appliance.power_w * 1000 <= excess_mw for appliance in named)


def test_the_table_goes_from_the_hungriest_to_the_most_modest() -> None:
    powers = [appliance.power_w for appliance in APPLIANCES]
    assert powers == sorted(set(powers), reverse=True)
    assert powers[-1] == 0


def test_ids_follow_from_community_start_and_user() -> None:
    assert episode_id_of(COMMUNITY, at(0)) == EPISODE
    assert episode_id_of(COMMUNITY, at(0) + timedelta(seconds=1)) != EPISODE
    assert message(KW, "it") == message(KW, "it")
    assert message(KW, "it").notification_id != message(KW, "it", number=2).notification_id


def test_the_newest_contact_wins_and_a_deleted_user_has_none() -> None:
    contacts = Contacts()
    contacts.apply(contact(1, locale="en"))
    contacts.apply(Contact(user_id(1), 1, "other@example.org"))
    known = contacts.of(user_id(1))
    assert known is not None
    assert (known.email, contacts.locale_of(user_id(1))) == ("user1@example.org", "en")
    contacts.apply(Contact(user_id(1), 2, None))
    assert contacts.of(user_id(1)) is None
    assert contacts.locale_of(user_id(1)) == "it"
