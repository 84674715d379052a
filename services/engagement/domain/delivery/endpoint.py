"""Where a person can be reached: kinds of endpoint, their addresses, and what each must look like.

An address is a secret: whoever knows it can write to the person. It is sealed at rest, never logged
(no `repr` shows one), and shown to its owner in part only.
"""

import re
from base64 import b64decode
from binascii import Error as NotBase64Error
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final, TypeAlias
from urllib.parse import SplitResult, urlsplit
from uuid import UUID

from libs.chassis.errors import FieldError, InvalidInputError, NotFoundError

MAXIMUM_ENDPOINTS: Final = 10
"""A user's; the implicit ones are not counted."""
MAXIMUM_URL: Final = 2_000
MAXIMUM_TOKEN: Final = 4_096
"""FCM promises no length; those given today have about 160 characters."""
_SHOWN: Final = 4
_POINT_BYTES: Final = 65
_AUTH_BYTES: Final = 16
_UNCOMPRESSED: Final = 4
_EXPO_TOKEN: Final = re.compile(r"(?:ExponentPushToken|ExpoPushToken)\[[A-Za-z0-9_-]{8,128}\]")
_FCM_TOKEN: Final = re.compile(r"[A-Za-z0-9_:.-]{20,}")
_URL_SAFE: Final = str.maketrans("-_", "+/")
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]{0,31}")


class EndpointKind(StrEnum):
    """How an endpoint is reached; each has a channel of the same name."""

    MAIL = "mail"
    """The account's address. Implicit: every user has one, none is stored."""
    LOG_FILE = "log_file"
    """The operator's file, which holds everybody's messages. Implicit, too."""
    WEBHOOK = "webhook"
    APPRISE = "apprise"
    EXPO = "expo"
    FCM = "fcm"
    WEB_PUSH = "web_push"


IMPLICIT: Final = frozenset({EndpointKind.MAIL, EndpointKind.LOG_FILE})
"""Their endpoint's id is the user's: nothing is registered."""
OF_A_DEVICE: Final = frozenset({EndpointKind.EXPO, EndpointKind.FCM, EndpointKind.WEB_PUSH})
"""A token names an app on a device: whoever registers it last has the device in hand."""


class InvalidAddressError(InvalidInputError):
    """An address that the kind of endpoint cannot have."""

    code = "invalid_address"


class WebPushOffError(NotFoundError):
    """The operator has given no key for Web Push."""

    code = "web_push_off"


@dataclass(frozen=True, slots=True)
class WebhookAddress:
    """A URL that gets signed POST requests (Standard Webhooks)."""

    url: str = field(repr=False)

    @property
    def identity(self) -> str:
        """What makes two addresses the same endpoint."""
        return self.url

    @property
    def shown(self) -> str:
        """What its owner recognises it by; the path may hold a secret."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}/…{_end(self.url)}"


@dataclass(frozen=True, slots=True)
class AppriseAddress:
    """An Apprise URL (https://github.com/caronc/apprise/wiki): the service and its credentials."""

    url: str = field(repr=False)

    @property
    def scheme(self) -> str:
        """Which service, for example `tgram`."""
        return self.url.partition("://")[0].lower()

    @property
    def identity(self) -> str:
        """What makes two addresses the same endpoint."""
        return self.url

    @property
    def shown(self) -> str:
        """The service only: anything else may be a credential."""
        return f"{self.scheme}://…"


@dataclass(frozen=True, slots=True)
class PushToken:
    """An app's registration with FCM or Expo."""

    token: str = field(repr=False)

    @property
    def identity(self) -> str:
        """What makes two addresses the same endpoint."""
        return self.token

    @property
    def shown(self) -> str:
        """Its end."""
        return f"…{_end(self.token.rstrip(']'))}"


@dataclass(frozen=True, slots=True)
class WebPushAddress:
    """A browser's push subscription (RFC 8030, 8291): `p256dh` and `auth` in URL-safe base64."""

    url: str = field(repr=False)
    p256dh: str = field(repr=False)
    """The browser's public key: an uncompressed point of P-256, 65 bytes."""
    auth: str = field(repr=False)
    """The shared secret of RFC 8291: 16 bytes."""

    @property
    def identity(self) -> str:
        """What makes two addresses the same endpoint."""
        return self.url

    @property
    def shown(self) -> str:
        """The push service, and the end of the subscription."""
        return f"https://{urlsplit(self.url).netloc}/…{_end(self.url)}"


Address: TypeAlias = WebhookAddress | AppriseAddress | PushToken | WebPushAddress


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """One way to reach one user."""

    endpoint_id: UUID
    """The user's own id for an implicit endpoint."""
    user_id: UUID
    kind: EndpointKind
    address: Address | None
    """None for an implicit endpoint, whose channel knows where to; and for one that was sealed
    with a key that is lost."""
    secret: str | None = field(default=None, repr=False)
    """What a webhook's requests are signed with: `whsec_` and base64."""


class DisabledReason(StrEnum):
    """Why nothing is sent to an endpoint any more."""

    BY_USER = "by_user"
    GONE = "gone"
    """Its server said that it is there no longer."""
    FAILING = "failing"
    """Nothing got through for days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointHealth:
    """How sending to an endpoint went lately."""

    failures: int = 0
    """Attempts in a row that reached nobody."""
    failing_since: datetime | None = None
    resting_until: datetime | None = None
    """Nothing is tried before: so an endpoint that is away costs little."""
    disabled: DisabledReason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredEndpoint:
    """An endpoint that its user registered, with what became of it."""

    endpoint: Endpoint
    label: str
    created_at: datetime
    health: EndpointHealth = EndpointHealth()
    disabled_at: datetime | None = None
    last_sent_at: datetime | None = None
    last_failed_at: datetime | None = None
    last_error: str | None = None
    install_id: UUID | None = None
    """The installation of the app, or the browser, that registered it; None where none was said."""


def implicit_endpoint(user_id: UUID, kind: EndpointKind) -> Endpoint:
    """The endpoint of a kind that nobody registers."""
    return Endpoint(endpoint_id=user_id, user_id=user_id, kind=kind, address=None)


def webhook_address(url: str, *, allow_http: bool = False) -> WebhookAddress:
    """Raises InvalidAddressError unless it is an https URL; http where the operator allows it."""
    schemes = ("https", "http") if allow_http else ("https",)
    return WebhookAddress(_checked_url(url, schemes).geturl())


def apprise_address(url: str, *, schemes: frozenset[str]) -> AppriseAddress:
    """Raises InvalidAddressError unless its service is among those the operator allows.

    What follows the scheme is for the library to understand.
    """
    address = AppriseAddress(url.strip())
    if len(url) > MAXIMUM_URL or "://" not in url or not _SCHEME.fullmatch(address.scheme):
        raise _invalid("url", "must be an Apprise URL such as tgram://token/chat")
    if address.scheme not in schemes:
        allowed = ", ".join(sorted(schemes))
        raise _invalid("url", f"this service is not offered here; offered: {allowed}")
    return address


def expo_token(token: str) -> PushToken:
    """Raises InvalidAddressError unless it looks as Expo's tokens do."""
    if not _EXPO_TOKEN.fullmatch(token):
        raise _invalid("token", "must be a token such as ExponentPushToken[...]")
    return PushToken(token)


def fcm_token(token: str) -> PushToken:
    """Raises InvalidAddressError unless it can be a registration token of FCM."""
    if len(token) > MAXIMUM_TOKEN or not _FCM_TOKEN.fullmatch(token):
        raise _invalid("token", "must be a registration token of Firebase Cloud Messaging")
    return PushToken(token)


def web_push_address(url: str, *, p256dh: str, auth: str) -> WebPushAddress:
    """Raises InvalidAddressError unless it is a subscription that can be written to."""
    point = _decoded(p256dh, "p256dh")
    if len(point) != _POINT_BYTES or point[0] != _UNCOMPRESSED:
        raise _invalid("p256dh", "must be an uncompressed point of P-256, 65 bytes in base64")
    if len(_decoded(auth, "auth")) != _AUTH_BYTES:
        raise _invalid("auth", "must be 16 bytes in base64")
    return WebPushAddress(_checked_url(url, ("https",)).geturl(), p256dh, auth)


def _checked_url(url: str, schemes: tuple[str, ...]) -> SplitResult:
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname
        _ = parts.port  # raises for what is no port
    except ValueError:
        raise _invalid("url", "is not a URL") from None
    if len(url) > MAXIMUM_URL:
        raise _invalid("url", f"must have at most {MAXIMUM_URL} characters")
    if parts.scheme not in schemes or not host:
        raise _invalid("url", f"must begin with {' or '.join(f'{each}://' for each in schemes)}")
    if parts.username is not None or parts.password is not None:
        raise _invalid("url", "must not hold a name or password: what is sent is signed instead")
    if not url.isascii() or any(character.isspace() for character in url.strip()):
        raise _invalid("url", "must be ASCII without spaces")
    return parts._replace(fragment="")


def _decoded(text: str, name: str) -> bytes:
    padded = text + "=" * (-len(text) % 4)
    try:
        return b64decode(padded.translate(_URL_SAFE), validate=True)
    except (NotBase64Error, ValueError):
        raise _invalid(name, "must be base64") from None


def _invalid(name: str, message: str) -> InvalidAddressError:
    return InvalidAddressError(
        f"{name} {message}", fields=(FieldError(name, "invalid_address", message),)
    )


def _end(text: str) -> str:
    return text[-_SHOWN:]
