"""What values are refused, and what follows from those that are taken."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path as PathOfFile
from typing import Any, Final

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from scripts.chart import CHART
from tests.deploy.chart.rendering import (
    HELMS,
    Document,
    named,
    of_kind,
    pods,
    rendered,
    run_helm,
    template,
)
from tests.docs.pages import blocks

_SCHEMA: Final = json.loads((CHART / "values.schema.json").read_text())
_DEFAULTS: Final[dict[str, Any]] = yaml.safe_load((CHART / "values.yaml").read_text())
_CHECK: Final = jsonschema.Draft7Validator(_SCHEMA)
Path = tuple[str, ...]


def _closed_objects(schema: Any, values: Any, path: Path = ()) -> Iterator[Path]:
    """Every object of the defaults whose keys are told, by its path."""
    if isinstance(values, dict) and schema.get("additionalProperties") is False:
        yield path
        for key, value in values.items():
            yield from _closed_objects(schema["properties"][key], value, (*path, key))


def _at(values: Any, path: Path) -> Any:
    for key in path:
        values = values[key]
    return values


_CLOSED: Final = list(_closed_objects(_SCHEMA, _DEFAULTS))
_KEYS: Final = [(path, key) for path in _CLOSED for key in _at(_DEFAULTS, path)]


def test_the_defaults_fit() -> None:
    assert list(_CHECK.iter_errors(_DEFAULTS)) == []
    assert len(_KEYS) > 250


def test_every_object_of_the_defaults_is_closed_or_of_free_names() -> None:
    """Free are only those whose keys are the operator's: labels, selectors, rule files."""
    free = {
        path
        for path in _objects(_DEFAULTS)
        if path not in _CLOSED and not _is_free(_schema_at(path))
    }
    assert free == set()


def _objects(values: Any, path: Path = ()) -> Iterator[Path]:
    if isinstance(values, dict):
        yield path
        for key, value in values.items():
            yield from _objects(value, (*path, key))


def _schema_at(path: Path) -> Any:
    schema: Any = _SCHEMA
    for key in path:
        schema = schema.get("properties", {}).get(key, {})
    return schema


def _is_free(schema: Any) -> bool:
    return bool(schema.get("additionalProperties") == {"type": "string"})


@given(place=st.sampled_from(_KEYS), end=st.text("abcxyz", min_size=1, max_size=3))
def test_a_typing_error_in_any_name_is_refused(place: tuple[Path, str], end: str) -> None:
    path, key = place
    changed = copy.deepcopy(_DEFAULTS)
    block = _at(changed, path)
    block[key + end] = block.pop(key)
    assert list(_CHECK.iter_errors(changed))


@given(place=st.sampled_from(_KEYS), value=st.sampled_from([["x"], {"x": 1}, True]))
def test_a_value_of_another_kind_is_refused(place: tuple[Path, str], value: object) -> None:
    path, key = place
    before = _at(_DEFAULTS, (*path, key))
    kinds = (str, bool, int, list, dict)
    if before is None or any(type(before) is kind and type(value) is kind for kind in kinds):
        return
    changed = copy.deepcopy(_DEFAULTS)
    _at(changed, path)[key] = value
    assert list(_CHECK.iter_errors(changed)), (path, key, value)


@pytest.mark.parametrize("helm", HELMS)
@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (["user.replica=3"], "replica"),
        (["energy.settings.RAW_KEPT_MONTH=3"], "RAW_KEPT_MONTH"),
        (["energy.settings.RAW_KEPT_MONTHS=0"], "RAW_KEPT_MONTHS"),
        (["energy.settings.POSTGRES_DSN=x"], "POSTGRES_DSN"),
        (["image.tag=latest"], "tag"),
        (["user.replicas=0"], "replicas"),
        (["energy.autoscaling.minReplicas=0"], "minReplicas"),
        (["energy.autoscaling.mode=both"], "mode"),
        (["user.image.digest=sha256:12"], "digest"),
        (["energy.resources.limits=null"], "limits"),
        (["pods.runAsUser=0"], "runAsUser"),
        (["user.pdb.maxUnavailable=0"], "maxUnavailable"),
        (["user.existingSecret="], "user.existingSecret is required"),
        (["publicUrl="], "publicUrl is required"),
        (["mqtt.host="], "mqtt.host is required"),
        (["mosquitto.enabled=true"], "mosquitto.existingSecret is required"),
        (["mosquitto.enabled=true", "mosquitto.existingSecret=x"], "mosquitto.pki.existingSecret"),
        (["energy.autoscaling.mode=keda"], "keda.natsMonitoringEndpoint is required"),
        (["httpRoute.enabled=true"], "httpRoute.parentRefs is required"),
        (["evaluation.enabled=true", "user.existingSecret="], "evaluation.seed is required"),
        (["mqtt.shared=false"], "mqtt.shared"),
        (["mqtt.tls.existingSecret=x"], "need mqtt.tls.enabled"),
        (
            ["mosquitto.tls.enabled=false", "mosquitto.tls.serverName=x"],
            "need mosquitto.tls.enabled",
        ),
        (["mqtt.tls.enabled=true", "evaluation.enabled=true"], "mqtt.tls is for mqtt.host"),
        (["deviceGateway.firmware.https=true"], "deviceGateway.pki.existingSecret is required"),
        (["engagement.push.webPush=true"], "webPushSubject is required"),
    ],
)
def test_what_cannot_be_is_refused_with_words(helm: str, settings: list[str], said: str) -> None:
    done = template(helm, "minimal", *(f"--set={each}" for each in settings))
    assert done.returncode != 0
    assert said in done.stderr


def _secrets(documents: tuple[Document, ...]) -> dict[str, Any]:
    return {each["metadata"]["name"]: each["stringData"] for each in of_kind(documents, "Secret")}


def test_without_evaluation_no_secret_is_made() -> None:
    assert of_kind(rendered("helm4", "everything"), "Secret") == []


def test_evaluation_s_passwords_are_the_same_at_each_sync_and_follow_from_the_seed() -> None:
    first = _secrets(rendered("helm4", "evaluation"))
    assert first == _secrets(rendered("helm3", "evaluation"))
    other = _secrets(rendered("helm4", "evaluation", "--set=evaluation.seed=another-seed-of-16"))
    assert first.keys() == other.keys()
    for name, keys in first.items():
        for key, value in keys.items():
            assert value != other[name][key] or key == "mail-url", (name, key)
    assert (
        first["green-meriggio-user"]["key-encryption-key"]
        != (first["green-meriggio-user"]["code-hmac-key"])
    )
    assert (
        first["green-meriggio-mosquitto"]["gateway-password"]
        == (first["green-meriggio-device-gateway"]["mqtt-password"])
    )


def test_an_existing_secret_comes_before_evaluation_s() -> None:
    documents = rendered("helm4", "evaluation", "--set=user.existingSecret=mine")
    assert "green-meriggio-user" not in _secrets(documents)
    volumes = named(documents, "Deployment", "-user")["spec"]["template"]["spec"]["volumes"]
    assert volumes[0]["projected"]["sources"][0]["secret"]["name"] == "mine"


def test_keda_asks_the_right_consumers_of_the_right_account() -> None:
    documents = rendered("helm4", "keda", "--set=keda.natsAccount=ENERGY")
    triggers = named(documents, "ScaledObject", "-energy")["spec"]["triggers"]
    lags = [each["metadata"] for each in triggers if each["type"] == "nats-jetstream"]
    assert [(each["stream"], each["consumer"]) for each in lags] == [
        ("READINGS", "energy"),
        ("SURPLUS", "energy-calls"),
    ]
    for each in lags:
        assert each["account"] == "ENERGY"
        assert each["natsServerMonitoringEndpoint"] == "nats-headless.nats.svc.cluster.local:8222"
        assert each["lagThreshold"] == "50000"
    (fold,) = (
        each
        for each in named(documents, "ScaledObject", "-engagement")["spec"]["triggers"]
        if each["type"] == "prometheus"
    )
    assert 'namespace="energy-community", service="engagement"' in fold["metadata"]["query"]


def test_digests_and_a_registry_of_ones_own_reach_every_image() -> None:
    for name in ("private-registry",):
        more = ("--set=evaluation.enabled=true,evaluation.seed=0123456789abcdef",)
        for pod in pods(rendered("helm4", name, *more)):
            assert pod.spec["imagePullSecrets"] == [{"name": "registry"}]
            for container in pod.containers:
                image = container["image"]
                assert image.startswith("registry.example.org/")
                assert "@sha256:" in image or "/mirror/" in image


def test_a_changed_setting_rolls_its_service_and_no_other() -> None:
    def sums(*more: str) -> dict[str, str]:
        return {
            each["metadata"]["name"]: each["spec"]["template"]["metadata"]["annotations"][
                "checksum/config"
            ]
            for each in of_kind(rendered("helm4", "minimal", *more), "Deployment")
            if not each["metadata"]["name"].endswith("-edge")
        }

    before, after = sums(), sums("--set=energy.settings.EXPORTS=5")
    assert {name for name in before if before[name] != after[name]} == {"green-meriggio-energy"}


def test_the_streams_job_is_another_one_when_anything_of_it_changes() -> None:
    def name(*more: str) -> str:
        (job,) = of_kind(rendered("helm4", "minimal", *more), "Job")
        return str(job["metadata"]["name"])

    assert name() == name("--set=user.replicas=3")
    changes = ("streams.replicas=5", "image.tag=9.9.9", "commonLabels.a=b", "pods.revision=second")
    assert len({name(), *(name(f"--set={each}") for each in changes)}) == 1 + len(changes)


def test_the_streams_job_is_no_hook_and_can_be_ordered() -> None:
    (job,) = of_kind(rendered("helm4", "everything"), "Job")
    assert job["metadata"]["annotations"]["argocd.argoproj.io/sync-wave"] == "-1"
    assert not any(key.startswith("helm.sh/hook") for key in job["metadata"]["annotations"])


@pytest.mark.parametrize("helm", HELMS)
def test_the_guide_s_values_are_taken(helm: str, tmp_path: PathOfFile) -> None:
    page = "docs/guides/operator-kubernetes.md"
    (block,) = (each for each in blocks("yaml") if str(each.page) == page)
    values = tmp_path / "values.yaml"
    values.write_text(block.text)
    done = run_helm(helm, "template", "meriggio", str(CHART), f"--values={values}")
    assert done.returncode == 0, done.stderr


def test_extra_objects_are_templates() -> None:
    documents = rendered("helm4", "everything")
    assert named(documents, "ConfigMap", "green-extra")["data"] == {"release": "green"}


def test_monitoring_is_off_by_default_and_ships_rules_and_dashboards() -> None:
    kinds = ("ServiceMonitor", "PrometheusRule")
    assert of_kind(rendered("helm4", "minimal"), *kinds) == []
    documents = rendered("helm4", "monitoring")
    (monitor,) = of_kind(documents, "ServiceMonitor")
    assert monitor["metadata"]["labels"]["release"] == "prometheus"
    (endpoint,) = monitor["spec"]["endpoints"]
    assert endpoint["honorLabels"] is True, "rules go by the metrics' own `service`"
    assert {each["targetLabel"] for each in endpoint["relabelings"]} == {"service"}
    rules = list((CHART / "files/observability/rules").glob("*"))
    assert len(of_kind(documents, "PrometheusRule")) == len(rules) > 0
    dashboards = list((CHART / "files/observability/dashboards").glob("*"))
    shown = [
        each
        for each in of_kind(documents, "ConfigMap")
        if each["metadata"]["labels"].get("grafana_dashboard") == "1"
    ]
    assert len(shown) == len(dashboards)
    for each in shown:
        for text in each["data"].values():
            assert json.loads(text)["title"]


def test_a_stream_may_be_made_larger() -> None:
    (job,) = of_kind(rendered("helm4", "everything"), "Job")
    (container,) = job["spec"]["template"]["spec"]["containers"]
    assert container["args"] == ["declare", "--replicas=3", "--max-bytes=READINGS=64Gi"]
