"""The room `identity`: provisioning, renewal, revocation."""

from typing import Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from libs.chassis.lifecycle import Worker
from libs.chassis.request_pace import RequestPace
from libs.chassis.timers import timer_worker
from libs.contracts.mqtt import topics
from services.device_gateway.bootstrap.foundation import Foundation, Room
from services.device_gateway.bootstrap.links import note_connector
from services.device_gateway.inbound.http.identity import IdentityUseCases, identity_operations
from services.device_gateway.inbound.mqtt.identity import (
    CertificateRequestHandler,
    RegistrationHandler,
    RenewalHandler,
    StatusHandler,
)
from services.device_gateway.inbound.mqtt.report import ReportHandler
from services.device_gateway.metrics import identity as metrics
from services.device_gateway.outbound.control.identity_steps import RoomOfIdentities
from services.device_gateway.outbound.identity.kicker import Kicker
from services.device_gateway.outbound.identity.postgres import PostgresIdentities
from services.device_gateway.outbound.identity.standings_feed import StandingsFeed
from services.device_gateway.outbound.pki.files import issuer_from_files
from services.device_gateway.outbound.pki.issuer import AuthorityIssuer
from services.device_gateway.usecases.identity.batches import AddBatch, ListDevices, RevokeBatch
from services.device_gateway.usecases.identity.claim_pace import ClaimPace
from services.device_gateway.usecases.identity.end_lapsed import AT_ONCE, EndLapsed
from services.device_gateway.usecases.identity.publish_revocations import PublishRevocations
from services.device_gateway.usecases.identity.register_device import RegisterDevice
from services.device_gateway.usecases.identity.renew_certificate import (
    NoteShownCertificate,
    RenewCertificate,
)
from services.device_gateway.usecases.identity.request_certificate import RequestCertificate
from services.device_gateway.usecases.identity.revoke_device import (
    AllowEarlyRenewal,
    ReleaseDevice,
    RevokeDevice,
)
from services.device_gateway.usecases.identity.save_change import SaveChange

_LAPSED_EVERY_S: Final = 30.0
_LISTS_EVERY_S: Final = 2.0
_SECRET_BYTES: Final = 32


def build_identity(foundation: Foundation) -> Room:
    """Without a device authority it provisions and renews nothing, but lists and revokes."""
    settings, clock = foundation.settings, foundation.clock
    store = PostgresIdentities(foundation.pool, foundation.ids, clock)
    issuer = issuer_from_files(settings)
    publish = PublishRevocations(store, issuer, clock)
    save = SaveChange(publish)
    kicker = Kicker(
        lambda device_id: note_connector(settings, client_id=device_id)(),
        foundation.standings,
        clock,
    )
    feed = StandingsFeed(foundation.pool, foundation.standings, kicker.cut).worker()
    use_cases = IdentityUseCases(
        store=store,
        add_batch=AddBatch(store, publish, clock),
        revoke_batch=RevokeBatch(store, publish, save, clock),
        list_devices=ListDevices(store, clock),
        revoke_device=RevokeDevice(store, save, clock),
        release_device=ReleaseDevice(store, save, clock),
        allow_early_renewal=AllowEarlyRenewal(store),
    )
    note_shown = NoteShownCertificate(store, foundation.standings, clock)
    return Room(
        workers=[
            feed,
            kicker.worker(),
            _lapsing_worker(EndLapsed(store, save, clock)),
            _publishing_worker(publish),
        ],
        routers=[identity_operations(use_cases)],
        reports={
            topics.STATUS: StatusHandler(note_shown),
            **({} if issuer is None else _renewal(foundation, store, issuer)),
        },
        provisioning={} if issuer is None else _provisioning(foundation, store, issuer, save),
        wait_for=[feed.name],
    )


def identity_steps(foundation: Foundation) -> RoomOfIdentities:
    """What commands of the room `control` mean here."""
    clock = foundation.clock
    store = PostgresIdentities(foundation.pool, foundation.ids, clock)
    save = SaveChange(PublishRevocations(store, issuer_from_files(foundation.settings), clock))
    return RoomOfIdentities(AllowEarlyRenewal(store), ReleaseDevice(store, save, clock))


def _renewal(
    foundation: Foundation, store: PostgresIdentities, issuer: AuthorityIssuer
) -> dict[str, ReportHandler]:
    settings, clock = foundation.settings, foundation.clock
    pace = RequestPace(clock, burst=settings.renewal_burst, per_s=settings.renewals_per_s)
    return {topics.CERTIFICATE: RenewalHandler(RenewCertificate(store, issuer, pace, clock))}


def _provisioning(
    foundation: Foundation, store: PostgresIdentities, issuer: AuthorityIssuer, save: SaveChange
) -> dict[str, ReportHandler]:
    settings, clock = foundation.settings, foundation.clock
    pace = ClaimPace(
        per_claim=RequestPace(clock, burst=settings.claim_burst, per_s=settings.claims_per_s),
        per_serial_number=RequestPace(
            clock, burst=settings.serial_number_burst, per_s=settings.serial_numbers_per_s
        ),
    )
    secret = ownership_secret(issuer)
    request = RequestCertificate(store, issuer, pace, clock, ownership_secret=secret)
    register = RegisterDevice(store, issuer, pace, save, clock, ownership_secret=secret)
    return {
        topics.CERTIFICATE: CertificateRequestHandler(request),
        topics.REGISTRATION: RegistrationHandler(register),
    }


def ownership_secret(issuer: AuthorityIssuer) -> bytes:
    """Drawn from the device authority's key, which all replicas have and nobody else.

    When the authority is replaced, tokens that wait are void and devices ask once more.
    """
    key = issuer.device[0].key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    drawn = HKDF(SHA256(), length=_SECRET_BYTES, salt=None, info=b"meriggio ownership tokens")
    return drawn.derive(key)


def _lapsing_worker(end_lapsed: EndLapsed) -> Worker:
    async def one_round() -> float:
        ended = await end_lapsed()
        metrics.LAPSED.inc(ended)
        return 0.0 if ended >= AT_ONCE else _LAPSED_EVERY_S

    return timer_worker("lapsed_certificates", one_round)


def _publishing_worker(publish: PublishRevocations) -> Worker:
    is_first = True

    async def one_round() -> float:
        nonlocal is_first
        # At start anew: this gateway may have been given another authority.
        metrics.LISTS_MADE.inc(await publish(anew=is_first))
        is_first = False
        return _LISTS_EVERY_S

    return timer_worker("revocation_lists", one_round)
