"""OpenAPI 3.1 of every service, and a page that lists the operations."""

import json
from typing import Any, Final

from fastapi import FastAPI

from services.community.inbound import http as community
from services.device_gateway.inbound.http import app as device_gateway
from services.energy.inbound.http import app as energy
from services.engagement.inbound.http import app as engagement
from services.user.inbound import http as user

_APPLICATIONS: Final = {
    "user": user.openapi_app,
    "community": community.openapi_app,
    "energy": energy.openapi_app,
    "engagement": engagement.openapi_app,
    "device_gateway": device_gateway.openapi_app,
}


def documents() -> dict[str, str]:
    """`openapi-<service>.json` for each service, and `http.md`."""
    applications: dict[str, FastAPI] = {name: make() for name, make in _APPLICATIONS.items()}
    descriptions = {name: application.openapi() for name, application in applications.items()}
    texts = {
        f"openapi-{name}.json": json.dumps(description, indent=2, ensure_ascii=False) + "\n"
        for name, description in descriptions.items()
    }
    return {**texts, "http.md": _page(descriptions)}


def _page(descriptions: dict[str, dict[str, Any]]) -> str:
    lines = [
        "# HTTP operations",
        "",
        "Made from the code by `make schemas`. The full descriptions (OpenAPI 3.1) lie beside this",
        "page and are served at `/openapi/<service>.json`. Every error is an RFC 9457 problem with",
        "a stable `code`: [errors.md](errors.md). Answer bodies and query parameters are in the",
        "descriptions.",
    ]
    for name, description in descriptions.items():
        lines += ["", f"## {description['info']['title']} ({name})", ""]
        lines += ["| operation | what it does | answers |", "|---|---|---|"]
        for path, operations in description["paths"].items():
            for method, operation in operations.items():
                answers = " ".join(sorted(operation["responses"]))
                what = operation.get("description") or operation.get("summary", "")
                sentence = what.split("\n\n", maxsplit=1)[0].replace("\n", " ").replace("|", "/")
                lines.append(f"| `{method.upper()} {path}` | {sentence} | {answers} |")
    return "\n".join(lines) + "\n"
