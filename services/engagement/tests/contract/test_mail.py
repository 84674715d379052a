"""The mail channel: what is written, and what each failure says about the letter.

What the ways out for mail promise is tested with them: libs/chassis/tests/contract/test_mail.py.
"""

from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from libs.chassis.mail import MailNotSentError, MailRefusedError, MailUncertainError
from libs.chassis.mail_folder import MailFolder
from libs.chassis.testing.mail import Mailbox
from services.engagement.domain.delivery.endpoint import EndpointKind, implicit_endpoint
from services.engagement.domain.delivery.message import message_of
from services.engagement.outbound.channels.mail import MailChannel
from services.engagement.ports.delivery import NotSentError, OutgoingMessage, RefusedError
from services.engagement.tests.contract.examples import call, messages
from services.engagement.tests.engine import contact, user_id


def message(*, known: bool = True) -> OutgoingMessage:
    [notification] = messages(call(0, users=(0,)))
    endpoint = implicit_endpoint(notification.user_id, EndpointKind.MAIL)
    return OutgoingMessage(
        message_of(notification), endpoint, contact(0) if known else None, is_repetition=False
    )


def unsubscribe_url(user_id: UUID) -> str:
    return f"https://meriggio.example.org/notification/unsubscribe?token={user_id.hex}"


def files_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


async def test_a_notification_becomes_a_letter_in_the_users_language() -> None:
    mailbox, sent = Mailbox(), message()
    await MailChannel(mailbox, unsubscribe_url).send(sent)
    [letter] = mailbox.letters
    assert (letter.recipient, letter.purpose) == ("user0@example.org", "surplus")
    assert letter.subject == "C'è energia in più: circa 2,0 kW"
    assert letter.text.startswith("Ciao User 0,\n\n")
    assert "la comunità Prato" in letter.text
    assert 'lang="it"' in letter.html
    assert "Ricevi questo messaggio perché fai parte della comunità." in letter.text
    assert letter.unsubscribe_url == unsubscribe_url(user_id(0))
    assert f"qui le fermi senza accedere: {letter.unsubscribe_url}\n" in letter.text
    assert f'<a href="{letter.unsubscribe_url}"' in letter.html
    assert mailbox.ids == [sent.message.message_id]
    assert letter.written_at == sent.message.created_at


async def test_the_whole_letter_is_in_the_language_of_its_words() -> None:
    """The user prefers English to the account's Italian."""
    mailbox, italian = Mailbox(), message()
    english = replace(italian.message, language="en", body="Right now")
    await MailChannel(mailbox, unsubscribe_url).send(replace(italian, message=english))
    [letter] = mailbox.letters
    assert letter.text.startswith("Hello User 0,\n\nRight now\n\nYou get this message because")
    assert f"end it here without signing in: {letter.unsubscribe_url}\n" in letter.text
    assert 'lang="en"' in letter.html


async def test_a_folder_recognises_a_repetition_and_a_server_does_not(tmp_path: Path) -> None:
    channel = MailChannel(MailFolder(tmp_path), unsubscribe_url)
    await channel.send(message())
    await channel.send(message())
    assert (channel.idempotent, MailChannel(Mailbox(), unsubscribe_url).idempotent) == (True, False)
    assert len(files_in(tmp_path)) == 2


@pytest.mark.parametrize(
    ("failure", "expected"),
    [
        (MailNotSentError("away"), NotSentError),
        (MailRefusedError("no such mailbox"), RefusedError),
        (MailUncertainError("away"), MailUncertainError),
    ],
)
async def test_what_a_failure_says_about_the_letter(
    failure: Exception, expected: type[Exception]
) -> None:
    mailbox = Mailbox()
    mailbox.failure = failure
    with pytest.raises(expected, match=str(failure)):
        await MailChannel(mailbox, unsubscribe_url).send(message())


async def test_an_unknown_user_is_not_written_to() -> None:
    mailbox = Mailbox()
    with pytest.raises(NotSentError):
        await MailChannel(mailbox, unsubscribe_url).send(message(known=False))
    assert mailbox.letters == []
