"""The edge's configuration for Caddy: one origin for the app and the five services.

Written by the stack of one machine at each start, and into the edge's image when that is built:
`python -m devstack.servers.edge_plan` prints the image's, which takes the addresses of the services
from its environment. Nothing but the standard library: a build stage has no more.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from devstack.servers.edge_sites import APP_HEADERS, app_routes, mail_routes, quoted

HEALTH: Final = "/edge-health"
IMAGE_PORT: Final = 8080
_IMAGE_APP: Final = Path("/srv/app")
_SERVICE_PORT: Final = 8080
_ROUTES: Final[Mapping[str, str]] = {
    "community": "/community /community/* /facility /facility/* "
    "/user/facility /user/facility/* /user/community /user/community/* "
    "/user/invitation /user/invitation/* /user/*/facility/* /openapi/community.json",
    "energy": "/energy-data /energy-data/* /openapi/energy.json",
    "engagement": "/live/* /notification /notification/* /openapi/engagement.json",
    "device_gateway": "/device/* /fleet/* /firmware/* /pki/* /openapi/device_gateway.json",
    "user": "/user/* /.well-known/jwks.json /openapi/user.json",
}
"""First match wins: the registry's paths below /user go before the rest of /user."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgePlan:
    """`services`: host:port of each; `bind`: an interface's address, None for all.

    `app_folder`: the app's web build, at every path that is nobody's. `mail_folder`: the demo's
    mails, below /mail/. `trusted_proxies`: whose word on the client's address is taken, as Caddy
    names ranges.
    """

    port: int
    services: Mapping[str, str]
    app_folder: Path
    bind: str | None = None
    mail_folder: Path | None = None
    trusted_proxies: str | None = None

    def caddyfile(self) -> str:
        """The configuration. No admin port, no certificates, nothing called home."""
        headers = "\n".join(f"\t\t{name} {quoted(v)}" for name, v in APP_HEADERS.items())
        bind = f"\n\tbind {self.bind}" if self.bind else ""
        return f"""{{
	admin off
	auto_https off
	persist_config off
	grace_period 2s
	log {{
		output stdout
		level WARN
	}}
	servers {{
		timeouts {{
			read_header 10s
			read_body 20s
			idle 2m
		}}
		max_header_size 32KB{self._trusted()}
	}}
}}

http://:{self.port} {{{bind}
	header {{
{headers}
		-Server
	}}
	encode zstd gzip
	request_body {{
		max_size 1MB
	}}
	handle {HEALTH} {{
		respond 200
	}}
{self._service_routes()}{self._folder_routes()}
{_problem_route("413", code="body_too_large", detail="a body may have a megabyte at most")}
{_problem_route("502 503 504", code="temporarily_unavailable", detail="it is away", later=True)}
}}
"""

    def _trusted(self) -> str:
        return (
            f"\n\t\ttrusted_proxies static {self.trusted_proxies}" if self.trusted_proxies else ""
        )

    def _service_routes(self) -> str:
        """Readings are posted where devices' come in; what they amount to is read elsewhere."""
        posted = f"""
	@readings {{
		method POST
		path /energy-data /energy-data/
	}}
	handle @readings {{
		reverse_proxy {self.services["device_gateway"]}
	}}
"""
        return posted + "".join(
            f"""
	@{name} path {paths}
	handle @{name} {{
		reverse_proxy {self.services[name]} {{
			flush_interval -1
		}}
	}}
"""
            for name, paths in _ROUTES.items()
        )

    def _folder_routes(self) -> str:
        mail = "" if self.mail_folder is None else mail_routes(self.mail_folder)
        return mail + app_routes(self.app_folder)


def image_plan() -> EdgePlan:
    """Of the image: MERIGGIO_EDGE_<SERVICE> is a service's host:port, else its own name's.

    MERIGGIO_EDGE_TRUSTED_PROXIES: who stands before it, else nobody.
    """
    return EdgePlan(
        port=IMAGE_PORT,
        services={name: _address_of(name) for name in _ROUTES},
        app_folder=_IMAGE_APP,
        trusted_proxies="{$MERIGGIO_EDGE_TRUSTED_PROXIES:127.0.0.1/32}",
    )


def _address_of(service: str) -> str:
    host = service.replace("_", "-")
    return f"{{$MERIGGIO_EDGE_{service.upper()}:{host}:{_SERVICE_PORT}}}"


def _problem_route(statuses: str, *, code: str, detail: str, later: bool = False) -> str:
    """The edge's own errors in the shape that the services' have (RFC 9457)."""
    problem = json.dumps(
        {
            "type": "about:blank",
            "title": "{http.error.status_text}",
            "code": code,
            "detail": detail,
        }
    )
    retry = "\n\t\theader Retry-After 1" if later else ""
    return f"""	handle_errors {statuses} {{
		header Content-Type application/problem+json{retry}
		respond `{problem[:-1]}, "status": {{http.error.status_code}}}}`
	}}"""


if __name__ == "__main__":
    print(image_plan().caddyfile())  # noqa: T201  that is its purpose
