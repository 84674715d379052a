"""A stack of one's own for tests of the whole system."""

import contextlib
import tempfile
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal

from devstack.servers.ports import free_ports
from devstack.supervisor import state
from devstack.supervisor.events import PartEvent, StackError
from devstack.supervisor.stack import APP_FOLDER, PORT_COUNT, Stack, StackOptions, running_stack

Mqtt = Literal["auto", "mosquitto", "nats"]
_PREFIX: Final = "meriggio-system-"
_KEPT_PREFIX: Final = "meriggio-kept-"
_NO_SETTINGS: Final[Mapping[str, Mapping[str, object]]] = MappingProxyType({})


def _ignore(_: PartEvent) -> None:
    """Nobody listens."""


@asynccontextmanager
async def fresh_stack(
    *,
    mqtt: Mqtt,
    keep: bool = False,
    tell: Callable[[PartEvent], None] = _ignore,
    settings: Mapping[str, Mapping[str, object]] = _NO_SETTINGS,
    app_folder: Path = APP_FOLDER,
) -> AsyncIterator[Stack]:
    """Everything from nothing, on free ports; `keep` leaves books and logs in their folder."""
    folder = _new_folder(_KEPT_PREFIX if keep else _PREFIX)
    options = StackOptions(
        state_folder=folder,
        base_port=free_ports(PORT_COUNT),
        mqtt=mqtt,
        settings=settings,
        app_folder=app_folder,
    )
    try:
        async with running_stack(options, tell) as stack:
            yield stack
    finally:
        if not keep:
            state.forget(folder)


def _new_folder(prefix: str) -> Path:
    """What a killed earlier run left is ended and removed first."""
    for left in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with contextlib.suppress(StackError, OSError):  # it is in use, or somebody else's
            state.forget(left)
    folder = Path(tempfile.mkdtemp(prefix=prefix))
    folder.chmod(0o711)  # the database's user has to get through
    return folder
