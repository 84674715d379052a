"""The project for the ESP32-S3 fits together, as far as files can say it."""

import csv
import re
from pathlib import Path
from typing import Final

PORT: Final = Path(__file__).parents[2] / "port" / "esp32s3"
STUBS: Final = PORT.parents[1] / "test" / "esp_idf_stubs"
DOCS: Final = PORT.parents[2] / "docs" / "hardware"
FLASH_BYTES: Final = 8 << 20
SECTOR_BYTES: Final = 4096
SLOT_ALIGNMENT: Final = 0x10000
TABLE_AT: Final = 0x10000


def partitions() -> dict[str, tuple[str, int, int, str]]:
    """Type, offset, size and flags by name, in their order."""
    lines = (PORT / "partitions.csv").read_text().splitlines()
    rows = [
        [cell.strip() for cell in row] for row in csv.reader(lines) if not row[0].startswith("#")
    ]
    return {row[0]: (row[1], int(row[3], 16), int(row[4], 16), row[5]) for row in rows}


def test_partitions_lie_one_behind_the_other_in_the_flash() -> None:
    end = TABLE_AT + SECTOR_BYTES
    for name, (kind, offset, size, _) in partitions().items():
        assert offset >= end, name
        assert (offset | size) % SECTOR_BYTES == 0, name
        assert kind != "app" or offset % SLOT_ALIGNMENT == 0, name
        end = offset + size

    assert end <= FLASH_BYTES
    assert (
        f"CONFIG_PARTITION_TABLE_OFFSET={TABLE_AT:#x}" in (PORT / "sdkconfig.defaults").read_text()
    )


def test_slots_are_alike_and_readings_have_their_mebibyte() -> None:
    table = partitions()

    assert table["ota_0"][2] == table["ota_1"][2]
    assert table["readings"][2] == 1 << 20
    assert {name for name, row in table.items() if row[3] == "encrypted"} >= {
        "readings",
        "coredump",
    }


def test_every_source_is_built() -> None:
    listed = set(re.findall(r"\b\w+\.c\b", (PORT / "main" / "CMakeLists.txt").read_text()))

    assert listed == {path.name for path in (PORT / "main").glob("*.c")}


def test_the_stubs_have_the_options_that_the_project_asks_for() -> None:
    """With the same defaults, so that what is type-checked is what is built."""
    text = (PORT / "main" / "Kconfig.projbuild").read_text()
    asked = dict(re.findall(r"config (MERIGGIO_\w+)\n.*?default (\S.*?)\n", text, re.DOTALL))
    stubbed = dict(
        re.findall(r"#define CONFIG_(MERIGGIO_\w+) (.+)", (STUBS / "sdkconfig.h").read_text())
    )

    assert stubbed == asked


def test_what_is_flashed_lies_where_the_partitions_are() -> None:
    table = partitions()
    page = (DOCS / "manufacturing.md").read_text()

    assert f"{table['nvs_keys'][1]:#x} keys/nvs-keys.bin {table['nvs'][1]:#x} nvs.bin" in page
    assert f"{table['ota_0'][1]:#x} meriggio-device-signed.bin" in page
    assert f"nvs.bin {table['nvs'][2]:#x} --keygen" in page


def test_the_drawing_and_the_options_name_the_same_pins() -> None:
    page = (DOCS / "schematic.md").read_text()
    text = (PORT / "main" / "Kconfig.projbuild").read_text()

    pins = re.findall(r"config MERIGGIO_PIN_\w+\n.*?default (\d+)\n", text, re.DOTALL)
    assert len(pins) == 7
    assert [pin for pin in pins if not re.search(rf"\bGPIO{pin}\b", page)] == []
