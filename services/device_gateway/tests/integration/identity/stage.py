"""Brokers for certificates, a gateway between them, and devices that have only their claim."""

import asyncio
import contextlib
import json
import ssl
import subprocess
import sys
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from collections.abc import Set as AbstractSet
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Literal

import aiomqtt
import httpx
from cryptography import x509

from devstack.servers.mqtt import TlsMaterial
from devstack.servers.ports import LOOPBACK, free_port
from devstack.servers.process import ServerProcess
from devstack.supervisor.brokers import BROKER_PORTS, BrokerPlan
from libs.chassis.operator_token import digest_of
from libs.contracts.mqtt import topics
from services.device_gateway.outbound.pki.folder import PkiFolder
from services.device_gateway.tests.integration.broker.world import knock
from services.device_gateway.tests.unit.identity.world import (
    Key,
    registration_payload,
    request_payload,
)

CLAIM: Final = "june"
_OPERATOR: Final = "operators-token"
_ASKED_AGAIN_AFTER_S: Final = 1.0

Ask = Callable[[str, bytes], Awaitable[dict[str, Any]]]
"""Kind and payload of a request; the answer."""


class Place:
    """Certificates and the servers that show and check them."""

    def __init__(self, folder: Path, broker: Literal["mosquitto", "nats"]) -> None:
        self.folder = folder
        pki = PkiFolder(folder / "pki", passphrase=None, now=lambda: datetime.now(UTC))
        for kind in ("device", "claim", "server"):
            pki.make_authority(kind)
        pki.make_server([LOOPBACK])
        pki.make_batch(CLAIM)
        self._pki = folder / "pki"
        self._claim = self._pki / "batches" / CLAIM
        self.material = TlsMaterial(
            server_certificate=self._pki / "server.pem",
            server_key=self._pki / "server.key",
            server_ca=self._pki / "server-ca.pem",
            device_ca=self._pki / "device-ca.pem",
            device_crl=self._pki / "device.crl",
            claim_ca=self._pki / "claim-ca.pem",
            claim_crl=self._pki / "claim.crl",
        )
        plan = BrokerPlan(
            folder=folder,
            ports={name: free_port() for name in BROKER_PORTS},
            gateway_password=uuid.uuid4().hex,
            bus_passwords={},
            material=self.material,
            durable=False,
        )
        self._brokers = plan.mosquitto() if broker == "mosquitto" else plan.of_nats()
        self.mqtt = self._brokers.mqtt
        self.http_port = free_port()

    @property
    def settings(self) -> dict[str, Any]:
        """Of a gateway here."""
        return {
            "http_port": self.http_port,
            "operator_tokens": {"ada": digest_of(_OPERATOR)},
            "device_ca_certificate_file": self._pki / "device-ca.pem",
            "device_ca_key_file": self._pki / "device-ca.key",
            "claim_ca_certificate_file": self._pki / "claim-ca.pem",
            "claim_ca_key_file": self._pki / "claim-ca.key",
        }

    @asynccontextmanager
    async def brokers(self) -> AsyncIterator[None]:
        """All, and the process beside them that keeps their lists new."""
        async with AsyncExitStack() as running:
            for server in self._brokers.servers:
                log = self.folder / f"{server.name}.log"
                await running.enter_async_context(ServerProcess(server, log=log))
            keeper = self._keep_lists()
            try:
                yield
            finally:
                keeper.kill()
                keeper.wait()

    def _keep_lists(self) -> "subprocess.Popen[bytes]":
        lists = [
            ("device", self.material.device_crl, self.material.device_ca),
            ("claim", self.material.claim_crl, self.material.claim_ca),
        ]
        arguments: list[str] = []
        for name, held, authority in lists:
            url = f"http://{LOOPBACK}:{self.http_port}/pki/{name}.crl"
            arguments += ["--list", url, str(held), str(authority)]
        for path in self._brokers.told_of_lists:
            arguments += ["--signal-pid-file", str(path)]
        with (self.folder / "keep-crl.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "services.device_gateway", "keep-crl", *arguments],
                stderr=log,
            )

    async def operator(self, method: str, path: str, body: Any = None) -> Any:
        """What an operator is answered."""
        async with httpx.AsyncClient(verify=False) as client:
            answer = await client.request(
                method,
                f"http://{LOOPBACK}:{self.http_port}{path}",
                json=body,
                headers={"Authorization": f"Bearer {_OPERATOR}"},
            )
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None

    async def list_devices(self, serials: Sequence[str]) -> None:
        """Batch and rows, as the factory delivers them."""
        claim = x509.load_pem_x509_certificate((self._claim / "claim.pem").read_bytes())
        batch = {"batchId": CLAIM, "claimSerials": [f"{claim.serial_number:x}"]}
        await self.operator("POST", "/fleet/batch", batch)
        rows = [{"serialNumber": serial, "batch": CLAIM} for serial in serials]
        await self.operator("POST", "/fleet/device", {"devices": rows})

    async def states(self, device_id: str) -> dict[str, str]:
        """Of the device's certificates, by serial, the newest first."""
        found = await self.operator("GET", f"/fleet/device/{device_id}/certificate")
        return {each["serial"]: each["state"] for each in found}

    def context(self, certificate: Path, key: Path | None = None) -> ssl.SSLContext:
        """Who shows this and believes our servers."""
        context = ssl.create_default_context(cafile=self.material.server_ca)
        context.load_cert_chain(certificate, key)
        return context

    @property
    def claim_context(self) -> ssl.SSLContext:
        return self.context(self._claim / "claim.pem", self._claim / "claim.key")

    async def claim_is_let_in(self) -> bool:
        """Whether the claims' broker takes a new connection."""
        port = self.mqtt.claims_port or 0
        session_id = topics.CLAIM_SESSION_PREFIX + uuid.uuid4().hex
        answer = await asyncio.to_thread(knock, port, session_id, self.claim_context)
        return answer == "accepted"

    async def claim_is_kept_out(self) -> bool:
        """Whether it takes none."""
        return not await self.claim_is_let_in()


class Applicant:
    """A device that has its batch's claim, and asks until it is somebody."""

    def __init__(self, place: Place, serial_number: str) -> None:
        self.place = place
        self.serial_number = serial_number
        self.key = Key()
        self.identity = place.folder / f"{uuid.uuid4().hex}.pem"
        """Certificate and key, once it has them."""

    async def is_provisioned(self) -> str:
        """The serial of its certificate."""
        async with self._session() as ask:
            issued = await ask("certificate", request_payload(self.serial_number, self.key))
            token = issued["ownershipToken"]
            registered = await ask(
                "registration", registration_payload(self.serial_number, self.key, token)
            )
        assert registered == {"deviceId": self.serial_number}
        return self.keep(issued["certificate"], self.key)

    async def is_refused(self) -> str:
        """Asks once for a certificate; the code of the refusal."""
        async with self._session() as ask:
            answer = await ask("certificate", request_payload(self.serial_number, self.key))
        return str(answer["code"])

    def keep(self, certificate_pem: str, key: Key) -> str:
        """Connect with it from now on; its serial."""
        self.identity.write_bytes(certificate_pem.encode() + key.pem)
        certificate = x509.load_pem_x509_certificate(certificate_pem.encode())
        return f"{certificate.serial_number:x}"

    def connection(self) -> aiomqtt.Client:
        """With its own certificate."""
        return aiomqtt.Client(
            LOOPBACK,
            self.place.mqtt.tls_port or 0,
            identifier=self.serial_number,
            tls_context=self.place.context(self.identity),
            timeout=5,
        )

    def is_let_in(self) -> bool:
        """Whether the broker takes a new connection; blocking."""
        context = self.place.context(self.identity)
        port = self.place.mqtt.tls_port or 0
        return knock(port, self.serial_number, context) == "accepted"

    @asynccontextmanager
    async def _session(self) -> AsyncIterator[Ask]:
        """A connection with the claim, on which is asked until somebody answers."""
        session_id = topics.CLAIM_SESSION_PREFIX + uuid.uuid4().hex
        async with aiomqtt.Client(
            LOOPBACK,
            self.place.mqtt.claims_port or 0,
            identifier=session_id,
            tls_context=self.place.claim_context,
        ) as client:
            await client.subscribe(topics.all_provisioned(CLAIM, session_id), qos=1)

            async def ask(kind: str, payload: bytes) -> dict[str, Any]:
                topic = topics.provision(CLAIM, session_id, kind)
                return await answer_to(client, topic, payload, {kind, topics.REFUSAL})

            yield ask


async def answer_to(
    client: aiomqtt.Client, topic: str, payload: bytes, kinds: AbstractSet[str]
) -> dict[str, Any]:
    """Ask until one of these kinds of answer comes: the system's answers may be lost."""
    while True:
        await client.publish(topic, payload, qos=1)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_ASKED_AGAIN_AFTER_S):
                async for message in client.messages:
                    if message.topic.value.rpartition("/")[2] in kinds:
                        answer: dict[str, Any] = json.loads(bytes(message.payload))
                        return answer
