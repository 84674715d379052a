"""Certificates: who signs them, what is published of them, and when they end."""

from pathlib import Path
from typing import Final

from libs.chassis.clock import Clock
from libs.chassis.lifecycle import Worker
from libs.chassis.telemetry import get_logger
from libs.chassis.timers import timer_worker
from services.device_gateway.bootstrap.foundation import Foundation, Room
from services.device_gateway.config.pki import PkiSettings
from services.device_gateway.inbound.http.pki import pki_operations
from services.device_gateway.metrics import pki as metrics
from services.device_gateway.outbound.identity.postgres import PostgresIdentities
from services.device_gateway.outbound.pki.certificate_files import CertificateFile
from services.device_gateway.ports.pki import RevocationList
from services.device_gateway.usecases.pki.read_list import ReadRevocationList
from services.device_gateway.usecases.pki.watch_expiry import WatchExpiry

_WORKER: Final = "certificates"


def build_pki(foundation: Foundation) -> Room:
    """Publishes what the room `identity` has signed, and shows in the metrics when what ends."""
    settings = foundation.settings
    _say_what_is_off(settings)
    lists = PostgresIdentities(foundation.pool, foundation.ids, foundation.clock)
    server_authority = settings.server_ca_certificate_file
    return Room(
        workers=[_expiry_worker(settings, lists, foundation.clock)],
        routers=[
            pki_operations(
                ReadRevocationList(lists),
                None if server_authority is None else server_authority.read_bytes(),
            )
        ],
    )


def _say_what_is_off(settings: PkiSettings) -> None:
    if not (settings.device_ca_certificate_file and settings.device_ca_key_file):
        get_logger().warning("provisioning_off", reason="no device CA and key in the settings")
    elif not (settings.claim_ca_certificate_file and settings.claim_ca_key_file):
        get_logger().warning("claim_revocation_off", reason="no claim CA and key in the settings")


def _expiry_worker(settings: PkiSettings, lists: RevocationList, clock: Clock) -> Worker:
    files: dict[str, Path | None] = {
        "device_ca": settings.device_ca_certificate_file,
        "claim_ca": settings.claim_ca_certificate_file,
        "server_ca": settings.server_ca_certificate_file,
        "server": settings.server_certificate_file,
    }
    watch = WatchExpiry(
        {name: CertificateFile(path) for name, path in files.items() if path is not None},
        lists,
        clock,
        show_certificate=_show_certificate,
        show_list=_show_list,
    )
    return timer_worker(_WORKER, watch)


def _show_certificate(name: str, left_s: float | None) -> None:
    metrics.CERTIFICATE_UNREADABLE.labels(name).set(left_s is None)
    if left_s is not None:
        metrics.CERTIFICATE_LEFT_S.labels(name).set(left_s)


def _show_list(authority: str, left_s: float | None) -> None:
    if left_s is not None:
        metrics.LIST_LEFT_S.labels(authority).set(left_s)
