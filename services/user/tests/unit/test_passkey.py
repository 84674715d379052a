"""NF11: a passkey's count only goes up; passkeys are for one domain."""

from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.user.domain.passkey import (
    RECENT_SIGN_IN,
    MadePasskey,
    Passkey,
    PasskeyUse,
    is_recent,
    used,
)
from services.user.domain.relying_party import relying_party_of
from services.user.domain.session import Session, SessionEnd, ended
from services.user.tests.examples import NOW

USER = UUID(int=1)
URL = "https://app.example.org"


@given(counts=st.lists(st.integers(0, 2**32 - 1), max_size=20))
def test_the_count_never_goes_back_and_every_accepted_use_moves_it(counts: list[int]) -> None:
    passkey = Passkey(USER, USER, "Phone", MadePasskey(b"id", b"key", 0, is_backed_up=False), NOW)
    for count in counts:
        after = used(passkey, PasskeyUse(count, is_backed_up=False), NOW)
        before = passkey.made.sign_count
        assert (after is not None) == (count > before or count == before == 0)
        if after is not None:
            assert after.made.sign_count == count
            assert after.last_used_at == NOW
            passkey = after


@given(age_s=st.integers(0, 1200))
def test_a_sign_in_is_recent_for_ten_minutes(age_s: int) -> None:
    session = Session(UUID(int=2), USER, NOW)
    now = NOW + timedelta(seconds=age_s)
    assert is_recent(session, USER, now) == (age_s < RECENT_SIGN_IN.total_seconds())
    assert not is_recent(session, UUID(int=3), now)
    assert not is_recent(ended(session, SessionEnd.SIGNED_OUT, NOW), USER, now)
    assert not is_recent(None, USER, now)


def test_the_public_url_says_the_domain_and_the_origin() -> None:
    party = relying_party_of("https://app.example.org:8443/start/")
    assert (party.rp_id, party.origins) == ("app.example.org", ("https://app.example.org:8443",))
    assert relying_party_of("http://localhost:8100").origins == ("http://localhost:8100",)


def test_a_parent_domain_may_have_several_pages_and_an_app() -> None:
    origins = (URL, "https://example.org", "android:apk-key-hash:aGFzaA")
    party = relying_party_of(URL, rp_id="example.org", origins=origins)
    assert (party.rp_id, party.origins) == ("example.org", origins)


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "https://notexample.org",
        "https://example.org/",
        "https://app.example.org/path",
        "ftp://app.example.org",
        "app.example.org",
    ],
)
def test_an_origin_outside_of_the_domain_is_refused(origin: str) -> None:
    with pytest.raises(ValueError, match="passkey_origins"):
        relying_party_of(URL, rp_id="example.org", origins=[origin])


def test_a_domain_that_is_not_the_pages_is_refused() -> None:
    with pytest.raises(ValueError, match="passkey_origins"):
        relying_party_of(URL, rp_id="other.example")


@pytest.mark.parametrize("url", ["", "app.example.org", "https://", "mailto:a@example.org"])
def test_a_public_url_that_is_no_page_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="public_url"):
        relying_party_of(url)
