"""The whole service in this process, on a free port, with a mail folder."""

import asyncio
from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from devstack.servers.ports import free_port
from libs.chassis.testing.eventually import eventually
from services.user.bootstrap import run
from services.user.config import Settings

KEYS = [urlsafe_b64encode(bytes([n]) * 32).decode() for n in (1, 2)]


@dataclass
class RunningService:
    """A running service as its clients see it."""

    http: httpx.AsyncClient
    url: str
    mail: Path

    async def post(self, path: str, **body: str) -> httpx.Response:
        """POST /user/{path} with a JSON body."""
        return await self.http.post(f"/user/{path}", json=body)

    async def mailed_code(self, email: str, *, nth: int = 1, purpose: str = "sign-up-code") -> str:
        """The code in the nth letter of that purpose to the address, as soon as it is there."""

        def read() -> str:
            letters = sorted(self.mail.glob(f"*-{email}-{purpose}-*.txt"))
            assert len(letters) >= nth
            return letters[nth - 1].read_text().splitlines()[0].removeprefix("Code: ")

        code: str = await eventually(read)
        return code

    async def signed_up(self, email: str, password: str) -> str:
        """Sign up; the id that confirming it needs."""
        answer = await self.post("sign-up", email=email, password=password)
        assert answer.status_code == 202, answer.text
        sign_up_id: str = answer.json()["signUpId"]
        return sign_up_id

    async def confirmed(self, email: str, password: str) -> str:
        """Sign up and confirm; the user's id."""
        sign_up_id = await self.signed_up(email, password)
        code = await self.mailed_code(email)
        answer = await self.post("confirm", email=email, code=code, signUpId=sign_up_id)
        assert answer.status_code == 200, answer.text
        user_id: str = answer.json()["userId"]
        return user_id

    async def tokens(self, email: str, password: str) -> dict[str, Any]:
        """Sign in."""
        answer = await self.post("sign-in", email=email, password=password)
        assert answer.status_code == 200, answer.text
        tokens: dict[str, Any] = answer.json()
        return tokens


@asynccontextmanager
async def running_service(
    *, dsn: str, nats_url: str, mail: Path, **changes: Any
) -> AsyncIterator[RunningService]:
    """Start, wait until ready, drain at the end; a fault of the service fails the test."""
    port, stop = free_port(), asyncio.Event()
    given = {
        "http_port": port,
        "postgres_dsn": dsn,
        "nats_url": nats_url,
        "key_encryption_key": KEYS[0],
        "code_hmac_key": KEYS[1],
        "mail_url": mail.as_uri(),
        "public_url": "https://meriggio.example.org",
        "log_level": "debug",
    }
    settings = Settings.model_validate(given | changes)
    service = asyncio.create_task(run(settings, stop=stop))
    url = f"http://127.0.0.1:{port}"
    async with httpx.AsyncClient(base_url=url, trust_env=False, verify=False, timeout=20) as http:
        try:
            await eventually(lambda: _is_ready(http, service), timeout_s=20)
            yield RunningService(http, url, mail)
        finally:
            stop.set()
            await service


async def _is_ready(http: httpx.AsyncClient, service: "asyncio.Task[None]") -> bool:
    if service.done():
        service.result()
    try:
        return (await http.get("/health/ready")).is_success
    except httpx.TransportError:
        return False
