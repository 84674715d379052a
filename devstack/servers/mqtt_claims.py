"""The claims' broker: a second mosquitto for devices that have no identity yet."""

import asyncio
import signal
from pathlib import Path

from devstack.servers.mosquitto import launch_mosquitto, run_as, write_private_files
from devstack.servers.mqtt import MosquittoServer
from devstack.servers.ports import LOOPBACK
from devstack.servers.process import Launch, ServerError
from services.device_gateway.domain.broker.claim_broker import (
    Bridge,
    ClaimBroker,
    claim_broker_files,
)
from services.device_gateway.domain.broker.listener import Address, ClientAuthority, MutualTls


class ClaimsMosquittoServer:
    """mosquitto on `main.broker.claims_port`, bridged to `main`, which must have certificates.

    It may start before `main`: the bridge calls again after 1 to 10 s.
    """

    name = "mosquitto-claims"
    stop_signal = signal.SIGTERM
    launches = 1

    def __init__(self, folder: Path, main: MosquittoServer) -> None:
        self.folder = folder
        self.main = main

    def prepare(self) -> Launch:
        """Write configuration and access rules. Raises ServerError."""
        main = self.main
        if main.material is None or main.broker.claims_port is None:
            raise ServerError("the claims' broker needs certificates")
        broker = ClaimBroker(
            folder=self.folder,
            claims=MutualTls(
                address=Address(port=main.broker.claims_port, host=LOOPBACK),
                server=main.material.server,
                clients=ClientAuthority(
                    authority=main.material.claim_ca, revoked=main.material.claim_crl
                ),
            ),
            bridge=Bridge(
                to=Address(port=main.broker.port, host=LOOPBACK), password=main.claims_password
            ),
            run_as=run_as(),
        )
        self.folder.mkdir(parents=True, exist_ok=True)
        return launch_mosquitto(write_private_files(self.folder, claim_broker_files(broker)))

    async def check(self) -> None:
        """Only whether it listens: a claim certificate is the devices'. Raises OSError."""
        _, writer = await asyncio.open_connection(LOOPBACK, self.main.broker.claims_port)
        writer.close()
