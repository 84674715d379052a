"""A user's own server: it takes what is signed and fresh, each message once."""

import asyncio
import base64
import hashlib
import hmac
import json
import time
from dataclasses import dataclass, field
from typing import Any

TOLERANCE_S = 300


@dataclass
class WebhookServer:
    """`taken`: messages by their id, as the Standard Webhooks specification has servers do."""

    secret: str = ""
    requests: int = 0
    taken: dict[str, dict[str, Any]] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One request."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = {
            name.lower(): value.strip()
            for name, _, value in (line.partition(":") for line in head[1:])
        }
        content = await reader.readexactly(int(headers["content-length"]))
        self.requests += 1
        if self._is_genuine(headers, content):
            self.taken.setdefault(headers["webhook-id"], json.loads(content))
            answer = "204 No Content"
        else:
            self.refused.append(headers.get("webhook-id", ""))
            answer = "401 Unauthorized"
        writer.write(f"HTTP/1.1 {answer}\r\nconnection: close\r\n\r\n".encode())
        await writer.drain()

    def _is_genuine(self, headers: dict[str, str], content: bytes) -> bool:
        stamp = headers["webhook-timestamp"]
        if abs(int(stamp) - time.time()) > TOLERANCE_S:
            return False
        key = base64.b64decode(self.secret.removeprefix("whsec_"))
        signed = f"{headers['webhook-id']}.{stamp}.".encode() + content
        expected = base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
        return f"v1,{expected}" in headers["webhook-signature"].split(" ")
