"""NF11: whatever happens in whatever order, a device has one identity, and only listed ones do."""

import asyncio
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from services.device_gateway.domain.identity.certificate import EndReason
from services.device_gateway.domain.identity.refusal import ProvisioningRefusal
from services.device_gateway.outbound.identity.memory import MemoryIdentities
from services.device_gateway.tests.unit.identity.world import BATCH, Key, World
from services.device_gateway.usecases.identity.request_certificate import Offered

_LISTED = ("MG-1", "MG-2")
_SERIALS = st.sampled_from((*_LISTED, "MG-unlisted"))
_REASONS = st.sampled_from((EndReason.STOLEN, EndReason.COMPROMISED))
_KEYS = [Key() for _ in range(6)]
_DAY_S = 86_400


class Provisioning(RuleBasedStateMachine):
    """Three holders of one claim say they are the same devices, are interrupted, repeat, mix up.

    A step that is interrupted is one whose answer nobody uses; a message that is repeated or comes
    late is a rule that fires again with an old token.
    """

    def __init__(self) -> None:
        super().__init__()
        self._loop = asyncio.new_event_loop()
        self.store = MemoryIdentities()
        self.world = World(self.store)
        self.offers: list[tuple[str, Key, Offered]] = []
        self._run(self.world.list_serials(*_LISTED))

    def teardown(self) -> None:
        self._loop.close()

    def _run(self, work: Any) -> Any:
        return self._loop.run_until_complete(work)

    @rule(serial=_SERIALS, key=st.sampled_from(_KEYS), claim=st.sampled_from((BATCH, "other")))
    def asks(self, serial: str, key: Key, claim: str) -> None:
        answer = self._run(self.world.asks(serial, key, claim))
        if isinstance(answer, Offered):
            assert serial in _LISTED
            assert claim == BATCH
            assert answer.certificate.device_id == serial
            self.offers.append((serial, key, answer))

    @rule(data=st.data(), with_its_key=st.booleans())
    def registers(self, data: st.DataObject, with_its_key: bool) -> None:
        if not self.offers:
            return
        serial, key, offer = data.draw(st.sampled_from(self.offers))
        signer = key if with_its_key else Key()
        before = self._active()
        answer = self._run(self.world.registers(serial, signer, offer.ownership_token))
        if not with_its_key:
            assert isinstance(answer, ProvisioningRefusal)
        if isinstance(answer, ProvisioningRefusal):
            assert self._active() == before
        else:
            # Nobody takes a device from the key it has.
            assert before.get(serial, offer.certificate.serial) == offer.certificate.serial
            assert self._active()[serial] == offer.certificate.serial

    @rule(serial=st.sampled_from(_LISTED), key=st.sampled_from(_KEYS))
    def renews(self, serial: str, key: Key) -> None:
        """Only who has the device's own connection can ask this."""
        had_identity = self._device(serial).claimed_at is not None
        answer = self._run(self.world.renew(serial, key.csr))
        assert had_identity or isinstance(answer, ProvisioningRefusal)

    @rule(data=st.data())
    def shows(self, data: st.DataObject) -> None:
        found = self.store.certificates
        if found:
            certificate = data.draw(st.sampled_from(found))
            self._run(self.world.show(certificate.device_id, certificate.serial))

    @rule(serial=st.sampled_from(_LISTED), reason=_REASONS)
    def revokes(self, serial: str, reason: EndReason) -> None:
        self._run(self.world.revoke_device(serial, reason))
        assert serial not in self._active()

    @rule(serial=st.sampled_from(_LISTED))
    def releases(self, serial: str) -> None:
        """And then the honest device can always begin again with its claim."""
        self._run(self.world.release_device(serial))
        assert serial not in self._active()
        key = Key()
        offer = self._run(self.world.gets(serial, key))
        assert self._run(self.world.registers(serial, key, offer.ownership_token)) == serial
        self.offers.append((serial, key, offer))

    @rule(seconds=st.sampled_from((1, 1800, 3600, 40 * _DAY_S)), ends=st.booleans())
    def time_passes(self, seconds: int, ends: bool) -> None:
        self.world.clock.advance(seconds=seconds)
        if ends:
            self._run(self.world.end_lapsed())

    @rule()
    def publishes(self) -> None:
        """The list names exactly what is ended before its time."""
        self._run(self.world.publish())
        now = self.world.now()
        dead = {
            each.serial
            for each in self.store.certificates
            if each.state in ("revoked", "superseded") and each.not_after > now
        }
        assert self._run(self.world.named()) >= dead

    @invariant()
    def one_key_is_active_for_a_device(self) -> None:
        active = [e.device_id for e in self.store.certificates if e.state == "active"]
        assert len(active) == len(set(active))

    @invariant()
    def only_listed_devices_have_certificates(self) -> None:
        assert {each.device_id for each in self.store.certificates} <= set(_LISTED)

    @invariant()
    def who_has_an_identity_is_not_revoked(self) -> None:
        for device_id in self._active():
            device = self._device(device_id)
            assert device.claimed_at is not None
            assert device.revoked_at is None

    @invariant()
    def what_somebody_was_cut_for_is_in_the_list_at_once(self) -> None:
        now = self.world.now()
        revoked = {
            each.serial
            for each in self.store.certificates
            if each.state == "revoked" and each.not_after > now
        }
        if revoked:
            assert revoked <= self._run(self.world.named())

    def _active(self) -> dict[str, str]:
        return {e.device_id: e.serial for e in self.store.certificates if e.state == "active"}

    def _device(self, device_id: str) -> Any:
        return next(each for each in self.store.devices if each.device_id == device_id)


Provisioning.TestCase.settings = settings(max_examples=25, stateful_step_count=30)
TestProvisioning = Provisioning.TestCase
