"""What the rows of the tables mean."""

from typing import Any

from services.user.domain.caller import Device
from services.user.domain.challenge import Challenge, ChallengePurpose
from services.user.domain.credential import Credential, PasswordHash, Verifier
from services.user.domain.email_address import EmailAddress
from services.user.domain.passkey import MadePasskey, Passkey
from services.user.domain.session import Session, SessionEnd
from services.user.domain.user import Profile, User


def user_of(row: Any) -> User | None:
    """The user in a row of account; None for no row."""
    if row is None:
        return None
    return User(
        user_id=row["user_id"],
        email=EmailAddress(row["email"]),
        credential=_credential_of(row),
        profile=Profile(row["name"], row["locale"], row["time_zone"]),
        created_at=row["created_at"],
        confirmed_at=row["confirmed_at"],
        version=row["version"],
        sign_up_digest=row["sign_up_digest"],
    )


def _credential_of(row: Any) -> Credential:
    if row["verifier"] is None:
        return PasswordHash(row["password_hash"])
    return Verifier(row["verifier_salt"], row["verifier"], row["verifier_suite"])


def challenge_of(row: Any) -> Challenge | None:
    """The challenge in a row; None for no row."""
    if row is None:
        return None
    purpose = ChallengePurpose(row["purpose"])
    return Challenge(row["challenge_id"], purpose, row["subject"], row["expires_at"])


def passkey_of(row: Any) -> Passkey:
    """The passkey in a row."""
    made = MadePasskey(
        row["credential_id"], row["public_key"], row["sign_count"], row["is_backed_up"]
    )
    return Passkey(
        passkey_id=row["passkey_id"],
        user_id=row["user_id"],
        name=row["name"],
        made=made,
        created_at=row["created_at"],
        last_used_at=row["last_used_at"],
    )


def session_of(row: Any) -> Session:
    """The session in a row."""
    return Session(
        session_id=row["session_id"],
        user_id=row["user_id"],
        started_at=row["started_at"],
        generation=row["generation"],
        rotated_at=row["rotated_at"],
        ended_at=row["ended_at"],
        end=None if row["end_reason"] is None else SessionEnd(row["end_reason"]),
        device=Device(row["device"], row["network"]),
    )
