"""What went wrong is told as what it is."""

import errno
from pathlib import Path

import pytest

from operate.failures import Exit, explained


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS])
def test_a_full_disk_is_nobody_who_does_not_answer(number: int) -> None:
    assert explained(OSError(number, "of the disk")).exit_code is Exit.USAGE


def test_a_file_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(NotADirectoryError) as raised:
        (tmp_path / "file" / "in it").open()

    assert explained(raised.value).exit_code is Exit.USAGE
    assert "in it" in str(explained(raised.value))


def test_who_does_not_answer_is_away() -> None:
    assert explained(ConnectionRefusedError(errno.ECONNREFUSED, "")).exit_code is Exit.UNREACHABLE
