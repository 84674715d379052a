"""DEVICE_PROOF and its key, as the service that runs takes them (FR7.1)."""

from collections.abc import Iterator

import pytest
import structlog
from structlog.testing import capture_logs

from services.community import bootstrap
from services.community.labels import code_on_label
from services.community.tests.integration.world import World, service
from services.community.tests.samples import ANNA

KEY = "an operator's key, of 32 bytes or more"


@pytest.fixture
def everything_is_logged(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever level services in this process have been given before."""
    configured = structlog.get_config()
    structlog.reset_defaults()
    monkeypatch.setattr(bootstrap, "configure_telemetry", lambda **_: None)
    yield
    structlog.configure(**configured)


@pytest.mark.usefixtures("everything_is_logged")
@pytest.mark.parametrize(("proof", "without_code"), [("required", 400), ("off", 200)])
async def test_who_attaches_a_device_is_asked_for_its_code_unless_that_is_off(
    world: World, unused_tcp_port: int, proof: str, without_code: int
) -> None:
    settings = world.settings(unused_tcp_port, device_proof=proof, device_proof_key=KEY)
    with capture_logs() as logged:
        async with service(settings):
            client = world.client(unused_tcp_port)
            path = f"/facility/{await client.add_facility()}/device"
            bare = {"deviceId": "meter-1"}
            held = bare | {"proof": code_on_label("meter-1", KEY)}

            answers = [await client.ask("PUT", path, ANNA, body) for body in (bare, held)]

    assert [answer.status_code for answer in answers] == [without_code, 200]
    warnings = [entry["event"] for entry in logged if entry["log_level"] == "warning"]
    assert ("device_proof_off" in warnings) == (proof == "off")
