"""Sign in by proving the password, which never crosses the wire (FR2.1, FR2.2, NF11)."""

from dataclasses import dataclass, field

from services.user.domain.caller import Caller
from services.user.domain.challenge import ChallengePurpose
from services.user.domain.email_address import normal_email
from services.user.usecases.prove_password import PasswordProof, ProofChallenge, ProvePassword
from services.user.usecases.session_tokens import SessionTokens
from services.user.usecases.way_in import WayIn

_PURPOSE = ChallengePurpose.SIGN_IN_PROOF


@dataclass(frozen=True)
class ProvedSignIn:
    """The tokens, and the proof by which the client knows that the server has the verifier."""

    tokens: SessionTokens
    server_proof: bytes = field(repr=False)


@dataclass(frozen=True)
class SignInByProof:
    """Takes the same way for a confirmed, an unconfirmed and an unknown address."""

    way_in: WayIn
    prove_password: ProvePassword

    async def start(self, email: str, caller: Caller) -> ProofChallenge:
        """A challenge for anybody. Raises InvalidEmailError, TooManySignInsError."""
        address = normal_email(email)
        await self.way_in.admission.challenge(caller)
        user = await self.way_in.user(address)
        credential = user.credential if user else None
        return await self.prove_password.ask(_PURPOSE, address, credential)

    async def finish(self, email: str, proof: PasswordProof, caller: Caller) -> ProvedSignIn:
        """The tokens of a new session, for the answer to a challenge for this address.

        Raises InvalidEmailError, WrongCredentialsError (also where the address is not confirmed),
        TooManySignInsError.
        """
        address = normal_email(email)
        attempt = await self.way_in.admit(address, caller)
        user = await self.way_in.user(address)
        credential = user.credential if user else None
        server_proof = await self.prove_password.check(_PURPOSE, address, credential, proof)
        if user is None or server_proof is None:
            await self.way_in.refuse(user, caller)
        return ProvedSignIn(await self.way_in.enter(user, attempt, caller), server_proof)
