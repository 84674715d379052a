"""A certificate for each device of the load, as provisioning would have given it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from cryptography.x509 import random_serial_number

from benchmarks.load.line import Credentials
from benchmarks.load.plan import DevicePlan
from devstack.supervisor.certificates import StackCertificates
from services.device_gateway.domain.pki.authority import certificate_pem
from services.device_gateway.domain.pki.keys import key_pem, new_key
from services.device_gateway.domain.pki.profiles import device_certificate
from services.device_gateway.outbound.pki.authority_files import read_authorities


def with_certificates(
    plans: Iterable[DevicePlan], certificates: StackCertificates, folder: Path
) -> Iterator[DevicePlan]:
    """The plans with credentials, whose files are made in the folder; a millisecond each."""
    settings = certificates.material
    authority = read_authorities(settings.device_ca, certificates.device_ca_key, None)[0]
    folder.mkdir(mode=0o700, exist_ok=True)
    now = datetime.now(UTC)
    for plan in plans:
        key = new_key()
        certificate = device_certificate(
            authority,
            key.public_key(),
            device_id=plan.device_id,
            now=now,
            serial=random_serial_number(),
        )
        credentials = Credentials(
            certificate=folder / f"{plan.device_id}.pem",
            key=folder / f"{plan.device_id}.key",
            server_ca=settings.server_ca,
        )
        credentials.certificate.write_text(certificate_pem(certificate))
        credentials.key.write_bytes(key_pem(key))
        yield replace(plan, credentials=credentials)
