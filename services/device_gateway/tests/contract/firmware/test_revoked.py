"""Revoked devices in roll-outs, in Postgres and its twin."""

from services.device_gateway.domain.firmware.target import Phase
from services.device_gateway.tests.contract.firmware.subject import Subject
from services.device_gateway.tests.contract.firmware.test_firmware_store import keep
from services.device_gateway.tests.examples import NOW
from services.device_gateway.tests.unit.firmware.samples import target


async def test_open_updates_of_the_revoked(subject: Subject) -> None:
    await subject.manufacture({"a": "batch-1", "b": "batch-1", "c": "batch-1", "d": "batch-1"})
    loading = target("b", phase=Phase.INSTALLING, offered_at=NOW)
    await keep(subject.store, target("a"), loading, target("c"), target("d", phase=Phase.FAILED))
    for device_id in ("a", "b", "d"):
        await subject.revoke(device_id)
    async with subject.store.transaction() as transaction:
        assert await transaction.open_of_revoked(limit=9) == [target("a"), loading]
        assert await transaction.open_of_revoked(limit=1) == [target("a")]
