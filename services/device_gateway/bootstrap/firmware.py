"""The room `firmware`: images, their downloads and roll-outs."""

from dataclasses import dataclass
from datetime import timedelta

from libs.chassis.http import ServerCertificate, create_app, http_worker
from libs.chassis.lifecycle import Worker
from libs.chassis.timers import timer_worker
from libs.contracts.mqtt import topics
from services.device_gateway.bootstrap.foundation import Foundation, Room
from services.device_gateway.config import Settings
from services.device_gateway.domain.firmware.target import Patience
from services.device_gateway.inbound.http.firmware_download import Downloads, download_operations
from services.device_gateway.inbound.http.firmware_images import ImageUseCases, image_operations
from services.device_gateway.inbound.http.firmware_rollouts import (
    RolloutUseCases,
    device_operations,
    rollout_operations,
)
from services.device_gateway.inbound.mqtt.firmware import ProgressHandler, StatusHandler
from services.device_gateway.metrics import firmware as metrics
from services.device_gateway.outbound.firmware.ed25519 import Ed25519Keys
from services.device_gateway.outbound.firmware.offers import NotedOffers, OfferWriter
from services.device_gateway.outbound.firmware.outcomes import CountedOutcomes
from services.device_gateway.outbound.firmware.postgres import PostgresFirmware
from services.device_gateway.usecases.firmware.announce_image import AnnounceImage, DiscardImage
from services.device_gateway.usecases.firmware.complete_image import CompleteImage, ReceivePart
from services.device_gateway.usecases.firmware.follow_status import FollowStatus
from services.device_gateway.usecases.firmware.look_up import LookUp
from services.device_gateway.usecases.firmware.offer_updates import Slots
from services.device_gateway.usecases.firmware.record_progress import RecordProgress
from services.device_gateway.usecases.firmware.serve_image import ServeImage
from services.device_gateway.usecases.firmware.start_rollout import StartRollout
from services.device_gateway.usecases.firmware.steer_rollout import SteerRollout
from services.device_gateway.usecases.firmware.tend_rollouts import TendRollouts
from services.device_gateway.usecases.firmware.withdraw_image import WithdrawImage


@dataclass(frozen=True, slots=True)
class _Rules:
    slots: Slots
    patience: Patience


def build_firmware(foundation: Foundation) -> Room:
    """Raises ValueError for settings that hold no key, or half of a listener with TLS."""
    settings, clock = foundation.settings, foundation.clock
    store, outcomes = PostgresFirmware(foundation.pool), CountedOutcomes()
    writer, rules = OfferWriter(settings.firmware_base_url), _rules(settings)
    serve = ServeImage(
        store,
        clock,
        held_bytes=settings.firmware_held_bytes,
        note_held=metrics.CACHED_BYTES.set,
    )
    downloads = _downloads(settings)
    follow_status = FollowStatus(store, clock, outcomes, slots=rules.slots, patience=rules.patience)
    tend = TendRollouts(
        store,
        clock,
        outcomes,
        NotedOffers(writer, foundation.notes),
        slots=rules.slots,
        patience=rules.patience,
    )
    return Room(
        workers=[
            _tending_worker(tend, settings.firmware_round_s),
            *_https_workers(foundation, serve, downloads),
        ],
        routers=[
            image_operations(_image_use_cases(foundation, store)),
            rollout_operations(_rollout_use_cases(foundation, store)),
            device_operations(LookUp(store), foundation.registry, clock),
            download_operations(serve, downloads),
        ],
        reports={
            topics.STATUS: StatusHandler(follow_status, writer.note),
            topics.FIRMWARE: ProgressHandler(RecordProgress(store, clock, outcomes)),
        },
    )


def _downloads(settings: Settings) -> Downloads:
    return Downloads(
        at_once=settings.firmware_downloads,
        per_address=settings.firmware_downloads_per_address,
        longest_s=settings.firmware_download_s,
    )


def _rules(settings: Settings) -> _Rules:
    return _Rules(
        Slots(
            at_once=settings.firmware_at_once,
            silence=timedelta(seconds=settings.firmware_slot_s),
        ),
        Patience(
            update=timedelta(seconds=settings.firmware_update_timeout_s),
            turn=timedelta(seconds=settings.firmware_turn_timeout_s),
            rollback=timedelta(seconds=settings.firmware_rollback_after_s),
        ),
    )


def _image_use_cases(foundation: Foundation, store: PostgresFirmware) -> ImageUseCases:
    return ImageUseCases(
        announce=AnnounceImage(
            store,
            Ed25519Keys(foundation.settings.firmware_public_keys),
            foundation.clock,
            foundation.ids,
        ),
        receive_part=ReceivePart(store),
        complete=CompleteImage(store),
        discard=DiscardImage(store),
        withdraw=WithdrawImage(store, foundation.clock, CountedOutcomes()),
        look_up=LookUp(store),
    )


def _rollout_use_cases(foundation: Foundation, store: PostgresFirmware) -> RolloutUseCases:
    clock, outcomes = foundation.clock, CountedOutcomes()
    return RolloutUseCases(
        start=StartRollout(
            store,
            clock,
            foundation.ids,
            outcomes,
            most_targets=foundation.settings.firmware_most_targets,
        ),
        steer=SteerRollout(store, clock, outcomes),
        look_up=LookUp(store),
    )


def _tending_worker(tend: TendRollouts, every_s: float) -> Worker:
    async def one_round() -> float:
        tended = await tend()
        metrics.ROLLOUTS.labels("running").set(tended.running)
        metrics.ROLLOUTS.labels("paused").set(tended.paused)
        metrics.LOADING.set(tended.loading)
        return 0.0 if tended.unfinished else every_s

    return timer_worker("rollouts", one_round)


def _https_workers(foundation: Foundation, serve: ServeImage, downloads: Downloads) -> list[Worker]:
    settings = foundation.settings
    if settings.https_port == 0:
        return []
    if settings.https_certificate_file is None or settings.https_key_file is None:
        raise ValueError("HTTPS_PORT needs HTTPS_CERTIFICATE_FILE and HTTPS_KEY_FILE")
    app = create_app(
        service="device_gateway",
        title="Meriggio firmware",
        readiness=foundation.readiness,
        verifier=None,
        for_strangers=True,
    )
    app.include_router(download_operations(serve, downloads))
    return [
        http_worker(
            app,
            host=settings.https_host,
            port=settings.https_port,
            name="https",
            certificate=ServerCertificate(settings.https_certificate_file, settings.https_key_file),
        )
    ]
