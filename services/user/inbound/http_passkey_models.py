"""Bodies about passkeys. What browsers give and take is WebAuthn's own JSON (level 3)."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from libs.chassis.http import ApiModel
from services.user.inbound.http_binary import Bytes, bytes_of
from services.user.inbound.http_fields import Email, PasskeyName
from services.user.inbound.http_proof_models import EvidenceBody
from services.user.ports import CreatedAnswer, SignedAnswer
from services.user.usecases.add_passkey import PasskeyChallenge

ClientData = Annotated[Bytes, Field(alias="clientDataJSON")]


class _BrowsersAnswer(ApiModel):
    """What a newer browser adds to its answer is no fault."""

    model_config = ConfigDict(extra="ignore")


class AttestationResponse(_BrowsersAnswer):
    """AuthenticatorAttestationResponseJSON."""

    client_data_json: ClientData
    attestation_object: Bytes


class AssertionResponse(_BrowsersAnswer):
    """AuthenticatorAssertionResponseJSON."""

    client_data_json: ClientData
    authenticator_data: Bytes
    signature: Bytes
    user_handle: Bytes | None = None


class CreatedCredential(_BrowsersAnswer):
    """RegistrationResponseJSON: what `toJSON()` of the browser's answer to creation gives."""

    id: Bytes
    type: Literal["public-key"]
    response: AttestationResponse

    def answer(self) -> CreatedAnswer:
        """The answer in binary."""
        response = self.response
        return CreatedAnswer(
            bytes_of(self.id),
            bytes_of(response.client_data_json),
            bytes_of(response.attestation_object),
        )


class SignedCredential(_BrowsersAnswer):
    """AuthenticationResponseJSON: what `toJSON()` of the browser's answer to a request gives."""

    id: Bytes
    type: Literal["public-key"]
    response: AssertionResponse

    def answer(self) -> SignedAnswer:
        """The answer in binary."""
        response = self.response
        return SignedAnswer(
            bytes_of(self.id),
            bytes_of(response.client_data_json),
            bytes_of(response.authenticator_data),
            bytes_of(response.signature),
            None if response.user_handle is None else bytes_of(response.user_handle),
        )


class StartPasskeyBody(ApiModel):
    """The present password or its proof; neither is needed within 10 minutes of a sign-in."""

    present: EvidenceBody | None = None


class PasskeyChallengeAnswer(ApiModel):
    """Give `publicKey` to the browser, after parse...OptionsFromJSON; open for two minutes."""

    challenge_id: UUID
    public_key: dict[str, Any]

    @classmethod
    def of(cls, challenge: PasskeyChallenge) -> "PasskeyChallengeAnswer":
        """The challenge as an answer."""
        return cls(challenge_id=challenge.challenge_id, public_key=dict(challenge.options))


class AddPasskeyBody(ApiModel):
    """The browser's answer, and a name by which the user knows the passkey."""

    challenge_id: UUID
    name: PasskeyName
    credential: CreatedCredential


class RenamePasskeyBody(ApiModel):
    """Another name."""

    name: PasskeyName


class StartPasskeySignInBody(ApiModel):
    """With an address only its account's passkeys will do; without one, the device says whose."""

    email: Email | None = None


class FinishPasskeySignInBody(StartPasskeySignInBody):
    """The browser's answer; the address is the one given at the start, if any."""

    challenge_id: UUID
    credential: SignedCredential
