"""What a person with passkeys does, on a world."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from services.user.domain.caller import Caller
from services.user.domain.passkey import Passkey
from services.user.ports import SignedAnswer
from services.user.tests.authenticator import Authenticator, created, signed
from services.user.tests.world import HERE, World
from services.user.usecases.add_passkey import NewPasskey
from services.user.usecases.session_tokens import SessionTokens
from services.user.usecases.sign_in_with_passkey import PasskeySignIn


async def user_with_session(world: World, email: str = "anna@example.org") -> tuple[UUID, UUID]:
    """A user who has just signed in, and the session."""
    user_id = await world.confirmed_user(email)
    await world.sign_in(email)
    return user_id, (await world.session_ids(user_id))[-1]


async def add(
    world: World, device: Authenticator, user_id: UUID, session_id: UUID, name: str = "Phone"
) -> Passkey:
    """Add a passkey of the device."""
    adding = world.use_cases.add_passkey
    challenge = await adding.start(user_id, session_id, None, HERE)
    answer = created(device.create(dict(challenge.options)))
    new = NewPasskey(user_id, session_id, challenge.challenge_id, name, answer)
    return await adding.finish(new, HERE)


async def sign_in(
    world: World,
    device: Authenticator,
    email: str | None = None,
    *,
    caller: Caller = HERE,
    change: Callable[[dict[str, Any]], SignedAnswer] = signed,
) -> SessionTokens:
    """Sign in with the device's newest passkey; `change` is what becomes of its answer."""
    signing_in = world.use_cases.sign_in_with_passkey
    challenge = await signing_in.start(email, caller)
    answer = change(device.sign(dict(challenge.options)))
    return await signing_in.finish(PasskeySignIn(challenge.challenge_id, email, answer), caller)
