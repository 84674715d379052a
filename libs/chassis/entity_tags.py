"""Entity tags over HTTP: `ETag` and what a request says of them (RFC 9110, 8.8.3 and 13.1)."""

import re
from typing import Final, NamedTuple

MAXIMUM_HEADER: Final = 1_000
_TAG: Final = re.compile(r'\s*(W/)?"([\x21\x23-\x7e]*)"\s*')


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
