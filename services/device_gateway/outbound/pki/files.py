"""The authorities from the files that the settings name."""

from services.device_gateway.config.pki import PkiSettings
from services.device_gateway.outbound.pki.authority_files import (
    AuthorityFilesError,
    read_authorities,
)
from services.device_gateway.outbound.pki.issuer import AuthorityIssuer


def issuer_from_files(settings: PkiSettings) -> AuthorityIssuer | None:
    """None where no device authority is set: nobody is provisioned then.

    Raises AuthorityFilesError when files are named and cannot be used: better not to start than to
    find out when the first device asks.
    """
    secret = settings.ca_key_passphrase
    passphrase = None if secret is None else secret.get_secret_value()
    pairs = {
        "device": (settings.device_ca_certificate_file, settings.device_ca_key_file),
        "claim": (settings.claim_ca_certificate_file, settings.claim_ca_key_file),
    }
    authorities = {}
    for kind, (certificate_file, key_file) in pairs.items():
        if certificate_file and key_file:
            authorities[kind] = read_authorities(certificate_file, key_file, passphrase)
        elif key_file:
            raise AuthorityFilesError(f"{kind}_ca_key_file is set, its certificate file is not")
    if "device" not in authorities:
        return None
    return AuthorityIssuer(authorities["device"], authorities.get("claim", ()))
