"""What of the chart is made from elsewhere is up to date, and says the truth."""

import re
from typing import Final

import pytest
import yaml
from pydantic import SecretStr
from pydantic_settings import BaseSettings

from libs.contracts import consumers
from scripts import chart
from scripts.chart_schema import SERVICES, SET_BY_CHART, _is_secret
from tests.deploy.chart.rendering import services_file

_REFERENCE: Final = chart.REPOSITORY / "docs/reference/settings.md"


def test_nothing_is_stale() -> None:
    """Schema, README and the copies of rules and dashboards: `make chart` writes them."""
    assert chart.stale(chart.made_files()) == []


def test_the_consumers_whose_lag_is_watched_exist() -> None:
    known = {
        (each["stream"], each["durable"])
        for service in services_file().values()
        for each in service.get("consumers", ())
    }
    assert known == {(spec.stream, spec.durable) for spec in consumers.ALL}


@pytest.mark.parametrize("name", services_file())
def test_each_secret_setting_has_a_key_and_each_key_a_setting(name: str) -> None:
    service = services_file()[name]
    settings: type[BaseSettings] = SERVICES[service["values"]]
    keyed = {secret["setting"].lower() for secret in service["secrets"].values()}
    secret_ones = {
        field for field, info in settings.model_fields.items() if _is_secret(info.annotation)
    }
    assert secret_ones <= keyed, "a secret that the chart cannot give"
    assert keyed <= settings.model_fields.keys()
    required = {
        field
        for field, info in settings.model_fields.items()
        if info.is_required() and info.annotation is SecretStr
    }
    assert required <= {
        secret["setting"].lower() for secret in service["secrets"].values() if secret["required"]
    }


def test_what_the_chart_sets_itself_is_a_setting_of_some_service() -> None:
    known = {field for settings in SERVICES.values() for field in settings.model_fields}
    assert known >= SET_BY_CHART


def test_a_value_without_words_is_rare() -> None:
    """The README explains; what speaks for itself may be without."""
    table = (chart.CHART / "README.md").read_text()
    rows = re.findall(r"^\| `[\w.]+` \| .* \| (.*) \|$", table, flags=re.MULTILINE)
    assert len(rows) > 150


def test_the_application_is_of_the_project_s_version() -> None:
    about = yaml.safe_load((chart.CHART / "Chart.yaml").read_text())
    project = (chart.REPOSITORY / "pyproject.toml").read_text()
    assert f'version = "{about["appVersion"]}"' in project
