from pathlib import Path

import pytest

from services.device_gateway.tests.integration.firmware.stage import IMAGE, TOKEN, Maker, typed


@pytest.fixture
def maker(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Maker:
    typed(capsys, "keygen", "--key", str(tmp_path / "key.pem"))
    (tmp_path / "image.bin").write_bytes(IMAGE)
    (tmp_path / "token").write_text(f"{TOKEN}\n")
    announcement = typed(
        capsys,
        *("sign", "--key", str(tmp_path / "key.pem"), "--hardware", "meter-v1"),
        *("--version", "1.1.0", str(tmp_path / "image.bin")),
    )
    (tmp_path / "announcement.json").write_text(announcement)
    return Maker(tmp_path)
