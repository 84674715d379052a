"""The list of common passwords that ships with zxcvbn (30,000, from real breaches)."""

from zxcvbn.frequency_lists import (  # type: ignore[import-untyped]  # ships no types
    FREQUENCY_LISTS,
)

from services.user.domain.password import MIN_PASSWORD_LENGTH


class ZxcvbnCommonPasswords:
    """Holds those that the length rule lets through: about a thousand."""

    def __init__(self) -> None:
        listed: list[str] = FREQUENCY_LISTS["passwords"]
        self._passwords = frozenset(
            each.lower() for each in listed if len(each) >= MIN_PASSWORD_LENGTH
        )

    def includes(self, password: str) -> bool:
        """True for a password on the list, whatever its case."""
        return password.lower() in self._passwords
