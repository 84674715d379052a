"""FR1.1, FR6.1: the ways out for mail keep the same promises."""

import asyncio
from base64 import b64decode
from collections.abc import AsyncIterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from uuid import UUID

import pytest
from pydantic import SecretStr

from libs.chassis.mail import (
    Letter,
    MailNotSentError,
    MailRefusedError,
    MailSender,
    MailUncertainError,
)
from libs.chassis.mail_folder import MailFolder
from libs.chassis.mail_smtp import SmtpSender
from libs.chassis.mail_url import is_folder, mail_sender
from libs.chassis.testing.mail import Mailbox
from libs.chassis.testing.smtp_stand_in import SmtpStandIn, smtp_stand_in
from libs.chassis.tests.letters import ANNA, CODE_LETTER, LETTER_ID, NOW, a_letter

SENDER = "Meriggio <no-reply@example.org>"


def sender_to(url: str) -> MailSender:
    return mail_sender(SecretStr(url), sender=SENDER)


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
        return Subject(sender_to(folder.as_uri()), folder)
    return Subject(sender_to(f"smtp://127.0.0.1:{server.port}"), server)


async def test_a_letter_arrives_with_text_and_html(subject: Subject) -> None:
    await subject.sender.send(LETTER_ID, CODE_LETTER)
    ((text, html),) = subject.arrived()
    lines = CODE_LETTER.text.splitlines()
    assert text.splitlines()[-len(lines) :] == lines
    assert html.splitlines() == CODE_LETTER.html.splitlines()


async def test_letters_arrive_one_by_one(subject: Subject) -> None:
    others = [a_letter(recipient=f"user{n}@example.org") for n in range(5)]
    await asyncio.gather(
        *(subject.sender.send(UUID(int=n), letter) for n, letter in enumerate(others))
    )
    assert len(subject.arrived()) == 5


async def test_a_repetition_is_noticed_or_bears_the_same_id(
    subject: Subject, server: SmtpStandIn
) -> None:
    for _ in range(2):
        await subject.sender.send(LETTER_ID, CODE_LETTER)
    assert len(subject.arrived()) == (1 if subject.sender.idempotent else 2)
    assert len({mail["Message-ID"] for mail in server.received}) <= 1


def _files(folder: Path, pattern: str = "*") -> dict[str, str]:
    return {path.name: path.read_text() for path in sorted(folder.glob(pattern))}


def _text_lines(folder: Path) -> list[str]:
    (text,) = _files(folder, "*.txt").values()
    return text.splitlines()


async def test_files_are_named_by_time_recipient_purpose_and_id(tmp_path: Path) -> None:
    await MailFolder(tmp_path).send(LETTER_ID, CODE_LETTER)
    assert list(_files(tmp_path)) == [
        "20260621T100000.000000Z-anna+meriggio@example.org-sign-up-code-123456789abc.html",
        "20260621T100000.000000Z-anna+meriggio@example.org-sign-up-code-123456789abc.txt",
    ]


async def test_the_first_line_of_the_text_file_is_the_code(tmp_path: Path) -> None:
    await MailFolder(tmp_path).send(LETTER_ID, CODE_LETTER)
    assert _text_lines(tmp_path)[0] == "Code: 123456"


async def test_a_letter_without_code_begins_with_its_recipient(tmp_path: Path) -> None:
    await MailFolder(tmp_path).send(LETTER_ID, a_letter(code=None))
    assert _text_lines(tmp_path)[:2] == [f"To: {ANNA}", f"Subject: {CODE_LETTER.subject}"]


async def test_no_address_leads_out_of_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "mail"
    odd = a_letter(recipient="../../" + "a" * 200 + "/x@example.org")
    await MailFolder(folder).send(LETTER_ID, odd)
    assert len(_files(folder)) == 2
    assert len(_files(tmp_path, "**/*.*")) == 2


async def test_a_folder_that_cannot_be_written_is_tried_again_later(tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("a file in the way")
    with pytest.raises(MailNotSentError):
        await MailFolder(tmp_path / "mail").send(LETTER_ID, CODE_LETTER)


async def test_the_mail_says_from_whom_to_whom_and_that_no_answer_is_wanted(
    server: SmtpStandIn,
) -> None:
    await _send_by_smtp(server)
    (mail,) = server.received
    assert mail["From"] == SENDER
    assert mail["To"] == ANNA
    assert mail["Subject"] == CODE_LETTER.subject
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"] == f"<{LETTER_ID}@example.org>"
    assert mail["Date"].datetime == NOW
    assert mail.as_bytes().isascii(), "any server can carry it"


@pytest.mark.parametrize(("scheme", "one_click"), [("https", True), ("http", False)])
async def test_mail_that_may_be_ended_says_where_in_one_piece(
    server: SmtpStandIn, scheme: str, *, one_click: bool
) -> None:
    """RFC 8058; the header is not folded or encoded, however long the link."""
    url = f"{scheme}://meriggio.example.org/notification/unsubscribe?token={'x' * 90}"
    await _send_by_smtp(server, a_letter(unsubscribe_url=url))
    (mail,) = server.received
    assert f"List-Unsubscribe: <{url}>\r\n".encode() in server.contents[0]
    expected = "List-Unsubscribe=One-Click" if one_click else None
    assert mail["List-Unsubscribe-Post"] == expected


async def test_other_mail_cannot_be_ended(server: SmtpStandIn) -> None:
    await _send_by_smtp(server)
    assert not [name for name in server.received[0] if name.startswith("List-")]


async def _send_by_smtp(server: SmtpStandIn, letter: Letter = CODE_LETTER) -> None:
    await sender_to(f"smtp://127.0.0.1:{server.port}").send(LETTER_ID, letter)


@pytest.mark.parametrize("recipient", ["a@example.org, b@example.org", "a@x.org,b@y.org", "nobody"])
async def test_what_is_not_one_address_gets_nothing(server: SmtpStandIn, recipient: str) -> None:
    with pytest.raises(MailRefusedError) as refused:
        await _send_by_smtp(server, a_letter(recipient=recipient))
    assert recipient not in str(refused.value)
    assert server.received == []


async def test_the_sender_logs_in_with_the_decoded_password(server: SmtpStandIn) -> None:
    url = f"smtp://mail%40example.org:p%40ss%2Fword@127.0.0.1:{server.port}"
    await sender_to(url).send(LETTER_ID, CODE_LETTER)
    assert [b64decode(login) for login in server.logins] == [b"\0mail@example.org\0p@ss/word"]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"EHLO": "421 busy", "HELO": "421 busy"}, MailNotSentError),
        ({"EHLO": "", "HELO": ""}, MailNotSentError),
        ({"MAIL": "550 sender not allowed"}, MailNotSentError),
        ({"RCPT": "450 mailbox busy"}, MailNotSentError),
        ({"RCPT": ""}, MailNotSentError),
        ({"RCPT": "550 no such mailbox"}, MailRefusedError),
        ({"DATA": "451 later"}, MailNotSentError),
        ({"END": "452 no room"}, MailNotSentError),
        ({"END": "554 message refused"}, MailRefusedError),
        ({"DATA": ""}, MailUncertainError),
        ({"END": ""}, MailUncertainError),
    ],
)
async def test_a_failure_says_whether_the_letter_can_have_left(
    server: SmtpStandIn, answers: dict[str, str], expected: type[Exception]
) -> None:
    server.answers = answers
    with pytest.raises(expected) as failure:
        await _send_by_smtp(server)
    assert ANNA not in str(failure.value)
    assert server.received == []


async def test_a_wrong_password_of_ours_does_not_cost_the_letter(server: SmtpStandIn) -> None:
    server.answers = {"AUTH": "535 wrong password"}
    with pytest.raises(MailNotSentError):
        await sender_to(f"smtp://user:password@127.0.0.1:{server.port}").send(
            LETTER_ID, CODE_LETTER
        )


async def test_a_server_that_is_away_is_tried_again_later() -> None:
    async with smtp_stand_in() as gone:
        pass
    with pytest.raises(MailNotSentError):
        await _send_by_smtp(gone)


async def test_tls_is_insisted_on_where_asked(server: SmtpStandIn) -> None:
    with pytest.raises(MailNotSentError):
        await sender_to(f"smtp+starttls://127.0.0.1:{server.port}").send(LETTER_ID, CODE_LETTER)
    assert server.received == []


@pytest.mark.parametrize("url", ["", "mail", "http://x", "file://", "file://host/x", "smtp://"])
def test_an_unusable_mail_url_is_refused_at_the_start(url: str) -> None:
    with pytest.raises(ValueError, match="mail_url must be one of"):
        sender_to(url)


def test_each_scheme_has_its_port_and_its_tls() -> None:
    servers = {}
    for scheme in ("smtp", "smtp+starttls", "smtps"):
        sender = sender_to(f"{scheme}://mail.example.org")
        assert isinstance(sender, SmtpSender)
        server = sender._server
        servers[scheme] = (server.port, server.use_tls, server.start_tls)
        assert not is_folder(SecretStr(f"{scheme}://mail.example.org"))
    assert servers == {
        "smtp": (25, False, None),
        "smtp+starttls": (587, False, True),
        "smtps": (465, True, False),
    }
    assert is_folder(SecretStr("file:///mail"))


def test_a_letter_does_not_show_its_content_when_it_is_logged() -> None:
    assert "123456" not in repr(CODE_LETTER)
    assert "scaduto" not in repr(CODE_LETTER)
