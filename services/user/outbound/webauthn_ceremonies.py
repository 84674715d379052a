"""WebAuthn by the library that Duo keeps: what a browser is asked, and whether its answer holds."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import bytes_to_base64url, options_to_json_dict
from webauthn.helpers.structs import (
    AttestationConveyancePreference,
    AuthenticationCredential,
    AuthenticatorAssertionResponse,
    AuthenticatorAttestationResponse,
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    RegistrationCredential,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from services.user.domain.challenge import CHALLENGE_LIFETIME
from services.user.domain.passkey import MadePasskey, Passkey, PasskeyUse
from services.user.domain.relying_party import RelyingParty
from services.user.domain.user import User
from services.user.ports import CreatedAnswer, SignedAnswer

_TIMEOUT_MS: Final = int(CHALLENGE_LIFETIME.total_seconds() * 1000)
_LONGEST_CREDENTIAL_ID: Final = 1023
_NAME: Final = "Meriggio"
_NOT_COUNTED_HERE: Final = 0


class WebauthnCeremonies:
    """The port PasskeyCeremonies. The person is always verified: by a PIN, a finger, a face."""

    def __init__(self, party: RelyingParty) -> None:
        self._rp_id = party.rp_id
        self._origins = list(party.origins)

    def creation_options(
        self, user: User, present: Sequence[Passkey], challenge: bytes
    ) -> Mapping[str, Any]:
        """For navigator.credentials.create: a discoverable key, without attestation."""
        options = generate_registration_options(
            rp_id=self._rp_id,
            rp_name=_NAME,
            user_id=user.user_id.bytes,
            user_name=user.email,
            user_display_name=user.profile.name or user.email,
            challenge=challenge,
            timeout=_TIMEOUT_MS,
            attestation=AttestationConveyancePreference.NONE,
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED,
                user_verification=UserVerificationRequirement.REQUIRED,
            ),
            exclude_credentials=[
                PublicKeyCredentialDescriptor(id=each.made.credential_id) for each in present
            ],
        )
        return options_to_json_dict(options)

    def created(self, answer: CreatedAnswer, challenge: bytes) -> MadePasskey | None:
        """The passkey in the answer to such options; None when the answer does not hold."""
        credential = RegistrationCredential(
            id=bytes_to_base64url(answer.credential_id),
            raw_id=answer.credential_id,
            response=AuthenticatorAttestationResponse(answer.client_data, answer.attestation),
        )
        try:
            verified = verify_registration_response(
                credential=credential,
                expected_challenge=challenge,
                expected_rp_id=self._rp_id,
                expected_origin=self._origins,
                require_user_verification=True,
            )
        except Exception:  # noqa: BLE001  # hostile bytes fail in CBOR, X.509 or curves as they like
            return None
        is_meant = verified.credential_id == answer.credential_id
        if not is_meant or len(verified.credential_id) > _LONGEST_CREDENTIAL_ID:
            return None
        return MadePasskey(
            verified.credential_id,
            verified.credential_public_key,
            verified.sign_count,
            verified.credential_backed_up,
        )

    def request_options(self, challenge: bytes) -> Mapping[str, Any]:
        """For navigator.credentials.get: no key is named, the device offers those it has."""
        options = generate_authentication_options(
            rp_id=self._rp_id,
            challenge=challenge,
            timeout=_TIMEOUT_MS,
            user_verification=UserVerificationRequirement.REQUIRED,
        )
        return options_to_json_dict(options)

    def signed(
        self, answer: SignedAnswer, challenge: bytes, public_key: bytes
    ) -> PasskeyUse | None:
        """What the device says of the key it signed with; None when the answer does not hold.

        The count is the domain's to judge, once the signature is known to be right.
        """
        credential = AuthenticationCredential(
            id=bytes_to_base64url(answer.credential_id),
            raw_id=answer.credential_id,
            response=AuthenticatorAssertionResponse(
                answer.client_data, answer.authenticator_data, answer.signature
            ),
        )
        try:
            verified = verify_authentication_response(
                credential=credential,
                expected_challenge=challenge,
                expected_rp_id=self._rp_id,
                expected_origin=self._origins,
                credential_public_key=public_key,
                credential_current_sign_count=_NOT_COUNTED_HERE,
                require_user_verification=True,
            )
        except Exception:  # noqa: BLE001  # same
            return None
        return PasskeyUse(verified.new_sign_count, verified.credential_backed_up)
