"""The statements about users, codes and sessions; the indexes are in migrations/."""

from datetime import timedelta
from typing import Final

from services.user.domain.security_event import MAX_EVENTS_OF_A_KIND, SECURITY_EVENTS_KEPT
from services.user.domain.session import SESSION_LIFETIME

_ENDED_SESSIONS_KEPT: Final = timedelta(days=1)

# Two people signing up with one new address at once: there is no row to lock yet.
LOCK_EMAIL: Final = "select pg_advisory_xact_lock(hashtextextended($1, 0))"
_USER: Final = (
    "select user_id, email, password_hash, verifier_suite, verifier_salt, verifier, name, locale,"
    " time_zone, created_at, confirmed_at, version, sign_up_digest from account"
)
USER_BY_ID: Final = f"{_USER} where user_id = $1"
USER_BY_EMAIL: Final = f"{_USER} where email = $1"
SAVE_USER: Final = """
    insert into account (user_id, email, password_hash, verifier_suite, verifier_salt, verifier,
                         name, locale, time_zone, created_at, confirmed_at, version, sign_up_digest)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
    on conflict (user_id) do update set
        email = excluded.email, password_hash = excluded.password_hash,
        verifier_suite = excluded.verifier_suite, verifier_salt = excluded.verifier_salt,
        verifier = excluded.verifier, name = excluded.name, locale = excluded.locale,
        time_zone = excluded.time_zone,
        confirmed_at = excluded.confirmed_at, version = excluded.version,
        sign_up_digest = excluded.sign_up_digest"""
DELETE_TRAIL: Final = "delete from security_event where user_id = $1"
DELETE_USER: Final = "delete from account where user_id = $1"

CODE: Final = (
    "select user_id, purpose, digest, expires_at, tries_left from verification_code"
    " where user_id = $1 and purpose = $2 for update"
)
SAVE_CODE: Final = """
    insert into verification_code (user_id, purpose, digest, expires_at, tries_left)
    values ($1, $2, $3, $4, $5)
    on conflict (user_id, purpose) do update set
        digest = excluded.digest, expires_at = excluded.expires_at,
        tries_left = excluded.tries_left"""
FORGET_CODE: Final = "delete from verification_code where user_id = $1 and purpose = $2"

ADD_CHALLENGE: Final = """
    insert into challenge (challenge_id, purpose, subject, expires_at) values ($1, $2, $3, $4)"""
TAKE_CHALLENGE: Final = (
    "delete from challenge where challenge_id = $1"
    " returning challenge_id, purpose, subject, expires_at"
)

_SESSION_COLUMNS: Final = (
    "s.session_id, s.user_id, s.started_at, s.generation, s.rotated_at, s.ended_at, s.end_reason,"
    " s.device, s.network"
)
SESSION: Final = f"select {_SESSION_COLUMNS} from session s where session_id = $1 for update"  # noqa: S608  # constants
LIVE_SESSIONS: Final = (
    f"select {_SESSION_COLUMNS} from session s"  # noqa: S608  # constants
    " where user_id = $1 and ended_at is null and started_at > $2 order by started_at, session_id"
)
SAVE_SESSION: Final = """
    insert into session (session_id, user_id, started_at, generation, rotated_at, ended_at,
                         end_reason, device, network)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    on conflict (session_id) do update set
        generation = excluded.generation, rotated_at = excluded.rotated_at,
        ended_at = excluded.ended_at, end_reason = excluded.end_reason"""
SESSION_IS_LIVE: Final = (
    "select exists (select from session where session_id = $1 and ended_at is null"
    " and started_at > $2)"
)
REFRESH_TOKEN: Final = (
    f"select {_SESSION_COLUMNS}, t.digest, t.generation as token_generation,"  # noqa: S608  # same
    " t.expires_at, t.successor_salt from refresh_token t join session s using (session_id)"
    " where t.digest = $1 for update of s"
)
ADD_TO_FAMILY: Final = """
    insert into refresh_token (digest, session_id, generation, expires_at, successor_salt)
    values ($1, $2, $3, $4, $5)"""

DEVICES: Final = (
    "select user_id, mark, last_used_at from known_device where user_id = $1 order by last_used_at"
)
DEVICE_IS_KNOWN: Final = "select exists (select from known_device where mark = $1)"
SAVE_DEVICE: Final = """
    insert into known_device (user_id, mark, last_used_at) values ($1, $2, $3)
    on conflict (user_id, mark) do update set last_used_at = excluded.last_used_at"""
FORGET_DEVICE: Final = "delete from known_device where user_id = $1 and mark = $2"

_PASSKEY: Final = (
    "select passkey_id, user_id, name, credential_id, public_key, sign_count, is_backed_up,"
    " created_at, last_used_at from passkey"
)
PASSKEYS: Final = f"{_PASSKEY} where user_id = $1 order by created_at, passkey_id"
PASSKEY_BY_CREDENTIAL: Final = f"{_PASSKEY} where credential_id = $1"
ADD_PASSKEY: Final = """
    insert into passkey (passkey_id, user_id, name, credential_id, public_key, sign_count,
                         is_backed_up, created_at, last_used_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    on conflict (credential_id) do nothing returning true"""
SAVE_PASSKEY: Final = """
    update passkey set name = $2, sign_count = $3, is_backed_up = $4, last_used_at = $5
    where passkey_id = $1"""
REMOVE_PASSKEY: Final = "delete from passkey where passkey_id = $1"

RECORD: Final = """
    insert into security_event (user_id, kind, occurred_at, device, network, session_id)
    values ($1, $2, $3, $4, $5, $6)"""
FORGET_OLDEST_OF_A_KIND: Final = f"""
    delete from security_event where user_id = $1 and kind = $2 and position <= (
        select position from security_event where user_id = $1 and kind = $2
        order by position desc offset {MAX_EVENTS_OF_A_KIND} limit 1)"""  # noqa: S608  # same
SECURITY_EVENTS: Final = """
    select user_id, kind, occurred_at, device, network, session_id from security_event
    where user_id = $1 order by position desc limit $2"""

REMOVE_OUTDATED: Final = (
    ("delete from verification_code where expires_at <= $1", timedelta(0)),
    ("delete from challenge where expires_at <= $1", timedelta(0)),
    ("delete from attempt_count where expires_at <= $1", timedelta(0)),
    ("delete from refresh_token where expires_at <= $1", timedelta(0)),
    ("delete from session where ended_at <= $1", _ENDED_SESSIONS_KEPT),
    ("delete from session where started_at <= $1", SESSION_LIFETIME),
    ("delete from security_event where occurred_at <= $1", SECURITY_EVENTS_KEPT),
)
"""Each with how long after its time a row is kept."""
REMOVE_UNCONFIRMED: Final = """
    with gone as (
        delete from account where confirmed_at is null and created_at <= $1
            and not exists (select from verification_code c
                            where c.user_id = account.user_id and c.expires_at > $2)
        returning user_id),
    trail as (delete from security_event where user_id in (select user_id from gone))
    select count(*) from gone"""
