"""A local SMTP server that keeps what it is sent and answers as the test says (RFC 5321)."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from libs.chassis.testing.tcp_stand_in import tcp_stand_in


@dataclass
class SmtpStandIn:
    """`answers` replaces the reply to a command, e.g. {"RCPT": "550 unknown"}; "" hangs up.

    END is the reply after the content; content that is not answered with a 2 is not kept.
    """

    answers: dict[str, str] = field(default_factory=dict)
    received: list[EmailMessage] = field(default_factory=list)
    contents: list[bytes] = field(default_factory=list)
    """The same as it came over the wire."""
    logins: list[str] = field(default_factory=list)
    silent_after_content: bool = False
    """Keep the content and never answer."""
    port: int = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        writer.write(b"220 stand-in\r\n")
        while line := await reader.readline():
            command = line[:4].decode().upper().strip()
            reply = self.answers.get(command, self._usual(command, line))
            if reply.startswith("354"):
                writer.write(reply.encode() + b"\r\n")
                reply = self._keep(await reader.readuntil(b"\r\n.\r\n"))
                if self.silent_after_content:
                    await reader.read()
                    return
            if not reply:
                return
            writer.write(reply.encode() + b"\r\n")
            await writer.drain()

    def _keep(self, content: bytes) -> str:
        reply = self.answers.get("END", "250 kept")
        if reply.startswith("2"):
            self.contents.append(content[:-3])
            self.received.append(message_from_bytes(content[:-3], policy=default))
        return reply

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
    async with tcp_stand_in(stand_in.serve) as stand_in.port:
        yield stand_in
