"""`dead-letters`: what was refused: look, mend, send again, or throw away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any, Final

import click
from nats.js import JetStreamContext

from operate import say
from operate.command import DRY_RUN, MOMENT, YES, answers
from operate.failures import EXPECTED, Exit, OperateError, explained
from operate.letters import letter as post
from operate.letters import shown
from operate.letters.contracts import contract_of
from operate.letters.edit import as_text, difference, edited
from operate.letters.letter import Letter
from operate.letters.replay import obstacle, prepared, replay
from operate.reach import bus
from operate.reach.services import connection_to
from operate.settings import Settings

_LIMIT: Final = 50
_DONE: Final = frozenset({"replayed", "would be replayed"})
_SERVICE = click.option("--service", metavar="NAME", help="Only of that service.")
_REASON = click.option("--reason", metavar="CODE", help="Only for that reason.")
_SINCE = click.option("--since", type=MOMENT, help="Only since then, like 2027-06-21T10:00:00Z.")
_NUMBERS = click.argument("numbers", type=click.IntRange(1), nargs=-1, metavar="[NUMBER]...")
_ALL = click.option("--all", "all_of_them", is_flag=True, help="All that the other options leave.")


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which letters a command is about."""

    numbers: tuple[int, ...]
    all_of_them: bool
    service: str | None
    reason: str | None
    since: datetime | None


@click.group("dead-letters")
def group() -> None:
    """What was refused: look, mend, send again, or throw away.

    A letter is a message that a service refused, with the reason. It is kept for two weeks, and
    named by its number. Sent again, it takes the way it had come: a device's reading by the
    gateway's POST /energy-data/ (needs MERIGGIO_OPERATOR_TOKEN), an event by the bus. A letter that
    was taken is removed from the list.
    """


@group.command("list")
@_SERVICE
@_REASON
@_SINCE
@click.option(
    "--limit", type=click.IntRange(0, 10_000), default=_LIMIT, show_default=True,
    metavar="COUNT", help="How many of the newest are shown.",
)  # fmt: skip
@answers(shown.Listed, shown.show_list)
async def list_letters(
    settings: Settings, service: str | None, reason: str | None, since: datetime | None, limit: int
) -> shown.Listed:
    """How many there are of each reason, and the newest."""
    subject = post.filter_of(service, reason)
    async with bus.jetstream(settings) as stream:
        counts = [
            shown.Counted(service=key.split(".")[-2], reason=key.split(".")[-1], letters=count)
            for key, count in sorted((await post.counts(stream, subject)).items())
        ]
        found = await post.newest(stream, subject, limit=limit, since=since) if limit else []
    return shown.Listed(counts=counts, letters=[shown.heading(each) for each in found])


@group.command("show")
@click.argument("number", type=click.IntRange(1))
@answers(shown.Opened, shown.show_opened, may_exit=(Exit.NOT_FOUND,))
async def show(settings: Settings, number: int) -> shown.Opened:
    """One letter with its payload, and what is wrong with it."""
    async with bus.jetstream(settings) as stream:
        letter = await post.letter_of(stream, number)
        what = await prepared(stream, letter, None)
    payload, is_base64 = as_text(letter.content.payload_excerpt)
    return shown.Opened(
        heading=shown.heading(letter),
        payload=payload,
        payload_is_base64=is_base64,
        trouble=what.trouble,
    )


def _code(handled: shown.Handled) -> Exit:
    return Exit.TROUBLE if handled.failed else Exit.DONE


@group.command("fix")
@click.argument("number", type=click.IntRange(1))
@click.option(
    "--payload", "file", type=click.File("rb"), metavar="FILE",
    help="What to send instead; - is standard input. Without it an editor opens ($EDITOR).",
)  # fmt: skip
@DRY_RUN
@YES
@answers(
    shown.Handled, shown.show_handled, exit_code=_code, may_exit=(Exit.TROUBLE, Exit.NOT_FOUND)
)
async def fix(
    settings: Settings, number: int, file: IO[bytes] | None, *, dry_run: bool, yes: bool
) -> shown.Handled:
    """Edit a letter's payload, hold it against its contract, and send it.

    What differs is shown before it is sent. In the editor, save to check; an empty text gives up.
    """
    async with bus.jetstream(settings) as stream:
        letter = await post.letter_of(stream, number)
    # Not connected meanwhile: to edit may take longer than the server waits for a sign of life.
    contract = contract_of(letter.content.source)
    if contract is None:
        raise OperateError(f"there is no way back to {letter.content.source}")
    before = letter.content.payload_excerpt
    given = file.read() if file is not None else edited(before, contract)
    for line in difference(before, given):
        say.note(line)
    if not dry_run:
        say.confirm(f"Send this instead of letter {number}?", yes=yes)
    async with bus.jetstream(settings) as stream:
        letter = await post.letter_of(stream, number)  # unless somebody has seen to it
        return await _replay_all(settings, stream, [letter], fixed=given, dry_run=dry_run)


@group.command("replay")
@_NUMBERS
@_ALL
@_SERVICE
@_REASON
@_SINCE
@DRY_RUN
@YES
@answers(
    shown.Handled, shown.show_handled, exit_code=_code, may_exit=(Exit.TROUBLE, Exit.NOT_FOUND)
)
async def replay_letters(
    settings: Settings, *, dry_run: bool, yes: bool, **chosen: Any
) -> shown.Handled:
    """Send letters again as they are: once their cause is mended.

    Letters that fit their contract are sent, one after the other, the oldest first. Each that is
    taken is removed; one that is refused again stays. To repeat does no harm: device and time say
    which reading it is.
    """
    async with bus.jetstream(settings) as stream:
        found = await _chosen(stream, Chosen(**chosen))
        if found and not dry_run:
            say.confirm(f"Send {len(found)} letters again?", yes=yes)
        return await _replay_all(settings, stream, found, fixed=None, dry_run=dry_run)


@group.command("discard")
@_NUMBERS
@_ALL
@_SERVICE
@_REASON
@_SINCE
@DRY_RUN
@YES
@answers(shown.Handled, shown.show_handled, may_exit=(Exit.NOT_FOUND,))
async def discard(settings: Settings, *, dry_run: bool, yes: bool, **chosen: Any) -> shown.Handled:
    """Throw letters away, unsent."""
    async with bus.jetstream(settings) as stream:
        found = await _chosen(stream, Chosen(**chosen))
        if found and not dry_run:
            say.confirm(f"Throw {len(found)} letters away? They cannot be had back.", yes=yes)
        seen = []
        with say.progress("letters", len(found)) as advance:
            for letter in found:
                if not dry_run:
                    await post.forget(stream, letter)
                outcome = "would be discarded" if dry_run else "discarded"
                seen.append(shown.seen(letter, outcome, letter.content.detail))
                advance(len(seen))
    return shown.Handled(dry_run=dry_run, failed=0, letters=seen)


async def _replay_all(
    settings: Settings,
    stream: JetStreamContext,
    found: Sequence[Letter],
    *,
    fixed: bytes | None,
    dry_run: bool,
) -> shown.Handled:
    secret = settings.operator_token
    token = None if secret is None else secret.get_secret_value()
    seen: list[shown.Seen] = []
    async with connection_to(settings, "device_gateway") as gateway:
        with say.progress("letters", len(found)) as advance:
            for letter in found:
                what = await prepared(stream, letter, fixed)
                if dry_run:
                    trouble = obstacle(what, token)
                    outcome = "not replayable" if trouble else "would be replayed"
                    seen.append(shown.seen(letter, outcome, trouble or letter.content.source))
                    advance(len(seen))
                    continue
                try:
                    outcome, detail = await replay(stream, gateway, token, letter, what)
                except EXPECTED as error:
                    if not seen:
                        raise
                    # What became of the others is worth knowing; the rest would fare like this one.
                    seen.append(shown.seen(letter, "not sent", str(explained(error))))
                    break
                if outcome == "replayed":
                    detail += await _forgotten(stream, letter)
                seen.append(shown.seen(letter, outcome, detail))
                advance(len(seen))
    failed = sum(each.outcome not in _DONE for each in seen)
    return shown.Handled(dry_run=dry_run, failed=failed, letters=seen)


async def _forgotten(stream: JetStreamContext, letter: Letter) -> str:
    """Nothing to say when it is gone from the list. It was sent either way."""
    try:
        await post.forget(stream, letter)
    except EXPECTED as error:
        return f"; still in the list: {explained(error)}"
    return ""


async def _chosen(stream: JetStreamContext, chosen: Chosen) -> list[Letter]:
    """The oldest first. Raises OperateError, click.UsageError."""
    by_kind = chosen.service or chosen.reason or chosen.since
    if chosen.numbers:
        if chosen.all_of_them or by_kind:
            raise click.UsageError("either numbers, or --all and the options that narrow it")
        return [await post.letter_of(stream, number) for number in sorted(set(chosen.numbers))]
    if not chosen.all_of_them:
        raise click.UsageError("which? Numbers, or --all, narrowed by --service and --reason")
    subject = post.filter_of(chosen.service, chosen.reason)
    return [each async for each in post.letters(stream, subject, since=chosen.since)]
