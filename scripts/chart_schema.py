"""values.schema.json of the Helm chart, from values.yaml, exceptions, and the services' settings.

What values.yaml has is what there is: every object is closed, so that a typing error is refused.
"""

# ruff: noqa: INP001

from collections.abc import Mapping
from typing import Any, Final, get_args

from pydantic import SecretStr
from pydantic_settings import BaseSettings

from libs.contracts import streams
from services.community.config import Settings as CommunitySettings
from services.device_gateway.config import Settings as DeviceGatewaySettings
from services.energy.config import Settings as EnergySettings
from services.engagement.config import Settings as EngagementSettings
from services.user.config import Settings as UserSettings

SERVICES: Final[Mapping[str, type[BaseSettings]]] = {
    "user": UserSettings,
    "community": CommunitySettings,
    "energy": EnergySettings,
    "engagement": EngagementSettings,
    "deviceGateway": DeviceGatewaySettings,
}
"""By their block in values.yaml."""
SET_BY_CHART: Final = frozenset(
    {
        "http_host",
        "http_port",
        "nats_url",
        "postgres_dsn",
        "jwks_url",
        "token_issuer",
        "token_audience",
        "log_level",
        "log_format",
        "otlp_endpoint",
        "public_url",
        "mail_from",
        "replica_team",
        "rules_folder",
        "operator_tokens",
        "integration_tokens",
        "fcm_service_account",
        "web_push_key",
        "web_push_subject",
        "mqtt_host",
        "mqtt_port",
        "mqtt_username",
        "mqtt_tls",
        "mqtt_ca_file",
        "mqtt_certificate_file",
        "mqtt_key_file",
        "mqtt_server_name",
        "mqtt_client_id",
        "mqtt_protocol",
        "mqtt_shared_sessions",
        "firmware_base_url",
        "https_host",
        "https_port",
        "https_certificate_file",
        "https_key_file",
        "device_ca_certificate_file",
        "device_ca_key_file",
        "claim_ca_certificate_file",
        "claim_ca_key_file",
        "server_ca_certificate_file",
        "server_certificate_file",
    }
)
"""Other values or the Secret say them."""

Schema = dict[str, Any]

STRING: Final[Schema] = {"type": "string"}
_NAME: Final[Schema] = {
    "type": "string",
    "pattern": r"^([a-z0-9]([-a-z0-9.]*[a-z0-9])?)?$",
    "maxLength": 253,
}
_STRINGS: Final[Schema] = {"type": "object", "additionalProperties": STRING}
_OBJECTS: Final[Schema] = {"type": "array", "items": {"type": "object"}}
_NAMED: Final[Schema] = {"type": "array", "items": {"type": "object", "required": ["name"]}}
_COUNT: Final[Schema] = {"type": "integer", "minimum": 1}
_PORT: Final[Schema] = {"type": "integer", "minimum": 1, "maximum": 65535}
_PORTS: Final[Schema] = {"type": "array", "items": _PORT}
_QUANTITY: Final[Schema] = {"type": ["string", "number"], "pattern": r"^[0-9.]+(m|[kKMGT]i?)?$"}


def closed(properties: Mapping[str, Schema], **others: object) -> Schema:
    """An object with these properties and no others."""
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": dict(properties),
        **others,
    }


def _free(*names: str) -> Schema:
    return closed({name: {} for name in names})


_AMOUNTS: Final = closed(
    {"cpu": _QUANTITY, "memory": _QUANTITY, "ephemeral-storage": _QUANTITY},
    required=["cpu", "memory"],
)
_STREAM_SIZE: Final[Schema] = {"type": "string", "pattern": "^[1-9][0-9]{0,11}(Mi|Gi|Ti)?$"}
_RESOURCES: Final = closed(
    {"requests": _AMOUNTS, "limits": _AMOUNTS}, required=["requests", "limits"]
)
_PEERS: Final[Schema] = {
    "type": "array",
    "items": _free("ipBlock", "podSelector", "namespaceSelector"),
}
_TOLERATION: Final = _free("key", "operator", "value", "effect", "tolerationSeconds")
_SPREAD: Final = _free(
    *("maxSkew", "topologyKey", "whenUnsatisfiable", "labelSelector", "minDomains"),
    *("nodeAffinityPolicy", "nodeTaintsPolicy", "matchLabelKeys"),
)
_ENV: Final = {
    "type": "array",
    "items": closed({"name": STRING, "value": STRING, "valueFrom": {}}, required=["name"]),
}
_SERVICE_TYPE: Final[Schema] = {"enum": ["ClusterIP", "NodePort", "LoadBalancer"]}

BY_NAME: Final[Mapping[str, Schema]] = {
    "resources": closed(
        {"requests": _AMOUNTS, "limits": _AMOUNTS}, required=["requests", "limits"]
    ),
    "sidecarResources": closed(
        {"requests": _AMOUNTS, "limits": _AMOUNTS}, required=["requests", "limits"]
    ),
    **dict.fromkeys(
        ("annotations", "podAnnotations", "podLabels", "labels", "nodeSelector"), _STRINGS
    ),
    **dict.fromkeys(("commonLabels", "commonAnnotations", "rules"), _STRINGS),
    "tolerations": {"type": "array", "items": _TOLERATION},
    "affinity": _free("nodeAffinity", "podAffinity", "podAntiAffinity"),
    "topologySpreadConstraints": {"type": ["array", "null"], "items": _SPREAD},
    "extraEnv": _ENV,
    "extraEnvFrom": {"type": "array", "items": _free("prefix", "configMapRef", "secretRef")},
    "extraVolumes": _NAMED,
    "extraVolumeMounts": {"type": "array", "items": {"type": "object", "required": ["mountPath"]}},
    "existingSecret": _NAME,
    "digest": {"type": "string", "pattern": "^(sha256:[0-9a-f]{64})?$"},
    "tag": {"type": "string", "not": {"const": "latest"}},
    "pullPolicy": {"enum": ["IfNotPresent", "Always", "Never"]},
    "replicas": _COUNT,
    "minReplicas": _COUNT,
    "maxReplicas": _COUNT,
    "cpuUtilization": {"type": "integer", "minimum": 1, "maximum": 1000},
    "memoryUtilization": {"type": ["integer", "null"], "minimum": 1, "maximum": 1000},
    "lagThreshold": _COUNT,
    "mode": {"enum": ["none", "hpa", "keda"]},
    "maxUnavailable": {"type": ["integer", "string"], "minimum": 1, "pattern": "^[1-9][0-9]?%$"},
    "ports": _PORTS,
    "port": _PORT,
    "to": _PEERS,
    **dict.fromkeys(("edgeFrom", "metricsFrom", "devicesFrom"), _PEERS),
    **dict.fromkeys(("extraEgress", "extraIngress", "metricRelabelings"), _OBJECTS),
    "loadBalancerSourceRanges": {"type": "array", "items": STRING},
    "type": _SERVICE_TYPE,
    "storageClass": STRING,
    "size": _QUANTITY,
}
"""The same wherever the name stands."""

BY_PATH: Final[Mapping[str, Schema]] = {
    "publicUrl": {"type": "string", "pattern": r"^(https?://[^\s/?#]+/?)?$"},
    "fullnameOverride": {"type": "string", "maxLength": 40},
    "log.level": {"enum": ["debug", "info", "warning", "error"]},
    "log.format": {"enum": ["json", "console"]},
    "image.pullSecrets": {"type": "array", "items": _NAME},
    "streams.replicas": {"enum": [1, 3, 5]},
    "streams.maxBytes": closed({spec.name: _STREAM_SIZE for spec in streams.ALL}),
    "streams.ttlSecondsAfterFinished": {"type": ["integer", "null"], "minimum": 0},
    "mqtt.clientId": {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,64}$"},
    "mqtt.sessions": {"type": "integer", "minimum": 1, "maximum": 16},
    "pods.runAsUser": {"type": ["integer", "null"], "minimum": 1},
    "edge.trustedProxies": {"type": "array", "items": STRING, "minItems": 1},
    "engagement.push.webPushSubject": {"type": "string", "pattern": "^((mailto:|https:).+)?$"},
    "ingress.hosts": {"type": "array", "items": STRING},
    "httpRoute.parentRefs": {
        "type": "array",
        "items": _free("group", "kind", "namespace", "name", "sectionName", "port"),
    },
    "httpRoute.hostnames": {"type": "array", "items": STRING},
    "mosquitto.ports": closed(dict.fromkeys(("devices", "claims", "system"), _PORT)),
    "mosquitto.service.externalTrafficPolicy": {"enum": ["", "Cluster", "Local"]},
    "mosquitto.extraArgs": {"type": "array", "items": STRING},
    "extraObjects": {"type": "array", "items": {"type": ["object", "string"]}},
    "evaluation.seed": {"type": "string", "pattern": "^(.{16,})?$"},
}


_SCALARS: Final[Mapping[type, Schema]] = {
    bool: {"type": "boolean"},
    int: {"type": "integer", "minimum": 0},
    str: STRING,
}


def schema_of_values(values: Mapping[str, Any]) -> Schema:
    """The whole schema."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Values of the chart meriggio",
        **_schema(values, ""),
        "$comment": "Made by `make chart`; edit scripts/chart_schema.py or values.yaml instead.",
    }


def _schema(value: Any, path: str) -> Schema:
    name = path.rpartition(".")[2]
    if path in BY_PATH:
        return BY_PATH[path]
    if name == "settings":
        return settings_schema(SERVICES[path.partition(".")[0]])
    if name in BY_NAME:
        return BY_NAME[name]
    if isinstance(value, dict):
        known = {key: _schema(one, f"{path}.{key}" if path else key) for key, one in value.items()}
        if not path:
            known["global"] = {"type": "object"}  # helm adds it for charts of charts
        return closed(known)
    if type(value) not in _SCALARS:
        raise TypeError(f"say in scripts/chart_schema.py what {path} may be")
    return _SCALARS[type(value)]


def settings_schema(settings: type[BaseSettings]) -> Schema:
    """The settings that a values' block may say, by their name in the environment."""
    described = settings.model_json_schema(mode="validation")
    known = {}
    for name, field in settings.model_fields.items():
        if name in SET_BY_CHART or _is_secret(field.annotation):
            continue
        known[name.upper()] = _resolved(described["properties"][name], described.get("$defs", {}))
    return closed(known)


def _is_secret(annotation: Any) -> bool:
    return annotation is SecretStr or any(_is_secret(each) for each in get_args(annotation))


def _resolved(field: Mapping[str, Any], definitions: Mapping[str, Schema]) -> Schema:
    """Without references, titles and defaults, which may change without the chart."""
    if "$ref" in field:
        return _resolved(definitions[field["$ref"].rpartition("/")[2]], definitions)
    kept = {
        key: value
        for key, value in field.items()
        if key not in {"title", "default", "description", "format"}
    }
    if "anyOf" in kept:
        kept["anyOf"] = [_resolved(each, definitions) for each in kept["anyOf"]]
    return kept
