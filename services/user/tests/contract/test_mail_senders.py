"""MailSender: the folder and SMTP keep the same promises."""

import asyncio
from base64 import b64decode
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from email.message import EmailMessage
from pathlib import Path

import pytest

from libs.chassis.testing.fakes import FakeClock
from services.user.domain.email_address import normal_email
from services.user.domain.letters import Letter
from services.user.outbound.mail_folder import MailFolder
from services.user.outbound.mail_url import mail_sender
from services.user.outbound.memory_parts import Mailbox
from services.user.outbound.smtp import SmtpSender
from services.user.ports import MailNotSentError, MailRefusedError, MailSender
from services.user.tests.contract.smtp_stand_in import SmtpStandIn, smtp_stand_in
from services.user.tests.examples import a_code, a_notice, anna

CLOCK = FakeClock()
ANNA = normal_email("anna+meriggio@example.org")
LETTER = a_code(anna("it", email=ANNA))
NOTICE = a_notice(anna("en", email=ANNA))
SENDER = "Meriggio <no-reply@example.org>"


@pytest.fixture
async def server() -> AsyncIterator[SmtpStandIn]:
    async with smtp_stand_in() as stand_in:
        yield stand_in


@dataclass
class Subject:
    """A sender and what arrived through it."""

    sender: MailSender
    source: "Path | SmtpStandIn | Mailbox"

    def arrived(self) -> list[tuple[str, str]]:
        """Text and HTML of each mail."""
        if isinstance(self.source, Mailbox):
            return [(letter.text, letter.html) for letter in self.source.letters]
        if isinstance(self.source, Path):
            texts = sorted(self.source.glob("*.txt"))
            return [(path.read_text(), path.with_suffix(".html").read_text()) for path in texts]
        return [(_part(mail, "plain"), _part(mail, "html")) for mail in self.source.received]


def _part(mail: EmailMessage, kind: str) -> str:
    body = mail.get_body((kind,))
    assert body is not None
    content: str = body.get_content()
    return content


@pytest.fixture(params=["memory", "folder", "smtp"])
def subject(request: pytest.FixtureRequest, tmp_path: Path, server: SmtpStandIn) -> Subject:
    if request.param == "memory":
        mailbox = Mailbox()
        return Subject(mailbox, mailbox)
    if request.param == "folder":
        folder = tmp_path / "mail" / "of the demo"
        return Subject(mail_sender(folder.as_uri(), sender=SENDER, clock=CLOCK), folder)
    url = f"smtp://127.0.0.1:{server.port}"
    return Subject(mail_sender(url, sender=SENDER, clock=CLOCK), server)


async def test_a_letter_arrives_with_text_and_html(subject: Subject) -> None:
    await subject.sender.send(LETTER)
    ((text, html),) = subject.arrived()
    assert "è scaduto" in text
    lines = LETTER.text.splitlines()
    assert text.splitlines()[-len(lines) :] == lines
    assert html.splitlines() == LETTER.html.splitlines()


async def test_letters_arrive_one_by_one(subject: Subject) -> None:
    others = [replace(LETTER, recipient=normal_email(f"user{n}@example.org")) for n in range(5)]
    await asyncio.gather(*(subject.sender.send(letter) for letter in others))
    assert len(subject.arrived()) == 5


def _files(folder: Path, pattern: str = "*") -> dict[str, str]:
    return {path.name: path.read_text() for path in sorted(folder.glob(pattern))}


def _text_lines(folder: Path) -> list[str]:
    (text,) = _files(folder, "*.txt").values()
    return text.splitlines()


async def test_files_are_named_by_time_recipient_and_purpose(tmp_path: Path) -> None:
    await MailFolder(tmp_path, CLOCK).send(LETTER)
    assert list(_files(tmp_path)) == [
        "20260621T100000.000000Z-anna+meriggio@example.org-sign-up-code.html",
        "20260621T100000.000000Z-anna+meriggio@example.org-sign-up-code.txt",
    ]


async def test_the_first_line_of_the_text_file_is_the_code(tmp_path: Path) -> None:
    await MailFolder(tmp_path, CLOCK).send(LETTER)
    assert _text_lines(tmp_path)[0] == "Code: 123456"


async def test_a_letter_without_code_begins_with_its_recipient(tmp_path: Path) -> None:
    await MailFolder(tmp_path, CLOCK).send(NOTICE)
    assert _text_lines(tmp_path)[:2] == [f"To: {ANNA}", f"Subject: {NOTICE.subject}"]


async def test_no_address_leads_out_of_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "mail"
    odd = replace(LETTER, recipient=normal_email("../../" + "a" * 200 + "/x@example.org"))
    await MailFolder(folder, CLOCK).send(odd)
    assert len(_files(folder)) == 2
    assert len(_files(tmp_path, "**/*.*")) == 2


async def test_a_folder_that_cannot_be_written_is_tried_again_later(tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("a file in the way")
    with pytest.raises(MailNotSentError):
        await MailFolder(tmp_path / "mail", CLOCK).send(LETTER)


async def test_the_mail_says_from_whom_to_whom_and_that_no_answer_is_wanted(
    server: SmtpStandIn,
) -> None:
    await _send_by_smtp(server)
    (mail,) = server.received
    assert mail["From"] == SENDER
    assert mail["To"] == ANNA
    assert mail["Subject"] == LETTER.subject
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"].endswith("@example.org>")
    assert mail["Date"].datetime == CLOCK.now()
    assert mail.as_bytes().isascii(), "any server can carry it"


async def _send_by_smtp(server: SmtpStandIn, letter: Letter = LETTER) -> None:
    url = f"smtp://127.0.0.1:{server.port}"
    await mail_sender(url, sender=SENDER, clock=CLOCK).send(letter)


async def test_the_sender_logs_in_with_the_decoded_password(server: SmtpStandIn) -> None:
    url = f"smtp://mail%40example.org:p%40ss%2Fword@127.0.0.1:{server.port}"
    await mail_sender(url, sender=SENDER, clock=CLOCK).send(LETTER)
    assert [b64decode(login) for login in server.logins] == [b"\0mail@example.org\0p@ss/word"]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"RCPT": "550 no such mailbox"}, MailRefusedError),
        ({"END": "554 message refused"}, MailRefusedError),
        ({"RCPT": "450 mailbox busy"}, MailNotSentError),
        ({"END": "451 try later"}, MailNotSentError),
        ({"MAIL": "550 sender not allowed"}, MailNotSentError),
        ({"DATA": ""}, MailNotSentError),
        ({"EHLO": "", "HELO": ""}, MailNotSentError),
    ],
)
async def test_a_failure_is_either_for_now_or_for_good(
    server: SmtpStandIn, answers: dict[str, str], expected: type[Exception]
) -> None:
    server.answers = answers
    with pytest.raises(expected) as failure:
        await _send_by_smtp(server)
    assert ANNA not in str(failure.value)
    assert server.received == []


async def test_a_wrong_password_of_ours_does_not_cost_the_letter(server: SmtpStandIn) -> None:
    server.answers = {"AUTH": "535 wrong password"}
    url = f"smtp://user:password@127.0.0.1:{server.port}"
    with pytest.raises(MailNotSentError):
        await mail_sender(url, sender=SENDER, clock=CLOCK).send(LETTER)


async def test_a_server_that_is_away_is_tried_again_later(server: SmtpStandIn) -> None:
    async with smtp_stand_in() as gone:
        pass
    with pytest.raises(MailNotSentError):
        await _send_by_smtp(gone)


async def test_tls_is_insisted_on_where_asked(server: SmtpStandIn) -> None:
    url = f"smtp+starttls://127.0.0.1:{server.port}"
    with pytest.raises(MailNotSentError):
        await mail_sender(url, sender=SENDER, clock=CLOCK).send(LETTER)
    assert server.received == []


@pytest.mark.parametrize("url", ["", "mail", "http://x", "file://", "file://host/x", "smtp://"])
def test_an_unusable_mail_url_is_refused_at_the_start(url: str) -> None:
    with pytest.raises(ValueError, match="mail_url must be one of"):
        mail_sender(url, sender=SENDER, clock=CLOCK)


def test_each_scheme_has_its_port_and_its_tls() -> None:
    servers = {}
    for scheme in ("smtp", "smtp+starttls", "smtps"):
        sender = mail_sender(f"{scheme}://mail.example.org", sender=SENDER, clock=CLOCK)
        assert isinstance(sender, SmtpSender)
        server = sender._server
        servers[scheme] = (server.port, server.use_tls, server.start_tls)
    assert servers == {
        "smtp": (25, False, None),
        "smtp+starttls": (587, False, True),
        "smtps": (465, True, False),
    }
