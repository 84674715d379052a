"""What ties a confirmation to one sign-up: only who sent that sign-up knows its id.

The mailed code proves who reads the mailbox, and the id who chose the password. Without it somebody
could sign up with a stranger's address, and its owner would confirm a password that is not theirs.
"""

import hmac
from uuid import UUID

from services.user.domain.keyed_digest import KeyedDigest
from services.user.domain.user import User


def sign_up_digest(digest: KeyedDigest, user_id: UUID, sign_up_id: str) -> bytes:
    """What is kept of a sign-up's id, bound to its user."""
    return digest("sign-up-id", str(user_id), sign_up_id)


def is_of_newest_sign_up(digest: KeyedDigest, user: User, sign_up_id: str) -> bool:
    """True for the id of the sign-up whose credential the user has; in constant time."""
    presented = sign_up_digest(digest, user.user_id, sign_up_id)
    return user.sign_up_digest is not None and hmac.compare_digest(user.sign_up_digest, presented)
