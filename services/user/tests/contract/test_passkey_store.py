"""NF11: passkeys are kept, found by their credential, and belong to one account."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from services.user.domain.email_address import normal_email
from services.user.domain.passkey import MadePasskey, Passkey, PasskeyUse, used
from services.user.domain.user import confirmed
from services.user.ports import UserStore
from services.user.tests.contract.subject import Subject
from services.user.tests.examples import NOW, anna

ANNA = confirmed(anna(), NOW)[0]
BRUNO = replace(ANNA, user_id=UUID(int=9), email=normal_email("bruno@example.org"))
PHONE = Passkey(
    UUID(int=3),
    ANNA.user_id,
    "Phone",
    MadePasskey(b"phone", b"public", 2**32 - 2, is_backed_up=False),
    NOW,
)
LAPTOP = Passkey(
    UUID(int=2),
    ANNA.user_id,
    "Laptop",
    MadePasskey(b"laptop", b"other", 0, is_backed_up=True),
    NOW + timedelta(hours=1),
)


@pytest.fixture
async def store(subject: Subject) -> UserStore:
    """A store with two users and two passkeys of one of them."""
    async with subject.store.transaction() as transaction:
        await transaction.save_user(ANNA)
        await transaction.save_user(BRUNO)
        assert await transaction.add_passkey(LAPTOP)
        assert await transaction.add_passkey(PHONE)
    return subject.store


async def test_passkeys_are_read_oldest_first_and_of_one_user(store: UserStore) -> None:
    assert await store.passkeys(ANNA.user_id) == [PHONE, LAPTOP]
    assert await store.passkeys(BRUNO.user_id) == []
    async with store.transaction() as transaction:
        assert await transaction.passkeys(ANNA.user_id) == [PHONE, LAPTOP]
    assert await store.find_passkey(b"laptop") == LAPTOP
    assert await store.find_passkey(b"unknown") is None


async def test_a_credential_is_added_once(store: UserStore) -> None:
    same = replace(PHONE, passkey_id=UUID(int=8), user_id=BRUNO.user_id)
    async with store.transaction() as transaction:
        assert not await transaction.add_passkey(same)
    assert await store.find_passkey(b"phone") == PHONE


async def test_of_two_who_add_one_credential_at_once_one_does(
    subject: Subject, store: UserStore
) -> None:
    async def add(number: int) -> bool:
        made = replace(PHONE.made, credential_id=b"contended")
        passkey = replace(PHONE, passkey_id=UUID(int=number), made=made)
        async with store.transaction() as transaction:
            return await transaction.add_passkey(passkey)

    assert sorted(await subject.at_once([add(20), add(21)])) == [False, True]


async def test_a_use_and_a_name_are_kept(store: UserStore) -> None:
    use = PasskeyUse(2**32 - 1, is_backed_up=True)
    after = used(replace(PHONE, name="Old phone"), use, NOW + timedelta(days=1))
    assert after is not None
    async with store.transaction() as transaction:
        await transaction.save_passkey(after)
    assert await store.passkeys(ANNA.user_id) == [after, LAPTOP]


async def test_a_removed_passkey_is_gone(store: UserStore) -> None:
    async with store.transaction() as transaction:
        await transaction.remove_passkey(PHONE)
    assert await store.passkeys(ANNA.user_id) == [LAPTOP]
    assert await store.find_passkey(b"phone") is None
    async with store.transaction() as transaction:
        await transaction.save_passkey(PHONE)
    assert await store.find_passkey(b"phone") is None, "what is removed does not come back"


async def test_decisions_about_one_passkey_follow_one_another(
    subject: Subject, store: UserStore
) -> None:
    """Of two uses with one count only the first one counts."""

    async def use_it() -> bool:
        async with store.transaction() as transaction:
            (passkey, _) = await transaction.passkeys(ANNA.user_id)
            after = used(passkey, PasskeyUse(2**32 - 1, is_backed_up=False), NOW)
            if after is not None:
                await transaction.save_passkey(after)
            return after is not None

    assert sorted(await subject.at_once([use_it(), use_it(), use_it()])) == [False, False, True]
