"""The channels that have their settings."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

import httpx

from libs.chassis.clock import Clock
from libs.chassis.mail_url import mail_sender
from libs.chassis.outward_http import outward_client
from services.engagement.config import Settings
from services.engagement.config.channels import parse_networks, parse_schemes
from services.engagement.domain.notifications.unsubscribe_token import (
    UnsubscribeTokens,
    Unsubscribing,
)
from services.engagement.outbound.channels.expo import ExpoChannel
from services.engagement.outbound.channels.fcm import FcmChannel
from services.engagement.outbound.channels.fcm_access import read_service_account
from services.engagement.outbound.channels.log_file import LogFileChannel
from services.engagement.outbound.channels.mail import MailChannel
from services.engagement.outbound.channels.web_push import VapidKey, WebPushChannel
from services.engagement.outbound.channels.webhook import WebhookChannel
from services.engagement.ports.delivery import Channel

_PUSH_TIMEOUT: Final = httpx.Timeout(10.0, connect=5.0, pool=5.0)


def channels_of(settings: Settings, clock: Clock, tokens: UnsubscribeTokens) -> list[Channel]:
    """One a kind of endpoint."""
    return [
        *_operators_channels(settings, tokens),
        *_push_channels(settings, clock),
        *_channels_to_users_servers(settings, clock),
    ]


def _operators_channels(settings: Settings, tokens: UnsubscribeTokens) -> list[Channel]:
    channels: list[Channel] = []
    if settings.mail_url is not None:
        sender = mail_sender(settings.mail_url, sender=settings.mail_from)
        channels.append(MailChannel(sender, unsubscribe_url(settings.public_url or "", tokens)))
    if settings.notification_log is not None:
        channels.append(LogFileChannel(settings.notification_log))
    return channels


def unsubscribe_url(public_url: str, tokens: UnsubscribeTokens) -> Callable[[UUID], str]:
    """Where a user ends mail about surplus."""
    start = f"{public_url}/notification/unsubscribe?token="
    return lambda user_id: start + tokens.token_of(Unsubscribing(user_id))


def _push_channels(settings: Settings, clock: Clock) -> list[Channel]:
    channels: list[Channel] = []
    client = httpx.AsyncClient(timeout=_PUSH_TIMEOUT)
    if settings.fcm_service_account is not None:
        account = read_service_account(settings.fcm_service_account)
        channels.append(FcmChannel(client, account, clock))
    if settings.expo:
        token = settings.expo_access_token
        access = None if token is None else token.get_secret_value()
        channels.append(ExpoChannel(client, clock, access_token=access))
    key = vapid_key(settings)
    if key is not None:
        allowed = parse_networks(settings.outward_networks)
        channels.append(WebPushChannel(outward_client(allowed=allowed), key, clock))
    return channels


def vapid_key(settings: Settings) -> VapidKey | None:
    """Under which browsers are pushed; None without its setting. Raises OSError, VapidKeyError."""
    if settings.web_push_key is None or settings.web_push_subject is None:
        return None
    return VapidKey(settings.web_push_key.read_bytes(), subject=settings.web_push_subject)


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
