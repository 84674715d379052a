"""Keep one revocation list of a broker as new as the gateway's."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from cryptography import x509

from libs.chassis.clock import Clock
from libs.chassis.telemetry import get_logger
from services.device_gateway.domain.pki.authority import BadAuthorityError
from services.device_gateway.domain.pki.published_list import (
    BadListError,
    PublishedList,
    Verdict,
    issuer_text,
    read_list,
    read_signed_list,
)
from services.device_gateway.ports.list_keeping import (
    ListFile,
    ListSource,
    OfferedList,
    SourceAwayError,
    TrustedAuthorities,
)

_SOON: Final = timedelta(days=2)
_SAID_AGAIN_AFTER: Final = timedelta(hours=1)


class Trouble(StrEnum):
    """Why the list is not kept new; in the logs' `trouble`."""

    SOURCE_AWAY = "source_away"
    LIST_REFUSED = "list_refused"
    """Unreadable, not signed by the authority, older than the one we hold, or lacking a part."""
    FILES = "files"
    """The list or the authorities cannot be read or written."""


class KeepList:
    """Fetch, check, write; the old list stays until a better one is whole."""

    def __init__(
        self,
        name: str,
        *,
        source: ListSource,
        file: ListFile,
        authorities: TrustedAuthorities,
        clock: Clock,
    ) -> None:
        self._source = source
        self._file = file
        self._authorities = authorities
        self._clock = clock
        self._log = get_logger().bind(list=name)
        self._held: PublishedList | None = None
        self._tag: str | None = None
        self._trusted: Sequence[x509.Certificate] = ()
        self._said: dict[str, datetime] = {}
        self._read_what_is_there()

    def keeps_one(self) -> bool:
        """Whether the broker finds a list that can be read."""
        return self._held is not None and self._file.exists()

    def one_round(self) -> bool:
        """Whether the file is new, so that the broker must be told. Never raises."""
        try:
            self._look_at_the_files()
            offered = self._source.fetch(self._tag)
            written = offered is not None and self._take(offered)
        except SourceAwayError as error:
            self._say_trouble(Trouble.SOURCE_AWAY, error)
            written = False
        except (BadListError, BadAuthorityError) as error:
            self._say_trouble(Trouble.LIST_REFUSED, error)
            written = False
        except OSError as error:
            self._say_trouble(Trouble.FILES, error)
            written = False
        else:
            self._say_end_of_trouble()
        self._watch_the_end()
        return written

    def _look_at_the_files(self) -> None:
        trusted = self._authorities.certificates()
        if trusted != self._trusted:
            self._trusted, self._tag = trusted, None
        if not self._file.exists():
            self._held = self._tag = None

    def _take(self, offered: OfferedList) -> bool:
        published = read_signed_list(offered.pem, self._trusted)
        verdict = published.against(
            self._held, [issuer_text(authority.subject) for authority in self._trusted]
        )
        if verdict is Verdict.OLDER:
            held = None if self._held is None else self._held.number
            raise BadListError(f"number {published.number} is older than {held}")
        if verdict is Verdict.NEWER:
            self._file.replace(published.pem)
            self._held = published
            self._log.info(
                "crl_replaced",
                number=published.number,
                revoked=len(published.serials),
                next_update=published.next_update.isoformat(),
            )
        # Only now: what was refused is fetched and judged again.
        self._tag = offered.tag
        return verdict is Verdict.NEWER

    def _read_what_is_there(self) -> None:
        try:
            pem = self._file.read()
            self._held = None if pem is None else read_list(pem)
        except (OSError, BadListError) as error:
            self._log.warning("crl_unreadable", error=str(error))

    def _watch_the_end(self) -> None:
        if self._held is None:
            return
        left = self._held.next_update - self._clock.now()
        if left < _SOON and self._is_time_to_say("ends"):
            # After its end the broker lets nobody in.
            self._log.error("crl_ends", left_s=round(left.total_seconds()))

    def _say_trouble(self, trouble: Trouble, error: Exception) -> None:
        if self._is_time_to_say(trouble):
            self._log.warning("crl_not_kept", trouble=trouble.value, error=str(error))

    def _say_end_of_trouble(self) -> None:
        troubles = self._said.keys() & set(Trouble)
        for trouble in troubles:
            del self._said[trouble]
        if troubles:
            self._log.info("crl_kept_again")

    def _is_time_to_say(self, what: str) -> bool:
        now = self._clock.now()
        said = self._said.get(what)
        if said is not None and now - said < _SAID_AGAIN_AFTER:
            return False
        self._said[what] = now
        return True
