"""A payload in an editor, until it fits its contract or whoever edits it gives up."""

import base64
import difflib
import json
from collections.abc import Sequence
from typing import Final

import click

from operate import say
from operate.failures import Exit, OperateError
from operate.letters.contracts import Contract, NotValidError

_MOST_LINES: Final = 100


def as_text(payload: bytes) -> tuple[str, bool]:
    """JSON laid out, other text as it is; what is no text as base64 (True)."""
    try:
        text = payload.decode()
    except UnicodeDecodeError:
        return base64.b64encode(payload).decode(), True
    try:
        return json.dumps(json.loads(text), indent=2, ensure_ascii=False), False
    except ValueError:
        return text, False


def edited(before: bytes, contract: Contract) -> bytes:
    """What was made of it. Raises OperateError when that is nothing, or nobody is there."""
    if not say.somebody_is_there():
        raise OperateError(
            "nobody is there to edit it", exit_code=Exit.USAGE, hint="give it by --payload FILE"
        )
    text = as_text(before)[0]
    while True:
        changed = click.edit(text, extension=".json", require_save=False)
        if changed is None or not changed.strip():
            raise OperateError("nothing was changed", exit_code=Exit.NOT_CONFIRMED)
        payload = changed.strip().encode()
        try:
            contract.check(payload)
        except NotValidError as error:
            say.note(f"not a {contract.name}: {error}")
            if not click.confirm("Edit again?", default=True, err=True):
                raise OperateError("nothing was sent", exit_code=Exit.NOT_CONFIRMED) from error
            text = changed
        else:
            return payload


def difference(before: bytes, after: bytes) -> Sequence[str]:
    """Line by line, laid out alike, and not endless."""
    old, new = (as_text(each)[0].splitlines() for each in (before, after))
    told = list(difflib.unified_diff(old, new, "refused", "to be sent", lineterm=""))
    if len(told) > _MOST_LINES:
        return [*told[:_MOST_LINES], f"and {len(told) - _MOST_LINES} lines more"]
    return told or ["the payload is as it was"]
