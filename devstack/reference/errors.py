"""A page with every error code that an edge answers with, from the classes that carry them."""

import inspect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Final

from devstack.supervisor.stack import SERVICES
from libs.chassis.errors import DomainError
from libs.chassis.problem import status_of
from services.device_gateway.domain.readings.refusal import Reason
from services.energy.inbound.events.arrivals import MALFORMED


@dataclass(frozen=True, order=True)
class _Row:
    status: int
    code: str
    meaning: str


_HEAD: Final = """\
# Error codes

Made from the code by `make schemas`.

Every error is `application/problem+json` (RFC 9457). `code` is stable: programs decide by it.
`detail` is for people and may change. `errors` names each field with a code of its own.

```json
{
  "type": "about:blank",
  "title": "Bad Request",
  "status": 400,
  "code": "invalid_request",
  "detail": "the request does not fit: email",
  "instance": "/user/sign-up",
  "errors": [{"field": "email", "code": "missing", "message": "Field required"}]
}
```

## Every service

| status | code | when |
|---|---|---|
| 400 | `invalid_request` | body, path or query have another form; `errors` says where |
| 401 | `unauthenticated` | no access token, or one that does not count |
| 404 | `not_found` | no such path |
| 405 | `method_not_allowed` | no such operation on this path |
| 408 | `body_too_slow` | the body does not arrive within ten seconds |
| 413 | `body_too_large` | the body is larger than the service reads |
| 500 | `internal_error` | a fault of ours; logged as `request_failed` with the `x-request-id` |
| 503 | `temporarily_unavailable` | a part is away for a moment; try again after `Retry-After` |
"""
_SHARED: Final = "libs.chassis.errors"
"""Its kinds of errors are for services to derive from."""
_CHASSIS: Final = "libs.chassis."
"""What is derived in it all may answer."""


_DEAD_LETTERS: Final = """
## Reasons of dead letters

Not in HTTP answers: the last token of the subject `dead-letter.v1.<service>.<reason>`, and a label
of the services' counters. What they mean and what to do: [runbook](../runbooks/dead-letters.md).

| service | reasons |
|---|---|
"""
_BOOKS: Final = "services.energy.domain.books.readings"
"""Its errors never meet an edge: they say why a reading of the bus cannot be in the books."""


def page() -> str:
    """The Markdown text of docs/reference/errors.md."""
    for service in SERVICES:
        import_module(f"services.{service}.bootstrap")  # defines the errors
    sections = [
        f"\n## {service}\n\n| status | code | when |\n|---|---|---|\n{rows}"
        for service in SERVICES
        if (rows := _table(service))
    ]
    return _HEAD + _rows(_shared_errors()) + "".join(sections) + _dead_letters()


def _table(service: str) -> str:
    return _rows(
        kind
        for kind in _subclasses(DomainError)
        if kind.__module__.startswith(f"services.{service}.") and kind.__module__ != _BOOKS
    )


def _shared_errors() -> Iterator[type[DomainError]]:
    for kind in DomainError.__subclasses__():
        if kind.__module__ == _SHARED:
            yield from (one for one in kind.__subclasses__() if one.__module__.startswith(_CHASSIS))


def _rows(kinds: Iterable[type[DomainError]]) -> str:
    rows = {_Row(status_of(kind.__new__(kind)).value, kind.code, _meaning(kind)) for kind in kinds}
    return "".join(f"| {row.status} | `{row.code}` | {row.meaning} |\n" for row in sorted(rows))


def _dead_letters() -> str:
    books = sorted(k.code for k in _subclasses(DomainError) if k.__module__ == _BOOKS)
    reasons = {
        "device_gateway": [reason.value for reason in Reason],
        "energy": [MALFORMED, *books, "too_many_deliveries"],
    }
    return _DEAD_LETTERS + "".join(
        f"| {service} | {', '.join(f'`{code}`' for code in codes)} |\n"
        for service, codes in reasons.items()
    )


def _subclasses(kind: type[DomainError]) -> Iterator[type[DomainError]]:
    for subclass in kind.__subclasses__():
        yield subclass
        yield from _subclasses(subclass)


def _meaning(kind: type[DomainError]) -> str:
    return " ".join((inspect.getdoc(kind) or "").split()).replace("|", "/")
