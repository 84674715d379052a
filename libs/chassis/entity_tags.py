"""Entity tags over HTTP: `ETag` and what a request says of them (RFC 9110, 8.8.3 and 13.1)."""

import hashlib
import re
from typing import Final, NamedTuple

from libs.chassis.errors import FieldError, InvalidInputError

MAXIMUM_HEADER: Final = 1_000
_TAG: Final = re.compile(r'\s*(W/)?"([\x21\x23-\x7e]*)"\s*')
_VERSION: Final = re.compile(r"([0-9]{1,18})(\.[0-9a-f]*(-[a-z]+)?)?")
"""Version and digest; a proxy that compresses the answer adds how, as in `"3.9f-gzip"`."""


class InvalidIfMatchError(InvalidInputError):
    """If-Match holds neither `*` nor entity tags."""

    code = "invalid_if_match"


class EntityTag(NamedTuple):
    """One tag of a header."""

    weak: bool
    opaque: str


def tag_of(text: str) -> EntityTag | None:
    """One tag alone; None when it is none."""
    found = _TAG.fullmatch(text)
    return EntityTag(bool(found[1]), found[2]) if found else None


def is_known(if_none_match: str | None, current: str) -> bool:
    """Whether `If-None-Match` names the quoted tag `current`: the answer is 304 then.

    Compared weakly, as the standard says. A header of more than MAXIMUM_HEADER characters counts
    for nothing.
    """
    if if_none_match is None or len(if_none_match) > MAXIMUM_HEADER:
        return False
    if if_none_match.strip() == "*":
        return True
    return current in {f'"{opaque}"' for _, opaque in _TAG.findall(if_none_match)}


def versioned_tag(version: int, shown: bytes) -> str:
    """The quoted tag of an entity at a version, as somebody is shown it."""
    return f'"{version}.{hashlib.sha256(shown).hexdigest()[:16]}"'


def versions_named(if_match: str | None) -> frozenset[int] | None:
    """The versions that `If-Match` names (tags made by versioned_tag); None: any will do.

    Compared strongly, as the standard says: weak tags name nothing. Raises InvalidIfMatchError.
    """
    if if_match is None or if_match.strip() == "*":
        return None
    tags = [tag_of(each) for each in if_match.split(",")]
    if not all(tags):
        message = "is `*` or entity tags in double quotes"
        raise InvalidIfMatchError(
            f"If-Match {message}", fields=(FieldError("if-match", "invalid", message),)
        )
    strong = [_VERSION.fullmatch(each.opaque) for each in tags if each and not each.weak]
    return frozenset(int(each[1]) for each in strong if each)
