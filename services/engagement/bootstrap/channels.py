"""The channels that have their settings."""

from libs.chassis.clock import Clock
from libs.chassis.mail_url import mail_sender
from libs.chassis.outward_http import outward_client
from services.engagement.config import Settings
from services.engagement.config.channels import parse_networks, parse_schemes
from services.engagement.outbound.channels.log_file import LogFileChannel
from services.engagement.outbound.channels.mail import MailChannel
from services.engagement.outbound.channels.webhook import WebhookChannel
from services.engagement.ports.delivery import Channel


def channels_of(settings: Settings, clock: Clock) -> list[Channel]:
    """One a kind of endpoint."""
    return [*_operators_channels(settings), *_channels_to_users_servers(settings, clock)]


def _operators_channels(settings: Settings) -> list[Channel]:
    channels: list[Channel] = []
    if settings.mail_url is not None:
        channels.append(MailChannel(mail_sender(settings.mail_url, sender=settings.mail_from)))
    if settings.notification_log is not None:
        channels.append(LogFileChannel(settings.notification_log))
    return channels


def _channels_to_users_servers(settings: Settings, clock: Clock) -> list[Channel]:
    """Whose addresses come from users: they reach the Internet only."""
    allowed = parse_networks(settings.outward_networks)
    channels: list[Channel] = []
    if settings.webhooks != "off":
        channels.append(WebhookChannel(outward_client(allowed=allowed), clock))
    if parse_schemes(settings.apprise_schemes):
        # Loading the library takes seconds and 60 MB.
        from services.engagement.outbound.channels.apprise_services import (  # noqa: PLC0415
            AppriseChannel,
        )

        channels.append(AppriseChannel(allowed))
    return channels
