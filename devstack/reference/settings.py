"""A page with every setting of every service, from the settings classes and their docstrings."""

import ast
import inspect
import textwrap
from typing import Any, Final

from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined
from pydantic_settings import BaseSettings

from services.community.config import Settings as CommunitySettings
from services.device_gateway.config import Settings as DeviceGatewaySettings
from services.energy.config import Settings as EnergySettings
from services.engagement.config import Settings as EngagementSettings
from services.user.config import Settings as UserSettings

SERVICES: Final[dict[str, type[BaseSettings]]] = {
    "user": UserSettings,
    "community": CommunitySettings,
    "energy": EnergySettings,
    "engagement": EngagementSettings,
    "device_gateway": DeviceGatewaySettings,
}
_HEAD: Final = """\
# Settings

Made from the code by `make schemas`. A service reads its settings once, from its environment, and
does not start when one is missing or wrong: the message names it. On one machine
`devstack/supervisor/stack.py` sets them.

| setting of every service | meaning |
|---|---|
| `HTTP_HOST`, `HTTP_PORT` | where it listens: API, `/health/live`, `/health/ready`, `/metrics` |
| `NATS_URL` | the bus: `nats://[user:password@]host:port`, of a cluster with commas between \
them; `tls://` with TLS, after `?` by `ca=`, `certificate=` and `key=` (files); `credentials=` for \
a file with a JWT |
| `POSTGRES_DSN` | its own role and schema, `postgresql://...` |
| `JWKS_URL` | where the user service's keys are (not user) |
| `TOKEN_ISSUER`, `TOKEN_AUDIENCE` | of the access tokens; the same in all services |
| `LOG_LEVEL`, `LOG_FORMAT` | `json` or `console`; logs go to standard error |
| `OTLP_ENDPOINT` | full URL of an OTLP/HTTP receiver of traces (`.../v1/traces`); none: no traces |
| `TRACE_RATIO` | of how many traces that begin here spans are kept, 0 to 1 |
"""
_COMMON: Final = frozenset(
    {
        "http_host", "http_port", "nats_url", "postgres_dsn", "jwks_url", "token_issuer",
        "token_audience", "log_level", "log_format", "otlp_endpoint", "trace_ratio",
    }
)  # fmt: skip


def page() -> str:
    """The Markdown text of docs/reference/settings.md."""
    return _HEAD + "".join(_section(name, kind) for name, kind in SERVICES.items())


def _section(service: str, kind: type[BaseSettings]) -> str:
    told = _attribute_docstrings(kind)
    fields = kind.model_fields
    common = ", ".join(
        f"`{name.upper()}`{_given(field)}" for name, field in fields.items() if name in _COMMON
    )
    rows = "".join(
        f"| `{name.upper()}` | {_default(field)} | {told.get(name, '')} |\n"
        for name, field in fields.items()
        if name not in _COMMON
    )
    prefix = kind.model_config["env_prefix"]
    table = f"\n| its own | default | meaning |\n|---|---|---|\n{rows}" if rows else ""
    return f"\n## {service} (`{prefix}...`)\n\n{common}.\n{table}"


def _given(field: FieldInfo) -> str:
    return " (required)" if field.is_required() else f" {_default(field)}"


def _default(field: FieldInfo) -> str:
    value: Any = field.get_default(call_default_factory=True)
    if value is PydanticUndefined:
        return "required"
    return "none" if value is None else f"`{value}`"


def _attribute_docstrings(kind: type[BaseSettings]) -> dict[str, str]:
    """The string below each field, of the class and of what it is made of."""
    docstrings: dict[str, str] = {}
    for part in kind.__mro__:
        if part.__module__.startswith("services."):
            docstrings |= _own_docstrings(part)
    return docstrings


def _own_docstrings(kind: type) -> dict[str, str]:
    """As pydantic reads them when it is told to."""
    body = ast.parse(textwrap.dedent(inspect.getsource(kind))).body[0]
    assert isinstance(body, ast.ClassDef)
    docstrings = {}
    for field, after in zip(body.body, body.body[1:], strict=False):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(after, ast.Expr)
            and isinstance(after.value, ast.Constant)
        ):
            docstrings[field.target.id] = " ".join(str(after.value.value).split())
    return docstrings
