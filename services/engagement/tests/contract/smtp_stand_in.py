"""A local SMTP server that keeps what it is sent and answers as the test says (RFC 5321)."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default


@dataclass
class SmtpStandIn:
    """`answers` replaces the reply to a command, END the one after the content; "" hangs up."""

    answers: dict[str, str] = field(default_factory=dict)
    received: list[EmailMessage] = field(default_factory=list)
    silent_after_content: bool = False
    """Keep the content and never answer."""
    port: int = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        writer.write(b"220 stand-in\r\n")
        try:
            while line := await reader.readline():
                command = line[:4].decode().upper().strip()
                reply = self.answers.get(command, _USUAL.get(command, "250 ok"))
                if reply.startswith("354"):
                    writer.write(reply.encode() + b"\r\n")
                    reply = self._keep(await reader.readuntil(b"\r\n.\r\n"))
                    if self.silent_after_content:
                        await reader.read()
                        return
                if not reply:
                    return
                writer.write(reply.encode() + b"\r\n")
        finally:
            writer.close()

    def _keep(self, content: bytes) -> str:
        self.received.append(message_from_bytes(content[:-3], policy=default))
        return self.answers.get("END", "250 kept")


_USUAL = {"DATA": "354 go ahead", "QUIT": "221 bye"}


@asynccontextmanager
async def smtp_stand_in() -> AsyncIterator[SmtpStandIn]:
    """A stand-in on a free local port."""
    stand_in = SmtpStandIn()
    server = await asyncio.start_server(stand_in.serve, "127.0.0.1", 0)
    stand_in.port = server.sockets[0].getsockname()[1]
    async with server:
        yield stand_in
