"""What a user may become."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from services.user.domain.credential import PasswordHash
from services.user.domain.email_address import normal_email
from services.user.domain.user import (
    ContactNews,
    Profile,
    User,
    confirmed,
    signed_up_again,
    with_profile,
)

NOW = datetime(2026, 6, 21, 10, tzinfo=UTC)
NEW = User(
    UUID(int=1), normal_email("anna@example.org"), PasswordHash("hash"), Profile("Anna"), NOW
)


def test_confirming_announces_the_contact_with_a_higher_version() -> None:
    after, announcement = confirmed(NEW, NOW)
    assert after.is_confirmed
    assert after.version == NEW.version + 1
    assert (announcement.news, announcement.user) == (ContactNews.CONFIRMED, after)
    with pytest.raises(ValueError, match="confirmed"):
        confirmed(after, NOW)


def test_a_changed_profile_is_announced_and_an_unchanged_one_is_not() -> None:
    user, _ = confirmed(NEW, NOW)
    after, announcement = with_profile(user, replace(user.profile, locale="en"), NOW)
    assert announcement is not None
    assert (announcement.news, announcement.user) == (ContactNews.CHANGED, after)
    assert after.version == user.version + 1
    assert with_profile(user, user.profile, NOW) == (user, None)


def test_nobody_signs_up_over_a_confirmed_user() -> None:
    user, _ = confirmed(NEW, NOW)
    with pytest.raises(ValueError, match="confirmed"):
        signed_up_again(
            user, credential=PasswordHash("another"), profile=Profile(), sign_up_digest=b"another"
        )


def test_a_sign_up_is_as_new_as_its_credential_and_ends_with_the_confirmation() -> None:
    first = replace(NEW, sign_up_digest=b"first")
    second = signed_up_again(
        first, credential=PasswordHash("second"), profile=NEW.profile, sign_up_digest=b"second"
    )
    assert (second.credential, second.sign_up_digest) == (PasswordHash("second"), b"second")
    after, announcement = confirmed(second, NOW)
    assert (after.credential, after.sign_up_digest) == (PasswordHash("second"), None)
    assert announcement.user == after


def test_a_hash_is_not_shown() -> None:
    user = replace(NEW, credential=PasswordHash("hash-of-anna"), sign_up_digest=b"hash-of-anna")
    assert "hash-of-anna" not in repr(user)
