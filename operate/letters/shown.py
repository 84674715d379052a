"""What the commands about dead letters answer, and how a person sees it."""

from datetime import datetime

from rich.console import Group, RenderableType

from operate import say
from operate.letters.contracts import contract_of
from operate.letters.letter import Letter


class Counted(say.Answer, frozen=True, kw_only=True):
    """How many letters of a service there are for a reason."""

    service: str
    reason: str
    letters: int


class Heading(say.Answer, frozen=True, kw_only=True):
    """A letter without its payload. `contract`: what it has to be; none: no way back."""

    number: int
    service: str
    reason: str
    detail: str
    source: str
    received_at: datetime
    size_bytes: int
    is_cut: bool
    contract: str | None


class Listed(say.Answer, frozen=True, kw_only=True):
    """`letters`: the newest first, as many as were asked for."""

    counts: list[Counted]
    letters: list[Heading]


class Opened(say.Answer, frozen=True, kw_only=True):
    """`payload`: text, else base64. `trouble`: why the letter cannot be replayed as it is."""

    heading: Heading
    payload: str
    payload_is_base64: bool
    trouble: str | None


class Seen(say.Answer, frozen=True, kw_only=True):
    """What became of a letter."""

    number: int
    outcome: str
    detail: str


class Handled(say.Answer, frozen=True, kw_only=True):
    """`failed`: of how many the outcome is another than what was asked."""

    dry_run: bool
    failed: int
    letters: list[Seen]


def seen(letter: Letter, outcome: str, detail: str) -> Seen:
    """What became of it."""
    return Seen(number=letter.number, outcome=outcome, detail=detail)


def heading(letter: Letter) -> Heading:
    """It without its payload."""
    contract = contract_of(letter.content.source)
    return Heading(
        number=letter.number,
        service=letter.service,
        reason=letter.reason,
        detail=letter.content.detail,
        source=letter.content.source,
        received_at=letter.content.received_at,
        size_bytes=letter.content.payload_size_bytes,
        is_cut=letter.is_cut,
        contract=None if contract is None else contract.name,
    )


def show_list(listed: Listed) -> RenderableType:
    """Counts first, then letters."""
    counts = say.table("letters", "service", "reason", right=("letters",))
    for each in listed.counts:
        counts.add_row(str(each.letters), each.service, each.reason)
    table = say.table(
        *("number", "received", "service", "reason", "from", "detail"), right=("number",)
    )
    for one in listed.letters:
        table.add_row(
            *(str(one.number), say.moment(one.received_at), one.service, one.reason),
            *(one.source, one.detail),
        )
    return Group(counts, "", table) if listed.counts else Group("no dead letters")


def show_opened(opened: Opened) -> RenderableType:
    """One letter, to be read from top to bottom."""
    heading = opened.heading
    size = f"{heading.size_bytes} bytes" + (", of which this is the beginning" * heading.is_cut)
    lines = [
        f"number    {heading.number}",
        f"refused   by {heading.service}: {heading.reason}: {heading.detail}",
        f"from      {heading.source}",
        f"received  {say.moment(heading.received_at)}",
        f"contract  {heading.contract or 'none: there is no way back'}",
        f"replay    {opened.trouble or 'possible as it is'}",
        f"payload   {size}" + (", in base64" * opened.payload_is_base64),
        "",
        opened.payload,
    ]
    return "\n".join(lines)


def show_handled(handled: Handled) -> RenderableType:
    """A row a letter."""
    table = say.table("number", "outcome", "detail", right=("number",))
    for each in handled.letters:
        table.add_row(str(each.number), each.outcome, each.detail)
    return table if handled.letters else "no such letters"
