"""The app holds the password policy where the server sees no password (ADR 0019)."""

import re
from pathlib import Path

from zxcvbn.frequency_lists import FREQUENCY_LISTS  # type: ignore[import-untyped]

from services.user.domain.password import MIN_PASSWORD_LENGTH
from services.user.outbound.common_passwords import ZxcvbnCommonPasswords

LIST = Path(__file__).parents[2] / "app" / "src" / "session" / "commonPasswords.ts"


def test_the_app_refuses_the_same_common_passwords_as_the_service() -> None:
    """NF11, FR1.2: neither fewer nor more."""
    found = re.search(r"const LIST = `([^`]*)`;", LIST.read_text(encoding="utf-8"))
    assert found is not None
    listed = set(found[1].split())
    refused = ZxcvbnCommonPasswords()
    assert [word for word in listed if not refused.includes(word)] == []
    candidates = {each.lower() for each in FREQUENCY_LISTS["passwords"]}
    assert {one for one in candidates if len(one) >= MIN_PASSWORD_LENGTH} == listed
