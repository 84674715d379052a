"""NF11: what is published of the authorities, and that its end is seen in time."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest

from libs.chassis.lifecycle import Readiness
from services.device_gateway.domain.pki.authority import certificate_pem
from services.device_gateway.domain.pki.published_list import read_signed_list
from services.device_gateway.domain.pki.revocation import RevokedCertificate
from services.device_gateway.inbound.http.app import build_app
from services.device_gateway.inbound.http.pki import pki_operations
from services.device_gateway.outbound.pki.certificate_files import CertificateFile
from services.device_gateway.outbound.pki.memory import MemoryRevocationLists, issuer_in_memory
from services.device_gateway.ports.pki import AuthorityKind, StoredRevocationList
from services.device_gateway.tests.unit.pki.samples import NOW, device_ca, server_ca
from services.device_gateway.usecases.pki.read_list import ReadRevocationList
from services.device_gateway.usecases.pki.watch_expiry import WatchExpiry

_ISSUER = issuer_in_memory(NOW)
_SERVER_AUTHORITY = certificate_pem(server_ca().certificate).encode()


class _Lists(MemoryRevocationLists):
    def __init__(self) -> None:
        super().__init__()
        self.asked = 0
        self.now_s = 0.0

    async def current(self, authority: AuthorityKind) -> StoredRevocationList | None:
        self.asked += 1
        return await super().current(authority)

    def revoke(self, *serials: int, number: int = 1) -> StoredRevocationList:
        pem = _ISSUER.certificate_revocation_list(
            "device", [RevokedCertificate(one, NOW) for one in serials], number=number, now=NOW
        )
        stored = StoredRevocationList(pem, number, NOW + timedelta(days=7))
        self.publish("device", stored)
        self.now_s += 1
        return stored


@pytest.fixture
def lists() -> _Lists:
    return _Lists()


@pytest.fixture
async def client(lists: _Lists) -> AsyncIterator[httpx.AsyncClient]:
    router = pki_operations(ReadRevocationList(lists, lambda: lists.now_s), _SERVER_AUTHORITY)
    app = build_app([router], Readiness(), None, operator_tokens={})
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://gateway"
    ) as client:
        yield client


async def test_a_list_is_there_for_everybody_byte_by_byte(
    client: httpx.AsyncClient, lists: _Lists
) -> None:
    stored = lists.revoke(5)
    answer = await client.get("/pki/device.crl")
    assert answer.status_code == 200
    assert answer.content == stored.pem
    assert answer.headers["content-type"] == "application/x-pem-file"
    assert answer.headers["cache-control"] == "no-cache"
    authority = _ISSUER.device[0].certificate
    assert read_signed_list(answer.content, [authority]).serials == {5}


async def test_who_has_it_does_not_get_it_again_until_it_changes(
    client: httpx.AsyncClient, lists: _Lists
) -> None:
    lists.revoke(5)
    tag = (await client.get("/pki/device.crl")).headers["etag"]
    again = await client.get("/pki/device.crl", headers={"If-None-Match": f'W/"other", {tag}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == tag
    lists.revoke(5, 6, number=2)
    changed = await client.get("/pki/device.crl", headers={"If-None-Match": tag})
    assert changed.status_code == 200


async def test_however_many_ask_the_database_is_asked_twice_a_second(
    client: httpx.AsyncClient, lists: _Lists
) -> None:
    lists.revoke(5)
    for _ in range(20):
        await client.get("/pki/device.crl")
        await client.get("/pki/claim.crl")
    assert lists.asked == 2  # once of each
    lists.now_s += 0.5
    await client.get("/pki/device.crl")
    assert lists.asked == 3


async def test_where_there_is_none_the_answer_says_so(client: httpx.AsyncClient) -> None:
    answer = await client.get("/pki/claim.crl")
    assert answer.status_code == 404
    assert answer.json()["code"] == "not_found"


async def test_the_authority_of_servers(client: httpx.AsyncClient) -> None:
    answer = await client.get("/pki/server-ca.pem")
    assert (answer.status_code, answer.content) == (200, _SERVER_AUTHORITY)


class _Clock:
    def now(self) -> datetime:
        return NOW


async def test_what_ends_when_is_shown(lists: _Lists, tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text(certificate_pem(device_ca().certificate))
    files = {"device_ca": tmp_path / "ca.pem", "server": tmp_path / "gone.pem"}
    shown: dict[str, float | None] = {}
    lists.revoke()
    await WatchExpiry(
        {name: CertificateFile(path) for name, path in files.items()},
        lists,
        _Clock(),
        show_certificate=shown.__setitem__,
        show_list=shown.__setitem__,
    )()
    assert shown == {
        "device_ca": (device_ca().ends_at - NOW).total_seconds(),
        "server": None,
        "device": timedelta(days=7).total_seconds(),
    }
