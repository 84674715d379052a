"""Prices from their file to what everybody reads, on a running service; rules of the operator's."""

import asyncio
from pathlib import Path
from uuid import UUID

import httpx
import pytest

from libs.chassis.operator_token import digest_of
from services.energy.commands import run_command
from services.energy.config import Settings
from services.energy.outbound.tariffs.rule_files import RuleFileError, load_rules
from services.energy.tests.integration.conftest import KeyServer, RunningService, serving

ALICE = UUID(int=900)
MARKET = "Data;Ora;PUN;NORD\n20260101;1;90;100\n20260101;2;90;101,5\n"
NEW_YEAR = {"from": "2026-01-01T00:00:00+01:00", "to": "2026-01-01T02:00:00+01:00"}


async def bring(service: RunningService, content: str) -> httpx.Response:
    headers = {"Authorization": "Bearer operators-token", "Content-Type": "text/csv"}
    return await service.client.put("/energy-data/price/NORD", content=content, headers=headers)


async def test_prices_come_by_http_and_by_command(
    settings: Settings,
    key_server: KeyServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    dsn = settings.postgres_dsn.get_secret_value()
    monkeypatch.setenv("MERIGGIO_ENERGY_POSTGRES_DSN", dsn)
    file = tmp_path / "prices.csv"
    file.write_text(MARKET.replace("101,5", "-3,25"))
    with_operator = settings.model_copy(
        update={"operator_tokens": {"olga": digest_of("operators-token")}}
    )
    async with serving(with_operator, key_server.issuer) as service:
        assert (await bring(service, MARKET)).json()["hoursAdded"] == 2
        given = ["prices", "import", str(file), "--zone", "NORD", "--source", "GME, corrected"]

        assert await asyncio.to_thread(run_command, [*given, "--dry-run"]) == 0
        dry = (await service.get("price/NORD", ALICE, **NEW_YEAR)).json()
        assert await asyncio.to_thread(run_command, given) == 0
        read = (await service.get("price/NORD", ALICE, **NEW_YEAR)).json()
        told = capsys.readouterr().out.splitlines()

    assert told[0].startswith("would change: NORD, 2 rows")
    assert told[2].startswith("imported: NORD, 2 rows")
    assert told[2].endswith("0 hours added, 1 restated, 1 unchanged")
    assert told[3] == "  2026-01-01T00:00:00+00:00: 101.5 -> -3.25 EUR/MWh"
    assert [price["priceEurMwh"] for price in dry["prices"]] == [100, 101.5]
    assert [price["priceEurMwh"] for price in read["prices"]] == [100, -3.25]
    assert [former["priceEurMwh"] for former in read["prices"][1]["former"]] == [101.5]
    assert read["prices"][1]["source"] == "GME, corrected"


async def test_the_operators_rules_go_before_ours(
    settings: Settings, key_server: KeyServer, tmp_path: Path
) -> None:
    (tmp_path / "valorization.toml").write_text(
        """
        [[edition]]
        version = "2025"
        valid_from = 2025-01-01
        source = { document = "ARERA", article = "2025" }
        provisional = false
        unit_value_eur_mwh = 9.1
        """
    )
    own = settings.model_copy(update={"rules_folder": tmp_path})
    async with serving(own, key_server.issuer) as service:
        rules = (await service.get("rules", ALICE, date="2025-07-01")).json()

    assert rules["valorization"]["unitValueEurMwh"] == 9.1
    assert rules["valorization"]["source"] == {"document": "ARERA", "article": "2025"}
    assert rules["fingerprint"] == load_rules(tmp_path).fingerprint() != load_rules().fingerprint()


async def test_rules_that_cannot_be_used_keep_the_service_from_starting(
    settings: Settings, key_server: KeyServer, tmp_path: Path
) -> None:
    (tmp_path / "premium.toml").write_text("[[edition]]\nversion = 1")
    own = settings.model_copy(update={"rules_folder": tmp_path})
    with pytest.RaisesGroup(pytest.RaisesExc(RuleFileError, match=r"premium\.toml: edition\.0")):
        async with serving(own, key_server.issuer):
            pass
