"""What members read (FR4.1, FR4.2): how much, until when, what for, in their language."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.engagement.domain.notifications.appliances import APPLIANCES, enough_for
from services.engagement.domain.notifications.expected_end import ExpectedEnd
from services.engagement.domain.notifications.notification import (
    SURPLUS_DETECTED,
    SURPLUS_OVER,
    Notification,
    NotificationKind,
    episode_id_of,
    notification_of,
)
from services.engagement.domain.notifications.wording import (
    LONGEST_SHORT,
    LONGEST_TITLE,
    Words,
    over_words,
    surplus_words,
)
from services.engagement.domain.registry.contact import Contact, Contacts, Locale
from services.engagement.tests.engine import COMMUNITY, KW, at, contact, user_id

EPISODE = episode_id_of(COMMUNITY, at(0))
ROME = ZoneInfo("Europe/Rome")
HALF_PAST_THREE = datetime(2026, 6, 21, 13, 30, tzinfo=UTC)
"""In Rome."""


def words(excess_mw: int, locale: Locale, end: ExpectedEnd | None = None) -> Words:
    return surplus_words(
        locale, community_name="Prato", excess_mw=excess_mw, expected_end=end, zone=ROME
    )


def test_the_italian_text_says_how_much_until_when_and_what_for() -> None:
    text = words(2_430_000, "it", ExpectedEnd(HALF_PAST_THREE, "recent_days"))
    assert text == Words(
        title="C'è energia in più: circa 2,4 kW",
        short="Prato: adesso basta per la lavatrice oppure la lavastoviglie."
        " Nei giorni scorsi l'eccedenza è durata fino alle 15:30 circa.",
        body="In questo momento la comunità Prato produce circa 2,4 kW più di quanto consuma."
        " Basta, per esempio, per la lavatrice, la lavastoviglie oppure lo scaldabagno. Nei giorni"
        " scorsi l'eccedenza è durata fino alle 15:30 circa. Se ti va, è il momento giusto:"
        " l'energia che usi adesso resta in comunità e vale per tutti.",
    )


def test_the_english_text_says_how_much_until_when_and_what_for() -> None:
    text = words(7_500_000, "en", ExpectedEnd(HALF_PAST_THREE, "recent_days"))
    assert text == Words(
        title="There is energy to spare: about 7.5 kW",
        short="Prato: right now enough for car charging at 7.4 kW or the oven."
        " On recent days there was some until about 15:30.",
        body="Right now the community Prato produces about 7.5 kW more than it uses. That is"
        " enough, for example, for car charging at 7.4 kW, the oven or the washing machine. On"
        " recent days there was some until about 15:30. If it suits you, this is a good moment:"
        " what you use now stays in the community and counts for everybody.",
    )


@pytest.mark.parametrize("locale", ["it", "en"])
def test_where_nobody_knows_the_end_the_text_is_silent_about_it(locale: Locale) -> None:
    text = words(2 * KW, locale)
    assert ":" not in text.short.partition(":")[2]
    assert "  " not in text.short + text.body


def test_a_forecast_is_told_as_one() -> None:
    end = ExpectedEnd(HALF_PAST_THREE, "forecast")
    assert words(KW, "it", end).short.endswith(" Si prevede che duri fino alle 15:30 circa.")
    assert words(KW, "en", end).short.endswith(" It is expected to last until about 15:30.")


def test_the_clock_is_the_readers() -> None:
    lisbon = surplus_words(
        "en",
        community_name="Prato",
        excess_mw=KW,
        expected_end=ExpectedEnd(HALF_PAST_THREE, "recent_days"),
        zone=ZoneInfo("Europe/Lisbon"),
    )
    assert "until about 14:30." in lisbon.body


def test_that_it_is_over_says_since_when_and_what_to_do() -> None:
    italian, english = (
        over_words(
            locale,
            community_name="Prato",
            peak_excess_mw=3_140_000,
            ended_at=HALF_PAST_THREE,
            zone=ROME,
        )
        for locale in ("it", "en")
    )
    assert italian.title == "L'energia in più è finita"
    assert italian.body.startswith("Alle 15:30 la comunità Prato ha smesso di produrre")
    assert "circa 3,1 kW" in italian.body
    assert english.short == (
        "Prato: it ended at 15:30. What can wait is better kept for the next time."
    )


@given(
    st.integers(1, 10**12) | st.sampled_from([each.power_w * 1000 + 1 for each in APPLIANCES]),
    st.text(max_size=300) | st.just("N" * 99),
    st.none() | st.sampled_from(["recent_days", "forecast"]),
    st.sampled_from(["it", "en"]),
)
def test_titles_and_short_texts_fit_their_places(
    excess_mw: int, name: str, basis: str | None, locale: Locale
) -> None:
    end = None if basis is None else ExpectedEnd(HALF_PAST_THREE, basis)  # type: ignore[arg-type]  # drawn
    for text in (
        surplus_words(
            locale, community_name=name, excess_mw=excess_mw, expected_end=end, zone=ROME
        ),
        over_words(
            locale,
            community_name=name,
            peak_excess_mw=excess_mw,
            ended_at=HALF_PAST_THREE,
            zone=ROME,
        ),
    ):
        assert len(text.title) <= LONGEST_TITLE
        assert len(text.short) <= LONGEST_SHORT


def test_a_small_excess_is_told_in_watts() -> None:
    assert words(347_000, "it").title == "C'è energia in più: circa 350 W"


def test_the_smallest_excess_is_enough_for_something() -> None:
    assert "phone" in words(1, "en").body
    assert "telefono" in words(1, "it").body


@given(st.integers(1, 100 * KW))
def test_no_text_promises_more_than_there_is(excess_mw: int) -> None:
    named = enough_for(excess_mw / 1000)
    assert 1 <= len(named) <= 3
    assert all(appliance.power_w * 1000 <= excess_mw for appliance in named)
    assert sum(appliance.is_car for appliance in named) <= 1


def test_the_table_goes_from_the_hungriest_to_the_most_modest() -> None:
    powers = [appliance.power_w for appliance in APPLIANCES]
    assert powers == sorted(set(powers), reverse=True)
    assert powers[-1] == 0


def message(kind: NotificationKind, number: int = 1) -> Notification:
    return notification_of(
        kind,
        words(KW, "it"),
        language="it",
        episode_id=EPISODE,
        community_id=COMMUNITY,
        community_name="Prato",
        user_id=user_id(number),
        created_at=at(600),
    )


def test_ids_follow_from_community_start_user_and_kind() -> None:
    assert episode_id_of(COMMUNITY, at(0)) == EPISODE
    assert episode_id_of(COMMUNITY, at(0) + timedelta(seconds=1)) != EPISODE
    assert message(SURPLUS_DETECTED) == message(SURPLUS_DETECTED)
    ids = {
        message(kind, number).notification_id
        for kind in (SURPLUS_DETECTED, SURPLUS_OVER)
        for number in (1, 2)
    }
    assert len(ids) == 4


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
