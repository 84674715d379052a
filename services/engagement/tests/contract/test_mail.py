"""The mail channel: a folder or a server, and what each failure says about the letter."""

from collections.abc import AsyncIterator
from email.message import EmailMessage
from pathlib import Path

import aiosmtplib
import pytest

from services.engagement.outbound.mail import MailChannel, mail_channel
from services.engagement.ports import NotSentError, OutgoingMessage, RefusedError
from services.engagement.tests.contract.examples import detection
from services.engagement.tests.contract.smtp_stand_in import SmtpStandIn, smtp_stand_in
from services.engagement.tests.engine import contact

SENDER = "Meriggio <no-reply@example.org>"


def message(*, known: bool = True) -> OutgoingMessage:
    [notification] = detection(0, users=(0,)).notifications
    return OutgoingMessage(notification, contact(0) if known else None, is_repetition=False)


@pytest.fixture
async def server() -> AsyncIterator[SmtpStandIn]:
    async with smtp_stand_in() as stand_in:
        yield stand_in


def channel_to(server: SmtpStandIn) -> MailChannel:
    return mail_channel(f"smtp://127.0.0.1:{server.port}", sender=SENDER)


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def test_a_folder_gets_a_text_and_a_page(tmp_path: Path) -> None:
    channel = mail_channel(f"file://{tmp_path}/mail", sender=SENDER)
    await channel.send(message())
    names = names_in(tmp_path / "mail")
    stem = "20260621T101001.000000Z-user0@example.org-surplus-"
    assert [name.startswith(stem) for name in names] == [True, True]
    assert [Path(name).suffix for name in names] == [".html", ".txt"]
    text = (tmp_path / "mail" / names[1]).read_text()
    assert text.startswith("To: user0@example.org\nSubject: C'è energia in più: circa 2,0 kW\n\n")
    assert "Ciao User 0," in text


async def test_a_folder_recognises_a_repetition(tmp_path: Path) -> None:
    channel = mail_channel(f"file://{tmp_path}", sender=SENDER)
    await channel.send(message())
    await channel.send(message())
    assert channel.idempotent
    assert len(names_in(tmp_path)) == 2


async def test_a_recipient_cannot_choose_the_folder(tmp_path: Path) -> None:
    channel = mail_channel(f"file://{tmp_path}/mail", sender=SENDER)
    original = message()
    assert original.contact is not None
    evil = type(original.contact)(original.contact.user_id, 1, '"../../x"@example.org')
    await channel.send(OutgoingMessage(original.notification, evil, is_repetition=False))
    assert names_in(tmp_path) == ["mail"]


async def test_a_server_gets_both_parts(server: SmtpStandIn) -> None:
    channel = channel_to(server)
    await channel.send(message())
    [received] = server.received
    assert (received["To"], received["From"]) == ("user0@example.org", SENDER)
    assert received["Subject"] == "C'è energia in più: circa 2,0 kW"
    assert str(message().notification.notification_id) in received["Message-ID"]
    assert not channel.idempotent
    text, page = (part for part in received.iter_parts() if isinstance(part, EmailMessage))
    assert "la comunità Prato" in text.get_content().replace("\n", " ")
    assert page.get_content_type() == "text/html"


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"EHLO": "421 busy", "HELO": "421 busy"}, NotSentError),
        ({"MAIL": "550 who are you"}, NotSentError),
        ({"RCPT": "450 mailbox busy"}, NotSentError),
        ({"RCPT": ""}, NotSentError),
        ({"RCPT": "550 no such mailbox"}, RefusedError),
        ({"DATA": "451 later"}, NotSentError),
        ({"END": "452 no room"}, NotSentError),
        ({"END": "554 looks like spam"}, RefusedError),
        ({"END": ""}, aiosmtplib.SMTPServerDisconnected),
    ],
)
async def test_what_a_failure_says_about_the_letter(
    server: SmtpStandIn, answers: dict[str, str], expected: type[Exception]
) -> None:
    server.answers = answers
    with pytest.raises(expected) as failure:
        await channel_to(server).send(message())
    assert "user0" not in str(failure.value)


async def test_a_server_that_is_away_sent_nothing(unused_tcp_port: int) -> None:
    channel = mail_channel(f"smtp://127.0.0.1:{unused_tcp_port}", sender=SENDER)
    with pytest.raises(NotSentError):
        await channel.send(message())


async def test_an_unknown_user_is_not_written_to(tmp_path: Path) -> None:
    channel = mail_channel(f"file://{tmp_path}", sender=SENDER)
    with pytest.raises(NotSentError):
        await channel.send(message(known=False))
