"""Bodies of the user service's requests and answers."""

from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from libs.chassis.http import ApiModel
from libs.chassis.http_fields import TimeZone
from services.user.domain.passkey import Passkey
from services.user.domain.security_event import SecurityEvent, SecurityEventKind
from services.user.domain.session import Session
from services.user.domain.user import DEFAULT_LOCALE, DEFAULT_TIME_ZONE, Locale, User
from services.user.inbound.http_fields import (
    Code,
    Email,
    Name,
    NewPassword,
    PresentedSecret,
    SignUpId,
)
from services.user.usecases.export_data import UserData
from services.user.usecases.session_tokens import SessionTokens


class SignUpBody(ApiModel):
    """A wish to become a user."""

    email: Email
    password: NewPassword
    name: Name = ""
    locale: Locale = DEFAULT_LOCALE
    time_zone: TimeZone = DEFAULT_TIME_ZONE


class SignedUp(ApiModel):
    """The same for known and unknown addresses; the id confirms this sign-up and no other."""

    sign_up_id: str


class ConfirmationSent(ApiModel):
    """The same for known and unknown addresses."""

    status: Literal["confirmation_sent"] = "confirmation_sent"


class ConfirmBody(ApiModel):
    """The mailed code, and what the sign-up was answered with."""

    email: Email
    code: Code
    sign_up_id: SignUpId


class ConfirmedUser(ApiModel):
    """The user can sign in now."""

    user_id: UUID


class ResendBody(ApiModel):
    """An address that waits for a code."""

    email: Email


class ForgottenPasswordBody(ApiModel):
    """The address of an account whose password is not known any more."""

    email: Email


class CodeSent(ApiModel):
    """The same for known and unknown addresses."""

    status: Literal["code_sent"] = "code_sent"


class ResetPasswordBody(ApiModel):
    """The mailed code and the password chosen."""

    email: Email
    code: Code
    password: NewPassword


class ChangePasswordBody(ApiModel):
    """The present password and the one chosen."""

    present_password: PresentedSecret
    password: NewPassword


class DeleteAccountBody(ApiModel):
    """The password, because nothing brings the account back."""

    password: PresentedSecret


class SignInBody(ApiModel):
    """Credentials."""

    email: Email
    password: PresentedSecret


class RefreshBody(ApiModel):
    """The newest refresh token of a session."""

    refresh_token: PresentedSecret


class TokensAnswer(ApiModel):
    """What a client holds: the access token for every service, the refresh token for this one."""

    access_token: str
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105  # RFC 6750's word
    expires_in_s: int
    refresh_token: str
    user_id: UUID

    @classmethod
    def of(cls, tokens: SessionTokens) -> "TokensAnswer":
        """The tokens as an answer."""
        return cls(
            access_token=tokens.access_token,
            expires_in_s=tokens.access_token_lifetime_s,
            refresh_token=tokens.refresh_token,
            user_id=tokens.user_id,
        )


class ProfileBody(ApiModel):
    """What is to change; a field left out stays as it is."""

    name: Name | None = None
    locale: Locale | None = None
    time_zone: TimeZone | None = None


class ProfileAnswer(ApiModel):
    """The signed-in user's own data."""

    user_id: UUID
    email: str
    name: str
    locale: Locale
    time_zone: str

    @classmethod
    def of(cls, user: User) -> "ProfileAnswer":
        """The user's data as an answer."""
        return cls(
            user_id=user.user_id,
            email=user.email,
            name=user.profile.name,
            locale=user.profile.locale,
            time_zone=user.profile.time_zone,
        )


class SessionAnswer(ApiModel):
    """Where the user is signed in. `network` is the network of many homes the sign-in came from."""

    session_id: UUID
    current: bool
    device: str
    network: str
    created_at: datetime
    last_used_at: datetime

    @classmethod
    def of(cls, session: Session, *, current: UUID) -> "SessionAnswer":
        """The session as an answer to a request in the session `current`."""
        return cls(
            session_id=session.session_id,
            current=session.session_id == current,
            device=session.device.name,
            network=session.device.network,
            created_at=session.started_at,
            last_used_at=session.last_used_at,
        )


class PasskeyAnswer(ApiModel):
    """A passkey of the user; `backedUp`: it is kept by a provider too, not by one device only."""

    passkey_id: UUID
    name: str
    created_at: datetime
    last_used_at: datetime | None
    backed_up: bool

    @classmethod
    def of(cls, passkey: Passkey) -> "PasskeyAnswer":
        """The passkey as an answer."""
        return cls(
            passkey_id=passkey.passkey_id,
            name=passkey.name,
            created_at=passkey.created_at,
            last_used_at=passkey.last_used_at,
            backed_up=passkey.made.is_backed_up,
        )


class SecurityEventAnswer(ApiModel):
    """What happened to the account's security, asked for by which device."""

    kind: SecurityEventKind
    occurred_at: datetime
    device: str
    network: str
    session_id: UUID | None

    @classmethod
    def of(cls, event: SecurityEvent) -> "SecurityEventAnswer":
        """The event as an answer."""
        return cls(
            kind=event.kind,
            occurred_at=event.occurred_at,
            device=event.device.name,
            network=event.device.network,
            session_id=event.session_id,
        )


class ExportElsewhere(ApiModel):
    """What another service keeps of the user, and the operation that gives it."""

    what: str
    operation: str


_ELSEWHERE: Final = (
    ExportElsewhere(what="facilities and roles", operation="GET /user/facility"),
    ExportElsewhere(what="communities", operation="GET /user/community"),
    ExportElsewhere(what="invitations", operation="GET /user/invitation"),
    ExportElsewhere(what="changes of a facility", operation="GET /facility/{facilityId}/audit"),
    ExportElsewhere(
        what="readings and energy of a facility",
        operation="GET /energy-data/facility/{facilityId}",
    ),
    ExportElsewhere(what="notifications", operation="GET /notification/export"),
)


class ExportAnswer(ApiModel):
    """All that this service keeps of the user, except for secrets, and where the rest is."""

    exported_at: datetime
    created_at: datetime
    confirmed_at: datetime | None
    profile: ProfileAnswer
    sessions: list[SessionAnswer]
    passkeys: list[PasskeyAnswer]
    security_events: list[SecurityEventAnswer]
    elsewhere: list[ExportElsewhere]

    @classmethod
    def of(cls, data: UserData, *, current: UUID) -> "ExportAnswer":
        """The data as an answer."""
        return cls(
            exported_at=data.exported_at,
            created_at=data.user.created_at,
            confirmed_at=data.user.confirmed_at,
            profile=ProfileAnswer.of(data.user),
            passkeys=[PasskeyAnswer.of(each) for each in data.passkeys],
            sessions=[SessionAnswer.of(each, current=current) for each in data.sessions],
            security_events=[SecurityEventAnswer.of(each) for each in data.security_events],
            elsewhere=list(_ELSEWHERE),
        )


class JsonWebKey(ApiModel):
    """An Ed25519 public key (RFC 8037)."""

    kty: Literal["OKP"]
    crv: Literal["Ed25519"]
    x: str
    kid: str
    use: Literal["sig"]
    alg: Literal["EdDSA"]


class JsonWebKeySet(ApiModel):
    """The keys by which access tokens are verified (RFC 7517)."""

    keys: list[JsonWebKey]
