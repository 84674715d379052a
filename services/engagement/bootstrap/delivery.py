"""The room `delivery`: the ways out to a person."""

from libs.chassis.mail_url import mail_sender
from services.engagement.bootstrap.foundation import Foundation, Room
from services.engagement.config import Settings
from services.engagement.inbound.rounds.delivery import delivery_worker
from services.engagement.outbound.channels.log_file import LogFileChannel
from services.engagement.outbound.channels.mail import MailChannel
from services.engagement.outbound.delivery.postgres import PostgresDeliveryQueue
from services.engagement.ports.delivery import Channel
from services.engagement.usecases.delivery.deliver_notifications import DeliverNotifications


def channels_of(settings: Settings) -> list[Channel]:
    """The channels that have their settings."""
    channels: list[Channel] = []
    if settings.mail_url is not None:
        channels.append(MailChannel(mail_sender(settings.mail_url, sender=settings.mail_from)))
    if settings.notification_log is not None:
        channels.append(LogFileChannel(settings.notification_log))
    return channels


def build_delivery(foundation: Foundation) -> Room:
    """A worker a channel."""
    contacts = foundation.contacts
    queue = PostgresDeliveryQueue(
        foundation.pool, foundation.vault, channels=foundation.wakes.keys()
    )
    return Room(
        workers=[
            delivery_worker(
                channel.name,
                DeliverNotifications(
                    queue,
                    channel,
                    contacts,
                    foundation.clock,
                    foundation.ids,
                    wake=foundation.wakes[channel.name],
                ),
                foundation.wakes[channel.name],
            )
            for channel in foundation.channels
        ]
    )
