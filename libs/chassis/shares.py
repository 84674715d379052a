"""Who has which share: a function of who is there, the same wherever it is computed."""

import hashlib
from collections.abc import Collection


def divide(members: Collection[str], shares: int) -> tuple[str, ...]:
    """The owner of each share, 0 to `shares` - 1; empty without members.

    Everybody has the same number of shares, or one more. When a member comes or goes few others
    move: rendezvous hashing, in which each member's hash with a share is its claim to it, the
    strongest claims are met first, and whoever has its number makes no further claim.
    """
    if not members:
        return ()
    least, have_one_more = divmod(shares, len(members))
    count = dict.fromkeys(members, 0)
    owners: dict[int, str] = {}
    claims = (
        (_claim(member, share), share, member) for member in members for share in range(shares)
    )
    for _, share, member in sorted(claims, reverse=True):
        if share in owners or count[member] > least:
            continue
        if count[member] == least:
            if have_one_more == 0:
                continue
            have_one_more -= 1
        count[member] += 1
        owners[share] = member
    return tuple(owners[share] for share in range(shares))


def _claim(member: str, share: int) -> bytes:
    return hashlib.blake2b(f"{share}/{member}".encode(), digest_size=8).digest()
