"""Commands that nobody wants any more: out of time, or of who had the device before."""

from collections.abc import Sequence
from datetime import datetime

from services.device_gateway.domain.control.command import Command, expire, withdraw
from services.device_gateway.ports.control import ControlTransaction, DeviceSites


async def end_void_commands(
    transaction: ControlTransaction, sites: DeviceSites, device_id: str, now: datetime
) -> Sequence[Command]:
    """End them; the device's commands that are still to be done, the oldest first.

    What was asked for while the device measured one facility is not done at another. A device
    that measured nowhere then was an operator's affair, and stays so.
    """
    here = sites.facility_at(device_id, now)
    left: list[Command] = []
    for command in await transaction.pending_of(device_id):
        there = sites.facility_at(device_id, command.requested_at)
        after = expire(command, now)
        if there is not None and there != here:
            after = withdraw(after, now)
        if after.is_pending:
            left.append(after)
        else:
            await transaction.save_command(after)
    return left
