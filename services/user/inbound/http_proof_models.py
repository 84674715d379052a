"""Bodies of the requests and answers by which a password is proved and not sent (NF11)."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from libs.chassis.http import ApiModel
from libs.chassis.http_fields import TimeZone
from services.user.domain.credential import Suite, Verifier
from services.user.domain.user import DEFAULT_LOCALE, DEFAULT_TIME_ZONE, Locale
from services.user.inbound.http_binary import GroupNumber, Proof, Salt, bytes_of, text_of
from services.user.inbound.http_fields import Code, Email, Name, PresentedSecret
from services.user.inbound.http_models import TokensAnswer
from services.user.usecases.prove_password import PasswordProof, ProofChallenge
from services.user.usecases.sign_in_by_proof import ProvedSignIn


class VerifierBody(ApiModel):
    """What the client makes from the password, with a salt it draws at random."""

    suite: Suite
    salt: Salt
    verifier: GroupNumber

    def verifier_of_suite(self) -> Verifier:
        """The verifier in the domain's words."""
        return Verifier(bytes_of(self.salt), bytes_of(self.verifier), self.suite)


class ProofBody(ApiModel):
    """The answer to a challenge, which is used up by it."""

    challenge_id: UUID
    client_key: GroupNumber
    client_proof: Proof

    def proof(self) -> PasswordProof:
        """The answer in the use cases' words."""
        return PasswordProof(
            self.challenge_id, bytes_of(self.client_key), bytes_of(self.client_proof)
        )


class VerifierSignUpBody(VerifierBody):
    """A wish to become a user whose password the server never sees."""

    email: Email
    name: Name = ""
    locale: Locale = DEFAULT_LOCALE
    time_zone: TimeZone = DEFAULT_TIME_ZONE


class StartSignInBody(ApiModel):
    """Who wants to sign in."""

    email: Email


class FinishSignInBody(ProofBody):
    """The answer to the challenge for this address."""

    email: Email


class ProofChallengeAnswer(ApiModel):
    """The same shape for every address, with an account or not; open for two minutes."""

    challenge_id: UUID
    suite: Suite
    salt: Salt
    server_key: GroupNumber

    @classmethod
    def of(cls, challenge: ProofChallenge) -> "ProofChallengeAnswer":
        """The challenge as an answer."""
        return cls(
            challenge_id=challenge.challenge_id,
            suite=challenge.suite,
            salt=text_of(challenge.salt),
            server_key=text_of(challenge.server_key),
        )


class ProvedSignInAnswer(TokensAnswer):
    """The tokens, and the proof that the server holds the verifier: check it before using them."""

    server_proof: Proof

    @classmethod
    def proved(cls, proved: ProvedSignIn) -> "ProvedSignInAnswer":
        """The sign-in as an answer."""
        tokens = TokensAnswer.of(proved.tokens).model_dump()
        return cls(**tokens, server_proof=text_of(proved.server_proof))


class VerifierResetBody(VerifierBody):
    """The mailed code and the verifier of the password chosen."""

    email: Email
    code: Code


class PasswordEvidence(ApiModel):
    """The present password, of an account that keeps its hash."""

    kind: Literal["password"]
    password: PresentedSecret

    def evidence(self) -> str:
        """The password."""
        return self.password.get_secret_value()


class ProofEvidence(ProofBody):
    """The proof of the present password, of an account that keeps a verifier."""

    kind: Literal["proof"]

    def evidence(self) -> PasswordProof:
        """The proof."""
        return self.proof()


EvidenceBody = Annotated[PasswordEvidence | ProofEvidence, Field(discriminator="kind")]


class VerifierChangeBody(VerifierBody):
    """The evidence of the present password, and the verifier of the one chosen."""

    present: EvidenceBody
