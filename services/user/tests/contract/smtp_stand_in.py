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
    """`answers` replaces the reply to a command, e.g. {"RCPT": "550 unknown"}; "" hangs up."""

    answers: dict[str, str] = field(default_factory=dict)
    received: list[EmailMessage] = field(default_factory=list)
    logins: list[str] = field(default_factory=list)
    port: int = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        try:
            await self._talk(reader, writer)
        finally:
            writer.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 stand-in\r\n")
        while line := await reader.readline():
            command = line[:4].decode().upper().strip()
            reply = self.answers.get(command, self._usual(command, line))
            if not reply:
                return
            writer.write(reply.encode() + b"\r\n")
            if reply.startswith("354"):
                data = await reader.readuntil(b"\r\n.\r\n")
                end = self.answers.get("END", "250 kept")
                if end.startswith("2"):
                    message = message_from_bytes(data[:-3], policy=default)
                    self.received.append(message)
                writer.write(end.encode() + b"\r\n")
            await writer.drain()

    def _usual(self, command: str, line: bytes) -> str:
        if command == "EHLO":
            return "250-stand-in\r\n250 AUTH PLAIN"
        if command == "AUTH":
            self.logins.append(line.decode().split()[-1])
            return "235 welcome"
        return {"DATA": "354 go ahead", "QUIT": "221 bye"}.get(command, "250 ok")


@asynccontextmanager
async def smtp_stand_in() -> AsyncIterator[SmtpStandIn]:
    """A stand-in on a free local port."""
    stand_in = SmtpStandIn()
    server = await asyncio.start_server(stand_in.serve, "127.0.0.1", 0)
    stand_in.port = server.sockets[0].getsockname()[1]
    async with server:
        yield stand_in
