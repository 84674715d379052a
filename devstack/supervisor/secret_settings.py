"""Which of the services' settings are secret, and where each comes from."""

from collections.abc import Mapping
from typing import Final

from devstack.supervisor.secret import Secrets
from libs.chassis.operator_token import digest_of

WEB_PUSH: Final = "engagement.web-push"
"""The purpose of the key in PEM whose file engagement is told of."""
_HOLDER: Final = "demo"


def device_proof_key(secrets: Secrets) -> str:
    """Makes the codes on devices' labels."""
    return secrets.key("community.devices")


def operator_token(secrets: Secrets) -> str:
    """What an operator of the fleet signs in with."""
    return secrets.key("device_gateway.operator")


def integration_token(secrets: Secrets) -> str:
    """What a program that posts readings signs in with."""
    return secrets.key("device_gateway.integration")


def secret_settings(secrets: Secrets) -> Mapping[str, Mapping[str, object]]:
    """By service; without its logins at servers."""
    operators = {_HOLDER: digest_of(operator_token(secrets))}
    return {
        "user": {
            "key_encryption_key": secrets.key("user.encryption"),
            "code_hmac_key": secrets.key("user.codes"),
        },
        "community": {
            "address_key": secrets.key("community.addresses"),
            "device_proof_key": device_proof_key(secrets),
        },
        "energy": {"operator_tokens": operators},
        "engagement": {"endpoint_key": secrets.key("engagement.endpoints")},
        "device_gateway": {
            "operator_tokens": operators,
            "integration_tokens": {_HOLDER: {"sha256": digest_of(integration_token(secrets))}},
        },
    }
