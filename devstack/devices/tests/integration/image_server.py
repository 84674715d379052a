"""HTTPS that answers ranges, and breaks off once in the middle."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from devstack.servers.ports import LOOPBACK


class ImageServer:
    def __init__(self, image: bytes) -> None:
        self.image = image
        self.ranges: list[str] = []
        self.url = ""
        self._has_broken = False
        self._writers: list[asyncio.StreamWriter] = []

    def close(self) -> None:
        """Wait for nobody's last word."""
        for writer in self._writers:
            writer.transport.abort()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.append(writer)
        request = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        wanted = next((line for line in request.split("\r\n") if line.startswith("range: ")), "")
        self.ranges.append(wanted.removeprefix("range: bytes="))
        begin = int(self.ranges[-1].removesuffix("-") or 0)
        part = self.image[begin:]
        status = "206 Partial Content" if begin else "200 OK"
        head = f"HTTP/1.1 {status}\r\nContent-Length: {len(part)}\r\nConnection: close\r\n\r\n"
        breaks, self._has_broken = not self._has_broken, True
        writer.write(head.encode() + (part[: len(part) // 2] if breaks else part))
        await writer.drain()
        writer.close()


@asynccontextmanager
async def image_server(image: bytes, certificate: Path, key: Path) -> AsyncIterator[ImageServer]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    served = ImageServer(image)
    async with await asyncio.start_server(served.serve, LOOPBACK, 0, ssl=context) as server:
        served.url = f"https://{LOOPBACK}:{server.sockets[0].getsockname()[1]}/image"
        try:
            yield served
        finally:
            served.close()
