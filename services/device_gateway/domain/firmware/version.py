"""Which version is newer: Semantic Versioning 2.0."""

from enum import StrEnum
from functools import lru_cache
from typing import Final

from semver import Version

from libs.chassis.errors import FieldError, InvalidInputError

MAX_VERSION: Final = 64


class Verdict(StrEnum):
    """Whether a device should get an image, by what it runs."""

    WANTED = "wanted"
    UP_TO_DATE = "up_to_date"
    DOWNGRADE = "downgrade"
    UNREADABLE = "unreadable"
    """What the device says it runs is no Semantic Version: nobody knows which is newer."""


def checked_version(text: str) -> str:
    """The version of an image. Raises InvalidInputError.

    Build metadata is refused: two builds of one version have the same precedence.
    """
    version = _parsed(text)
    if version is None or version.build is not None:
        message = "is no Semantic Version without build metadata, such as 1.4.0 or 1.4.0-rc.1"
        raise InvalidInputError(
            f"the version {message}", fields=(FieldError("version", "invalid", message),)
        )
    return text


def is_same(reported: str, version: str) -> bool:
    """Whether a device that reports this runs that version; build metadata does not count."""
    ours, theirs = _parsed(version), _parsed(reported)
    return ours is not None and theirs is not None and ours.compare(theirs) == 0


def judge(reported: str, version: str, *, force: bool) -> Verdict:
    """Whether a device that reports one version should get the other.

    `force` lets it go back, or away from a version that cannot be read.
    """
    if is_same(reported, version):
        return Verdict.UP_TO_DATE
    ours, theirs = _parsed(version), _parsed(reported)
    if force:
        return Verdict.WANTED
    if ours is None or theirs is None:
        return Verdict.UNREADABLE
    return Verdict.WANTED if ours.compare(theirs) > 0 else Verdict.DOWNGRADE


@lru_cache(maxsize=1_000)  # a fleet runs few versions
def _parsed(text: str) -> Version | None:
    if len(text) > MAX_VERSION or not text.isascii():
        return None
    try:
        return Version.parse(text)
    except ValueError:
        return None
