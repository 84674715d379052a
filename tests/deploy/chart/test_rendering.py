"""What every rendered set has to hold, with Helm 4 and Helm 3 (NF3, NF7)."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pytest

from operate.settings import Settings as OperatorSettings
from scripts.chart import CHART
from tests.deploy.chart.rendering import (
    HELMS,
    SETS,
    Document,
    PodOf,
    files_of,
    matches,
    of_kind,
    pods,
    release_of,
    rendered,
    run_helm,
    services_file,
)

_LONG_RUNNING: Final = ("Deployment", "StatefulSet")
_DRAIN_S: Final = 30
"""libs/chassis: 20 for workers, 5 each for the bus and the database."""
_WITHOUT_PROBES: Final = {"keep-crl", "operate"}
"""Serve nobody. The first ends by itself when it cannot go on; the broker must not restart with it.
The second waits for who executes something in it."""
_RESTRICTED_VOLUMES: Final = {
    *("configMap", "csi", "downwardAPI", "emptyDir", "ephemeral"),
    *("persistentVolumeClaim", "projected", "secret"),
}


@pytest.fixture(params=HELMS)
def helm(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=SETS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def documents(helm: str, name: str) -> Sequence[Document]:
    return rendered(helm, name)


def test_there_are_enough_sets() -> None:
    assert len(SETS) >= 12


def test_it_lints(helm: str, name: str) -> None:
    done = run_helm(helm, "lint", "--strict", str(CHART), *files_of(name))
    assert done.returncode == 0, done.stdout + done.stderr


def test_names_are_unique_and_short(documents: Sequence[Document]) -> None:
    keys = [(each["kind"], each["metadata"]["name"]) for each in documents]
    assert len(keys) == len(set(keys))
    assert all(len(each["metadata"]["name"]) <= 63 for each in documents)


def test_labels_and_annotations_are_texts(documents: Sequence[Document]) -> None:
    """A release named `n` is not `false`."""
    for metadata in (
        *(each["metadata"] for each in documents),
        *(pod.metadata for pod in pods(documents)),
    ):
        for texts in (metadata.get("labels", {}), metadata.get("annotations", {})):
            assert all(isinstance(each, str) for pair in texts.items() for each in pair), metadata


def test_everything_is_labelled_by_release(documents: Sequence[Document], name: str) -> None:
    for each in documents:
        if each["metadata"]["name"].endswith(("-extra", "text")):
            continue
        labels = each["metadata"]["labels"]
        assert labels["app.kubernetes.io/instance"] == release_of(name)
        assert labels["app.kubernetes.io/part-of"] == "meriggio"


def test_every_pod_is_restricted(documents: Sequence[Document]) -> None:
    """The Pod Security Standard `restricted`, field by field (Kubernetes 1.33)."""
    found = list(pods(documents))
    assert len(found) >= 8
    for pod in found:
        _assert_restricted(pod)


def _assert_restricted(pod: PodOf) -> None:
    spec = pod.spec
    assert not any(spec.get(each) for each in ("hostNetwork", "hostPID", "hostIPC")), pod.name
    security = spec["securityContext"]
    assert security["runAsNonRoot"] is True
    assert security["seccompProfile"]["type"] == "RuntimeDefault"
    assert security["runAsUser"] >= 10_000
    for volume in spec.get("volumes", ()):
        assert set(volume) - {"name"} <= _RESTRICTED_VOLUMES, pod.name
    for container in pod.containers:
        own = container["securityContext"]
        assert own["allowPrivilegeEscalation"] is False
        assert own["privileged"] is False
        assert own["readOnlyRootFilesystem"] is True
        assert own["runAsNonRoot"] is True
        assert own["capabilities"] == {"drop": ["ALL"]}
        assert own["seccompProfile"]["type"] == "RuntimeDefault"
        assert not any("hostPort" in port for port in container.get("ports", ()))


def test_no_pod_speaks_to_the_api_server(documents: Sequence[Document]) -> None:
    for pod in pods(documents):
        assert pod.spec["automountServiceAccountToken"] is False
        assert pod.spec["enableServiceLinks"] is False
        assert pod.spec["serviceAccountName"] != "default"
    (account,) = of_kind(documents, "ServiceAccount")
    assert account["automountServiceAccountToken"] is False
    assert not of_kind(documents, "Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding")


def test_every_container_has_requests_and_limits(documents: Sequence[Document]) -> None:
    for pod in pods(documents):
        for container in pod.containers:
            for kind in ("requests", "limits"):
                assert {"cpu", "memory"} <= container["resources"][kind].keys(), pod.name


def test_every_server_is_probed_and_liveness_asks_nobody_else(
    documents: Sequence[Document],
) -> None:
    for pod in pods(documents):
        if pod.owner["kind"] not in _LONG_RUNNING:
            continue
        for container in pod.spec["containers"]:
            if container["name"] in _WITHOUT_PROBES:
                continue
            assert {"startupProbe", "readinessProbe", "livenessProbe"} <= container.keys(), pod.name
            if container["name"] in services_file():
                assert container["livenessProbe"]["httpGet"]["path"] == "/health/live"
                assert container["readinessProbe"]["httpGet"]["path"] == "/health/ready"
                startup = container["startupProbe"]
                # Migrations, and 30 s for each of Postgres and NATS to come.
                assert startup["periodSeconds"] * startup["failureThreshold"] >= 120


def test_grace_is_longer_than_the_drain(documents: Sequence[Document]) -> None:
    for pod in pods(documents):
        (container, *_) = pod.spec["containers"]
        if pod.owner["kind"] != "Deployment" or container["name"] == "operate":
            continue
        code = container["lifecycle"]["preStop"]["exec"]["command"][-1]
        waits = float(code.removeprefix("import time; time.sleep(").removesuffix(")"))
        assert pod.spec["terminationGracePeriodSeconds"] > waits + _DRAIN_S, pod.name


def test_images_have_a_version(documents: Sequence[Document]) -> None:
    for pod in pods(documents):
        for container in pod.containers:
            image = container["image"]
            assert "@sha256:" in image or image.rpartition(":")[2] not in {"", "latest", image}


def test_selectors_find_pods(documents: Sequence[Document]) -> None:
    labels = [pod.metadata["labels"] for pod in pods(documents)]
    for each in of_kind(documents, "Service"):
        assert any(matches(each["spec"]["selector"], one) for one in labels), each["metadata"]
    for each in of_kind(documents, "Deployment", "StatefulSet"):
        own = each["spec"]["template"]["metadata"]["labels"]
        selector = each["spec"]["selector"]["matchLabels"]
        assert matches(selector, own)
        assert sum(matches(selector, one) for one in labels) == 1, "two would share pods"
    for each in of_kind(documents, "PodDisruptionBudget"):
        selector = each["spec"]["selector"]["matchLabels"]
        assert sum(matches(selector, one) for one in labels) == 1
    for each in of_kind(documents, "NetworkPolicy"):
        assert any(matches(each["spec"]["podSelector"]["matchLabels"], one) for one in labels)


def test_services_name_ports_that_containers_have(documents: Sequence[Document]) -> None:
    for service in of_kind(documents, "Service"):
        open_ports = {
            port["name"]
            for pod in pods(documents)
            if matches(service["spec"]["selector"], pod.metadata["labels"])
            for container in pod.containers
            for port in container.get("ports", ())
        }
        assert {port["targetPort"] for port in service["spec"]["ports"]} <= open_ports


def test_no_budget_blocks_a_drain(documents: Sequence[Document]) -> None:
    for each in of_kind(documents, "PodDisruptionBudget"):
        assert "minAvailable" not in each["spec"]
        assert each["spec"]["maxUnavailable"] not in {0, "0%"}
        assert each["spec"]["unhealthyPodEvictionPolicy"] == "AlwaysAllow"


def test_an_autoscaled_deployment_says_no_number(documents: Sequence[Document]) -> None:
    scaled = {
        each["spec"]["scaleTargetRef"]["name"]
        for each in of_kind(documents, "HorizontalPodAutoscaler", "ScaledObject")
    }
    for each in of_kind(documents, "Deployment"):
        assert ("replicas" in each["spec"]) != (each["metadata"]["name"] in scaled)
    assert scaled <= {each["metadata"]["name"] for each in of_kind(documents, "Deployment")}
    for each in of_kind(documents, "ScaledObject"):
        assert each["spec"]["minReplicaCount"] >= 1, "each service answers people at any time"


def test_every_pod_has_a_policy_both_ways(documents: Sequence[Document]) -> None:
    policies = of_kind(documents, "NetworkPolicy")
    for pod in pods(documents):
        own = [
            each
            for each in policies
            if matches(each["spec"]["podSelector"]["matchLabels"], pod.metadata["labels"])
        ]
        assert len(own) == 1, pod.name
        assert own[0]["spec"]["policyTypes"] == ["Ingress", "Egress"]
    for each in policies:
        for rule in each["spec"].get("egress") or ():
            assert rule.get("ports"), "all ports of anywhere is no policy"


def test_what_asks_is_let_in_where_it_asks(documents: Sequence[Document]) -> None:
    """Both sides of each connection inside the release agree."""
    by_component = {
        each["spec"]["podSelector"]["matchLabels"]["app.kubernetes.io/component"]: each["spec"]
        for each in of_kind(documents, "NetworkPolicy")
    }
    looked_at = 0
    for client, policy in by_component.items():
        for rule in policy.get("egress") or ():
            for peer in rule.get("to", ()):
                server = _component_of(peer)
                if server is None:
                    continue
                looked_at += 1
                ports = {port["port"] for port in rule["ports"]}
                assert ports <= _let_in(by_component[server], client), (client, server)
    assert looked_at >= 10


def _component_of(peer: Mapping[str, Any]) -> str | None:
    labels = peer.get("podSelector", {}).get("matchLabels", {})
    component: str | None = labels.get("app.kubernetes.io/component")
    return component if "namespaceSelector" not in peer else None


def _let_in(policy: Mapping[str, Any], client: str) -> set[int]:
    return {
        port["port"]
        for rule in policy["ingress"]
        if "from" not in rule or client in {_component_of(peer) for peer in rule["from"]}
        for port in rule["ports"]
    }


def test_volumes_are_declared_and_mounted(documents: Sequence[Document]) -> None:
    for pod in pods(documents):
        claims = {
            each["metadata"]["name"] for each in pod.owner["spec"].get("volumeClaimTemplates", ())
        }
        declared = {volume["name"] for volume in pod.spec.get("volumes", ())} | claims
        mounted = {mount["name"] for one in pod.containers for mount in one.get("volumeMounts", ())}
        assert mounted == declared, pod.name


def test_nothing_secret_is_in_an_environment(documents: Sequence[Document]) -> None:
    for pod in pods(documents):
        for container in pod.containers:
            for variable in container.get("env", ()):
                assert "secretKeyRef" not in variable.get("valueFrom", {}), pod.name
    for each in of_kind(documents, "ConfigMap"):
        text = str(each["data"]) if "data" in each else ""
        assert "postgresql://" not in text
        assert "PASSWORD" not in text


def test_settings_roll_pods(documents: Sequence[Document]) -> None:
    for each in of_kind(documents, "Deployment"):
        if each["metadata"]["labels"]["app.kubernetes.io/component"] in {"edge", "operate"}:
            continue  # their settings stand in the pod
        annotations = each["spec"]["template"]["metadata"]["annotations"]
        assert len(annotations["checksum/config"]) == 64


def test_each_replica_is_one_of_a_team(documents: Sequence[Document], name: str) -> None:
    """Two of a service run side by side in every rollout, also where one is wanted."""
    for each in of_kind(documents, "ConfigMap"):
        data = each.get("data") or {}
        if "MERIGGIO_ENGAGEMENT_HTTP_PORT" in data:
            assert data["MERIGGIO_ENGAGEMENT_REPLICA_TEAM"]
    gateway = next(
        each
        for each in of_kind(documents, "Deployment")
        if each["metadata"]["name"].endswith("device-gateway")
    )
    sources = gateway["spec"]["template"]["spec"]["volumes"][0]["projected"]["sources"]
    shared = "mqtt-shared-group" in {item["key"] for item in sources[0]["secret"]["items"]}
    if shared:
        assert gateway["spec"]["strategy"]["type"] == "RollingUpdate"
    else:
        assert name == "single-replica"
        assert gateway["spec"]["strategy"]["type"] == "Recreate"


def test_the_administration_is_told_of_all_and_reaches_it(documents: Sequence[Document]) -> None:
    for pod in pods(documents):
        if pod.metadata["labels"]["app.kubernetes.io/component"] != "operate":
            continue
        (container,) = pod.spec["containers"]
        addresses = {each["name"] for each in container["env"]}
        sources = pod.spec["volumes"][0]["projected"]["sources"]
        files = {item["path"] for source in sources for item in source["secret"]["items"]}
        for name in ("USER", "COMMUNITY", "ENERGY", "ENGAGEMENT", "DEVICE_GATEWAY"):
            assert f"MERIGGIO_{name}_URL" in addresses
            assert f"MERIGGIO_{name}_POSTGRES_DSN" in files
        known = {f"MERIGGIO_{name.upper()}" for name in OperatorSettings.model_fields}
        assert {file for file in files if "/" not in file} <= known
        assert {name for name in addresses if name.endswith("_URL")} <= known
