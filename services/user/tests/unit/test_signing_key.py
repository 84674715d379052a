"""NF11: a key is published before it signs and after it has signed."""

from datetime import UTC, datetime, timedelta

import pytest
from jwt import PyJWK

from services.user.domain.signing_key import (
    RETIRED_KEY_OVERLAP,
    KeyState,
    SigningKey,
    active_key,
    key_id_of,
    missing_states,
    public_jwk,
    published_keys,
)

NOW = datetime(2026, 6, 21, 10, tzinfo=UTC)


def _key(name: str, state: KeyState, retired_at: datetime | None = None) -> SigningKey:
    return SigningKey(name, state, bytes(32), b"sealed", NOW, retired_at)


def test_at_first_a_key_that_signs_and_a_key_ahead_are_missing() -> None:
    assert missing_states([]) == (KeyState.ACTIVE, KeyState.NEXT)
    assert missing_states([_key("a", KeyState.ACTIVE)]) == (KeyState.NEXT,)
    assert missing_states([_key("a", KeyState.ACTIVE), _key("n", KeyState.NEXT)]) == ()


def test_a_retired_key_is_published_until_its_last_tokens_have_expired() -> None:
    keys = [
        _key("old", KeyState.RETIRED, NOW - RETIRED_KEY_OVERLAP),
        _key("just retired", KeyState.RETIRED, NOW - RETIRED_KEY_OVERLAP + timedelta(seconds=1)),
        _key("active", KeyState.ACTIVE),
        _key("next", KeyState.NEXT),
    ]
    published = [key.key_id for key in published_keys(keys, NOW)]
    assert published == ["just retired", "active", "next"]


def test_only_an_active_key_signs() -> None:
    assert active_key([_key("n", KeyState.NEXT), _key("a", KeyState.ACTIVE)]).key_id == "a"
    with pytest.raises(LookupError):
        active_key([_key("n", KeyState.NEXT), _key("r", KeyState.RETIRED, NOW)])


def test_key_id_is_the_thumbprint_of_rfc_8037_appendix_a() -> None:
    public_key = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
    assert key_id_of(public_key) == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"
    jwk = public_jwk("name", public_key)
    assert jwk["x"] == "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
    assert PyJWK.from_dict(jwk).algorithm_name == "EdDSA"
