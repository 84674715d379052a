"""Authorities as files: certificates in one, keys in the other, in the same order."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from services.device_gateway.domain.pki.authority import (
    Authority,
    BadAuthorityError,
    read_authority,
    read_certificates,
)
from services.device_gateway.domain.pki.keys import BadKeyError, read_key

_KEY: Final = re.compile(
    rb"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?-----END [A-Z ]*PRIVATE KEY-----", re.DOTALL
)


class AuthorityFilesError(Exception):
    """The files cannot be used; the message names the file and says why."""


def read_authorities(
    certificate_file: Path, key_file: Path, passphrase: str | None
) -> Sequence[Authority]:
    """At least one; the first is the one that issues. Raises AuthorityFilesError."""
    try:
        certificates = read_certificates(certificate_file.read_bytes())
        keys = [read_key(pem, passphrase) for pem in _KEY.findall(key_file.read_bytes())]
    except OSError as error:
        raise AuthorityFilesError(f"{error.filename}: {error.strerror}") from error
    except BadAuthorityError as error:
        raise AuthorityFilesError(f"{certificate_file}: {error}") from error
    except BadKeyError as error:
        raise AuthorityFilesError(f"{key_file}: {error}") from error
    if len(certificates) != len(keys):
        raise AuthorityFilesError(
            f"{certificate_file} has {len(certificates)} certificates, {key_file} {len(keys)} keys"
        )
    try:
        return [read_authority(one, key) for one, key in zip(certificates, keys, strict=True)]
    except BadAuthorityError as error:
        raise AuthorityFilesError(f"{certificate_file}, {key_file}: {error}") from error
