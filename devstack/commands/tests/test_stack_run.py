import asyncio
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from devstack.commands.interruption import Interrupted
from devstack.commands.stack_run import run_on_stack
from devstack.servers.ports import free_ports
from devstack.supervisor import state
from devstack.supervisor.events import PartEvent, PartFailedError, PartState
from devstack.supervisor.part import Patience
from devstack.supervisor.stack import PORT_COUNT, Stack, StackOptions
from devstack.supervisor.tests.fake import Told


@pytest.fixture
def options() -> Iterator[StackOptions]:
    folder = Path(tempfile.mkdtemp(prefix="meriggio-stack-"))
    folder.chmod(0o711)
    yield StackOptions(
        state_folder=folder,
        base_port=free_ports(PORT_COUNT),
        services=(),
        durable=False,
        patience=Patience(quick_deaths=1),
    )
    state.forget(folder)


@pytest.mark.slow
async def test_what_runs_on_the_stack_decides_the_end(options: StackOptions) -> None:
    async def body(stack: Stack) -> str:
        return stack.url

    told = Told()
    url = await run_on_stack(options, body, tell=told.append, stop=asyncio.Event())
    assert url == f"http://127.0.0.1:{options.base_port}"
    assert told.states("postgres")[-1] is PartState.STOPPED


async def test_a_stop_while_it_starts_stops_what_has_started(options: StackOptions) -> None:
    stop, told = asyncio.Event(), Told()

    def tell(event: PartEvent) -> None:
        told.append(event)
        if event.part == "nats" and event.state is PartState.READY:
            stop.set()

    async def body(_: Stack) -> None:
        raise AssertionError("the stack never was complete")

    with pytest.raises(Interrupted):
        await run_on_stack(options, body, tell=tell, stop=stop)
    assert told.states("nats")[-1] is PartState.STOPPED
    assert told.states("edge")[-1:] != [PartState.READY]


@pytest.mark.slow
async def test_a_part_that_is_given_up_ends_the_run(options: StackOptions) -> None:
    async def body(stack: Stack) -> None:
        stack.supervisor.parts["nats"].process.kill()  # not announced: as if it died by itself
        await asyncio.Event().wait()

    with pytest.raises(PartFailedError, match="nats: ended by signal 9"):
        await run_on_stack(options, body, tell=Told().append, stop=asyncio.Event())
