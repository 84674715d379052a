import asyncio
from pathlib import Path

import pytest

from devstack.people.mailbox import Mailbox, NoMailError

ANNA = "anna@example.org"


def write_letter(folder: Path, at: str, recipient: str, text: str) -> None:
    (folder / f"{at}-{recipient}-sign-up-code.txt").write_text(text)


def test_only_the_readers_own_codes_oldest_first(tmp_path: Path) -> None:
    write_letter(tmp_path, "20260102T000000.0Z", ANNA, "Code: 222222\nTo: anna\n")
    write_letter(tmp_path, "20260101T000000.0Z", ANNA, "Code: 111111\nTo: anna\n")
    write_letter(tmp_path, "20260103T000000.0Z", ANNA, "To: anna\nSubject: you have an account\n")
    write_letter(tmp_path, "20260104T000000.0Z", "joanna@example.org", "Code: 333333\n")
    assert Mailbox(tmp_path).codes(ANNA) == ["111111", "222222"]


async def test_a_code_is_waited_for(tmp_path: Path) -> None:
    write_letter(tmp_path, "20260101T000000.0Z", ANNA, "Code: 111111\n")
    waiting = asyncio.create_task(Mailbox(tmp_path).next_code(ANNA, after=1))
    await asyncio.sleep(0)
    assert not waiting.done()
    write_letter(tmp_path, "20260102T000000.0Z", ANNA, "Code: 222222\n")
    assert await waiting == "222222"


async def test_a_code_that_never_comes_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoMailError, match="no code for anna"):
        await Mailbox(tmp_path).next_code(ANNA, after=0, timeout_s=0.01)
