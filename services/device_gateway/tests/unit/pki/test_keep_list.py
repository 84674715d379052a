"""NF11: the revoked are refused within seconds; nothing that goes wrong lets them in again."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

import pytest
import structlog
from cryptography import x509
from structlog.testing import capture_logs

from services.device_gateway.domain.pki import profiles
from services.device_gateway.domain.pki.authority import Authority
from services.device_gateway.domain.pki.keys import new_key
from services.device_gateway.domain.pki.published_list import PublishedList, read_list
from services.device_gateway.domain.pki.revocation import RevokedCertificate, revocation_list
from services.device_gateway.ports.list_keeping import (
    BrokerAwayError,
    OfferedList,
    SourceAwayError,
)
from services.device_gateway.tests.unit.pki.samples import NOW, claim_ca, device_ca
from services.device_gateway.usecases.pki.keep_broker import KeepBroker
from services.device_gateway.usecases.pki.keep_list import KeepList


class _Gateway:
    """Serves what it is told to, with a tag that is the content itself."""

    def __init__(self) -> None:
        self.pem: bytes | None = None
        self.bodies_sent = 0

    def fetch(self, known_tag: str | None) -> OfferedList | None:
        if self.pem is None:
            raise SourceAwayError("nobody answers")
        if known_tag == self.pem.hex():
            return None
        self.bodies_sent += 1
        return OfferedList(self.pem, self.pem.hex())


class _File:
    def __init__(self, pem: bytes | None = None) -> None:
        self.pem = pem
        self.full = False

    def read(self) -> bytes | None:
        return self.pem

    def exists(self) -> bool:
        return self.pem is not None

    def replace(self, pem: bytes) -> None:
        if self.full:
            raise OSError(28, "No space left on device")
        self.pem = pem


class _Authorities:
    def __init__(self) -> None:
        self.known: list[Authority] = [device_ca()]

    def certificates(self) -> Sequence[x509.Certificate]:
        return [authority.certificate for authority in self.known]


class _Broker:
    def __init__(self) -> None:
        self.told = 0
        self.away = False

    def reload(self) -> None:
        if self.away:
            raise BrokerAwayError("no such process")
        self.told += 1


class _Clock:
    def __init__(self) -> None:
        self.time = NOW

    def now(self) -> datetime:
        return self.time


class _Stage:
    def __init__(self, held: bytes | None = None) -> None:
        self.gateway, self.file, self.broker = _Gateway(), _File(held), _Broker()
        self.authorities, self.clock = _Authorities(), _Clock()
        self.restart()

    def restart(self) -> None:
        keep = KeepList(
            "device.crl",
            source=self.gateway,
            file=self.file,
            authorities=self.authorities,
            clock=self.clock,
        )
        self.keep = KeepBroker([keep], [self.broker])

    def rounds(self, count: int = 1) -> None:
        for _ in range(count):
            self.keep.one_round()


def _list(*serials: int, number: int = 1, now: datetime = NOW) -> bytes:
    revoked = [RevokedCertificate(serial, now) for serial in serials]
    return revocation_list([device_ca()], revoked, number=number, now=now)


def test_a_new_list_reaches_the_broker_once() -> None:
    stage = _Stage()
    stage.gateway.pem = _list(5)
    stage.rounds(3)
    assert stage.file.pem == stage.gateway.pem
    assert (stage.broker.told, stage.gateway.bodies_sent) == (1, 1)
    stage.gateway.pem = _list(5, 6, number=2)
    stage.rounds(3)
    assert stage.file.pem == stage.gateway.pem
    assert stage.broker.told == 2


def test_while_the_gateway_is_away_the_list_stays() -> None:
    stage = _Stage(held=_list(5))
    stage.rounds(3)
    assert stage.keep.fetch()  # a broker may start
    assert stage.file.pem is not None
    assert read_list(stage.file.pem).serials == {5}
    stage.gateway.pem = _list(5, 6, number=2)
    stage.rounds()
    assert read_list(stage.file.pem).serials == {5, 6}


def test_an_older_list_is_refused_also_after_a_restart() -> None:
    """Somebody between gateway and broker repeats the list of yesterday."""
    stage = _Stage(held=_list(5, number=7))
    stage.gateway.pem = _list(number=6)
    stage.rounds(2)
    stage.restart()
    stage.rounds(2)
    assert stage.file.pem is not None
    assert read_list(stage.file.pem).number == 7


@pytest.mark.parametrize("offered", [b"", b"<html>a proxy's error</html>"])
def test_what_is_no_list_is_refused(offered: bytes) -> None:
    stage = _Stage(held=_list(5))
    stage.gateway.pem = offered
    stage.rounds()
    assert stage.file.pem == _list_as_held(stage)


def _held(stage: _Stage) -> PublishedList:
    assert stage.file.pem is not None
    return read_list(stage.file.pem)


def _list_as_held(stage: _Stage) -> bytes:
    assert stage.file.pem is not None
    assert read_list(stage.file.pem).serials == {5}
    return stage.file.pem


def test_a_list_that_another_authority_signed_is_refused() -> None:
    stage = _Stage(held=_list(5))
    impostor = profiles.authority("Device CA", new_key(), now=NOW, serial=9)
    for authority in (impostor, claim_ca()):
        stage.gateway.pem = revocation_list([authority], [], number=9, now=NOW)
        stage.rounds()
        _list_as_held(stage)


def test_a_new_authority_is_believed_once_it_is_in_the_brokers_file() -> None:
    stage = _Stage(held=_list(5))
    new = profiles.authority("Device CA 2", new_key(), now=NOW, serial=9)
    stage.gateway.pem = revocation_list([new], [], number=2, now=NOW)
    stage.rounds(2)
    _list_as_held(stage)
    revoked = [RevokedCertificate(6, NOW)]
    stage.gateway.pem = revocation_list([new, device_ca()], revoked, number=3, now=NOW)
    stage.rounds(2)
    assert _held(stage).issuers == {"CN=Device CA"}
    assert _held(stage).serials == {6}
    stage.authorities.known = [new, device_ca()]
    stage.rounds()
    assert stage.file.pem == stage.gateway.pem
    stage.authorities.known = [new]
    stage.rounds()
    assert _held(stage).issuers == {"CN=Device CA 2"}


def test_a_broker_that_was_away_is_told_when_it_is_back() -> None:
    stage = _Stage()
    stage.broker.away = True
    stage.gateway.pem = _list(5)
    stage.rounds(2)
    assert stage.file.pem == stage.gateway.pem
    stage.broker.away = False
    stage.rounds(2)
    assert stage.broker.told == 1


def test_a_broker_is_told_after_our_own_restart() -> None:
    """The last process may have ended between writing and telling."""
    stage = _Stage(held=_list(5))
    stage.rounds(2)
    assert stage.broker.told == 1


def test_a_broker_is_not_told_to_read_a_list_that_is_not_there() -> None:
    """mosquitto 2.0 would go on without one and let the revoked in."""
    stage = _Stage()
    stage.rounds(2)
    assert stage.broker.told == 0
    stage = _Stage(held=b"garbage")
    stage.rounds(2)
    assert stage.broker.told == 0
    stage.gateway.pem = _list(5)
    stage.rounds()
    assert stage.broker.told == 1


def test_a_list_that_somebody_removed_is_fetched_again() -> None:
    stage = _Stage()
    stage.gateway.pem = _list(5)
    stage.rounds()
    stage.file.pem = None
    stage.rounds()
    assert stage.file.pem == stage.gateway.pem
    assert stage.broker.told == 2


def test_a_full_disk_is_tried_again() -> None:
    stage = _Stage()
    stage.gateway.pem = _list(5)
    stage.file.full = True
    stage.rounds(2)
    assert stage.broker.told == 0
    stage.file.full = False
    stage.rounds()
    assert stage.file.pem == stage.gateway.pem


@pytest.fixture
def _log_as_it_comes() -> Iterator[None]:
    """Whatever level and cache another test of this process has set."""
    before = structlog.get_config()
    structlog.reset_defaults()
    yield
    structlog.configure(**before)


@pytest.mark.usefixtures("_log_as_it_comes")
def test_the_log_says_that_the_end_comes_near_once_an_hour() -> None:
    stage = _Stage(held=_list(5))

    def ends_said(after: timedelta) -> int:
        stage.clock.time = NOW + after
        with capture_logs() as logs:
            stage.restart()
            stage.rounds(100)
            stage.clock.time += timedelta(hours=1)
            stage.rounds(100)
        return sum(line["event"] == "crl_ends" for line in logs)

    assert ends_said(timedelta(days=4)) == 0
    assert ends_said(timedelta(days=5, hours=1)) == 2


@pytest.mark.usefixtures("_log_as_it_comes")
def test_the_log_says_a_trouble_once_and_its_end() -> None:
    with capture_logs() as logs:
        stage = _Stage(held=_list(5))
        stage.rounds(100)
        stage.gateway.pem = _list(5)
        stage.rounds(100)
    events = [line["event"] for line in logs if line["event"].startswith("crl")]
    assert events == ["crl_not_kept", "crl_kept_again"]
