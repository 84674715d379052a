"""Devices an account was used from: a sign-in from another one is told to the owner by mail.

A device is recognised by a keyed digest of the address, its program without versions and its coarse
network (see caller.py). Nothing is stored on the device, so every client is recognised, and who
has only the password cannot claim to be a known device from elsewhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from services.user.domain.caller import Caller
from services.user.domain.email_address import EmailAddress
from services.user.domain.keyed_digest import KeyedDigest

MAX_KNOWN_DEVICES: Final = 50
"""Of more than these the one unused for longest is forgotten."""


@dataclass(frozen=True, slots=True)
class KnownDevice:
    """A device of a user; `mark` tells nobody which."""

    user_id: UUID
    mark: bytes = field(repr=False)
    last_used_at: datetime


class Familiarity(StrEnum):
    """What a device is to an account."""

    FIRST = "first"
    NEW = "new"
    KNOWN = "known"


@dataclass(frozen=True, slots=True)
class Recognition:
    """What a sign-in shows of a device, what to keep, and what to forget for it."""

    familiarity: Familiarity
    seen: KnownDevice
    forgotten: tuple[KnownDevice, ...] = ()


def device_mark(digest: KeyedDigest, email: EmailAddress, caller: Caller) -> bytes:
    """The mark of the caller's device for this address, whether or not it has an account."""
    return digest("known-device", email, *caller.device_traits)


def recognise(known: Sequence[KnownDevice], seen: KnownDevice) -> Recognition:
    """What the device is to the account whose devices are `known`."""
    before = next((each for each in known if each.mark == seen.mark), None)
    if before is not None:
        after = replace(seen, last_used_at=max(before.last_used_at, seen.last_used_at))
        return Recognition(Familiarity.KNOWN, after)
    newest_first = sorted(known, key=lambda each: each.last_used_at, reverse=True)
    forgotten = tuple(newest_first[MAX_KNOWN_DEVICES - 1 :])
    return Recognition(Familiarity.NEW if known else Familiarity.FIRST, seen, forgotten)
