"""A code that somebody enters."""

from datetime import datetime

from services.user.domain.user import User
from services.user.domain.verification import CodePurpose, CodeVerdict, code_digest, present
from services.user.ports import Secrets, Transaction


async def accept_code(
    transaction: Transaction,
    secrets: Secrets,
    user: User,
    purpose: CodePurpose,
    *,
    digits: str,
    now: datetime,
    holds_the_rest: bool = True,
) -> bool:
    """True when it is the user's code for this purpose, which is used up; a wrong try counts.

    `holds_the_rest`: whether what must come beside the digits is right; else it is a wrong try.
    The caller must let the transaction commit also when the answer is no.
    """
    code = await transaction.code(user.user_id, purpose)
    if code is None:
        return False
    presented = code_digest(secrets.digest, purpose, user.user_id, digits)
    verdict, remaining = present(code, presented, now, holds_the_rest=holds_the_rest)
    if remaining is None:
        await transaction.forget_code(user.user_id, purpose)
    else:
        await transaction.save_code(remaining)
    return verdict is CodeVerdict.RIGHT
