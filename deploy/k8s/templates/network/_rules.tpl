{{/* dict to ports [udp] -> one egress rule; without `to` anywhere, by these ports only. */}}
{{- define "meriggio.egressRule" -}}
- ports:
    {{- range .ports }}
    - {port: {{ . }}, protocol: TCP}
    {{- if $.udp }}
    - {port: {{ . }}, protocol: UDP}
    {{- end }}
    {{- end }}
  {{- with .to }}
  to:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}

{{/* dict root component -> a NetworkPolicyPeer: the release's pods of that component. */}}
{{- define "meriggio.peer" -}}
- podSelector:
    matchLabels:
      {{- include "meriggio.selectorLabels" . | nindent 6 }}
{{- end -}}

{{/* dict root component -> where a service has to get, by what it does. */}}
{{- define "meriggio.egress" -}}
{{- $policy := .root.Values.networkPolicy }}
{{- $evaluation := .root.Values.evaluation.enabled }}
{{- $broker := or $evaluation .root.Values.mosquitto.enabled }}
{{ include "meriggio.egressRule" (dict "to" $policy.dns.to "ports" $policy.dns.ports "udp" true) }}
{{- range $server := list "postgres" "nats" }}
{{- if $evaluation }}
{{ include "meriggio.egressRule" (dict "to" (include "meriggio.peer" (dict "root" $.root "component" $server) | fromYamlArray) "ports" (list (ternary 5432 4222 (eq $server "postgres")))) }}
{{- else }}
{{ include "meriggio.egressRule" (index $policy $server) }}
{{- end }}
{{- end }}
{{- if ne .component "user" }}
{{ include "meriggio.egressRule" (dict "to" (include "meriggio.peer" (dict "root" .root "component" "user") | fromYamlArray) "ports" (list 8080)) }}
{{- end }}
{{- if eq .component "device-gateway" }}
{{- if $broker }}
{{ include "meriggio.egressRule" (dict "to" (include "meriggio.peer" (dict "root" .root "component" "mosquitto") | fromYamlArray) "ports" (list .root.Values.mosquitto.ports.system)) }}
{{- else }}
{{ include "meriggio.egressRule" (dict "to" $policy.mqtt.to "ports" (list .root.Values.mqtt.port)) }}
{{- end }}
{{- end }}
{{- if has .component (list "user" "community" "engagement") }}
{{- if $evaluation }}
{{ include "meriggio.egressRule" (dict "to" (include "meriggio.peer" (dict "root" .root "component" "mail") | fromYamlArray) "ports" (list 1025)) }}
{{- else }}
{{ include "meriggio.egressRule" $policy.smtp }}
{{- end }}
{{- end }}
{{- if eq .component "engagement" }}
{{ include "meriggio.egressRule" $policy.internet }}
{{- end }}
{{- if .root.Values.otlpEndpoint }}
{{ include "meriggio.egressRule" $policy.otlp }}
{{- end }}
{{- with $policy.extraEgress }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* root -> who may read metrics, as a list of peers; nothing for nobody. */}}
{{- define "meriggio.metricsPeers" -}}
{{- if .Values.networkPolicy.metricsFrom }}
{{ toYaml .Values.networkPolicy.metricsFrom }}
{{- else if .Values.monitoring.enabled }}
- namespaceSelector: {}
{{- end }}
{{- end -}}

{{/* dict root component -> the head of a NetworkPolicy: of this component, both ways. */}}
{{- define "meriggio.policyHead" -}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  {{- include "meriggio.metadata" . | nindent 2 }}
spec:
  podSelector:
    matchLabels:
      {{- include "meriggio.selectorLabels" . | nindent 6 }}
  policyTypes: [Ingress, Egress]
{{- end -}}
