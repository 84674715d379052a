"""`certificates`: which the gateway has issued, to which batches, and who is out."""

from datetime import datetime
from typing import Final

import click
import msgspec
from rich.console import RenderableType

from devstack.people.connection import Connection, decoded
from operate import say
from operate.command import DRY_RUN, YES, answers
from operate.failures import Exit, OperateError
from operate.reach.services import as_operator
from operate.settings import Settings

_GATEWAY: Final = "device_gateway"
_REASONS: Final = ("stolen", "compromised", "decommissioned")
_REASON = click.option(
    "--reason", type=click.Choice(_REASONS), required=True, help="decommissioned is for ever."
)
_MOST_BATCHES: Final = 500


class Issued(msgspec.Struct, frozen=True, rename="camel"):
    """As `GET /fleet/device/{deviceId}/certificate` has them."""

    serial: str
    state: str
    issued_at: datetime
    not_after: datetime
    reason: str | None


class IssuedTo(say.Answer, frozen=True, kw_only=True):
    """A device's certificates, the newest first."""

    device_id: str
    certificates: list[Issued]


class Batch(msgspec.Struct, frozen=True, rename="camel"):
    """As `GET /fleet/batch` has them. `claim_serials`: of its claim certificates."""

    batch_id: str
    name: str
    claim_serials: list[str]
    created_at: datetime
    revoked_at: datetime | None
    reason: str | None


class Batches(say.Answer, frozen=True, kw_only=True):
    """The newest first."""

    batches: list[Batch]


class Ended(say.Answer, frozen=True, kw_only=True):
    """`subject`: a device or a batch. `devices_revoked`: with a batch."""

    subject: str
    done: str
    dry_run: bool
    devices_revoked: int = 0


class _BatchRevoked(msgspec.Struct, frozen=True, rename="camel"):
    devices_revoked: int


@click.group("certificates")
def group() -> None:
    """Which certificates the gateway has issued, to which batches, and who is out.

    Needs MERIGGIO_OPERATOR_TOKEN. Everything that revokes may be repeated. Brokers know within
    seconds; docs/runbooks/certificates.md says what to do when a key leaked.
    """


def _show_issued(issued: IssuedTo) -> RenderableType:
    table = say.table("serial", "state", "issued", "ends", "reason")
    for each in issued.certificates:
        table.add_row(
            *(each.serial, each.state, say.moment(each.issued_at), say.moment(each.not_after)),
            each.reason or "",
        )
    return table if issued.certificates else f"{issued.device_id} has no certificate"


@group.command("of")
@click.argument("device_id")
@answers(IssuedTo, _show_issued, may_exit=(Exit.NOT_FOUND,))
async def issued(settings: Settings, device_id: str) -> IssuedTo:
    """A device's certificates, the newest first."""
    async with as_operator(settings, _GATEWAY) as (fleet, token):
        path = f"/fleet/device/{device_id}/certificate"
        found = decoded(await fleet.call("GET", path, token=token), list[Issued])
    return IssuedTo(device_id=device_id, certificates=found)


def _show_batches(found: Batches) -> RenderableType:
    table = say.table("batch", "known since", "claims", "revoked", "reason", "name")
    for each in found.batches:
        table.add_row(
            *(each.batch_id, say.moment(each.created_at), " ".join(each.claim_serials)),
            *(say.moment(each.revoked_at), each.reason or "", each.name),
        )
    return table if found.batches else "the gateway knows no batch"


@group.command("batches")
@answers(Batches, _show_batches)
async def batches(settings: Settings) -> Batches:
    """Batches that the gateway knows, the newest first."""
    async with as_operator(settings, _GATEWAY) as (fleet, token):
        return Batches(batches=await _known_batches(fleet, token))


async def _known_batches(fleet: Connection, token: str) -> list[Batch]:
    query = {"limit": _MOST_BATCHES}
    return decoded(await fleet.call("GET", "/fleet/batch", token=token, query=query), list[Batch])


def _show_ended(ended: Ended) -> RenderableType:
    verb = "would be" if ended.dry_run else "is"
    with_it = f", with {ended.devices_revoked} devices" if ended.devices_revoked else ""
    return f"{ended.subject} {verb} {ended.done}{with_it}"


@group.command("revoke")
@click.argument("device_id")
@_REASON
@DRY_RUN
@YES
@answers(Ended, _show_ended, may_exit=(Exit.NOT_FOUND,))
async def revoke(
    settings: Settings, device_id: str, reason: str, *, dry_run: bool, yes: bool
) -> Ended:
    """Cut a device off within seconds, and refuse it from now on.

    `stolen` and `compromised` are undone by `release`, with the device in hand.
    """
    async with as_operator(settings, _GATEWAY) as (fleet, token):
        await fleet.call("GET", f"/fleet/device/{device_id}", token=token)
        if not dry_run:
            for_ever = " for ever" if reason == "decommissioned" else ""
            say.confirm(f"Revoke {device_id}{for_ever}?", yes=yes)
            path = f"/fleet/device/{device_id}/revoke"
            await fleet.call("POST", path, token=token, body={"reason": reason})
    return Ended(subject=device_id, done="revoked", dry_run=dry_run)


@group.command("release")
@click.argument("device_id")
@DRY_RUN
@YES
@answers(Ended, _show_ended, may_exit=(Exit.NOT_FOUND,))
async def release(settings: Settings, device_id: str, *, dry_run: bool, yes: bool) -> Ended:
    """Let a device be provisioned anew: its certificates end, its claim may get it a new one.

    Only with the device in hand: whoever has a claim of its batch may otherwise take its name.
    """
    async with as_operator(settings, _GATEWAY) as (fleet, token):
        await fleet.call("GET", f"/fleet/device/{device_id}", token=token)
        if not dry_run:
            say.confirm(f"End the certificates of {device_id}?", yes=yes)
            await fleet.call("POST", f"/fleet/device/{device_id}/release", token=token)
    return Ended(subject=device_id, done="released", dry_run=dry_run)


@group.command("revoke-batch")
@click.argument("batch_id")
@_REASON
@click.option("--devices", is_flag=True, help="Also the devices that it was provisioned with.")
@DRY_RUN
@YES
@answers(Ended, _show_ended, may_exit=(Exit.NOT_FOUND,))
async def revoke_batch(
    settings: Settings, batch_id: str, reason: str, *, devices: bool, dry_run: bool, yes: bool
) -> Ended:
    """End a batch's claim for ever: none of its devices can be provisioned any more.

    Those that are, stay, unless --devices.
    """
    async with as_operator(settings, _GATEWAY) as (fleet, token):
        known = await _known_batches(fleet, token)
        # Where there are more than are listed, the gateway says whether it knows an older one.
        if len(known) < _MOST_BATCHES and batch_id not in {each.batch_id for each in known}:
            raise OperateError(
                f"no batch {batch_id}",
                exit_code=Exit.NOT_FOUND,
                hint="`meriggio certificates batches` lists them",
            )
        if dry_run:
            return Ended(subject=batch_id, done="revoked", dry_run=True)
        with_it = " and all of its devices" if devices else ""
        say.confirm(f"Revoke the claim of {batch_id}{with_it} for ever?", yes=yes)
        path = f"/fleet/batch/{batch_id}/revoke"
        body = {"reason": reason, "devices": devices}
        answer = decoded(await fleet.call("POST", path, token=token, body=body), _BatchRevoked)
    return Ended(
        subject=batch_id, done="revoked", dry_run=False, devices_revoked=answer.devices_revoked
    )
