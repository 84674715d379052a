{{/* Names, labels, images. */}}

{{- define "meriggio.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{/* At most 40 characters, so that every suffix fits the 63 of a label. */}}
{{- define "meriggio.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else if contains (include "meriggio.name" .) .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "meriggio.name" .) | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* dict root component -> the labels by which a component's pods are found; they never change. */}}
{{- define "meriggio.selectorLabels" -}}
app.kubernetes.io/name: {{ include "meriggio.name" .root | quote }}
app.kubernetes.io/instance: {{ .root.Release.Name | quote }}
{{- with .component }}
app.kubernetes.io/component: {{ . | quote }}
{{- end }}
{{- end -}}

{{- define "meriggio.labels" -}}
{{ include "meriggio.selectorLabels" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/part-of: "meriggio"
app.kubernetes.io/managed-by: {{ .root.Release.Service | quote }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" | quote }}
{{- range $key, $value := .root.Values.commonLabels }}
{{ $key }}: {{ $value | quote }}
{{- end }}
{{- end -}}

{{/* dict root component [name] [annotations] -> metadata of an object. */}}
{{- define "meriggio.metadata" -}}
name: {{ .name | default (printf "%s-%s" (include "meriggio.fullname" .root) .component) | quote }}
namespace: {{ .root.Release.Namespace | quote }}
labels:
  {{- include "meriggio.labels" . | nindent 2 }}
{{- $annotations := mergeOverwrite (dict) .root.Values.commonAnnotations (.annotations | default dict) }}
{{- with $annotations }}
annotations:
  {{- range $key, $value := . }}
  {{ $key }}: {{ $value | toString | quote }}
  {{- end }}
{{- end }}
{{- end -}}

{{- define "meriggio.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "meriggio.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{/* dict root image [thirdParty] -> a reference; a digest wins over a tag. */}}
{{- define "meriggio.image" -}}
{{- $registry := ternary .root.Values.image.thirdPartyRegistry .root.Values.image.registry (.thirdParty | default false) -}}
{{- $name := .image.repository -}}
{{- with $registry }}{{ $name = printf "%s/%s" (trimSuffix "/" .) $name }}{{ end -}}
{{- if .image.digest -}}
{{- printf "%s@%s" $name .image.digest -}}
{{- else if .thirdParty -}}
{{- printf "%s:%s" $name (.image.tag | toString) -}}
{{- else -}}
{{- printf "%s:%s" $name (.image.tag | default .root.Values.image.tag | default .root.Chart.AppVersion | toString) -}}
{{- end -}}
{{- end -}}

{{/* What the chart knows of the five services: files/services.yaml. */}}
{{- define "meriggio.services" -}}
{{- .Files.Get "files/services.yaml" -}}
{{- end -}}

{{/* dict root component values -> name of the component's Secret. */}}
{{- define "meriggio.secretName" -}}
{{- if .values.existingSecret -}}
{{- .values.existingSecret -}}
{{- else if .root.Values.evaluation.enabled -}}
{{- printf "%s-%s" (include "meriggio.fullname" .root) .component -}}
{{- else -}}
{{- fail (printf "%s.existingSecret is required: the Secret with its keys (README, Secrets), or evaluation.enabled" .service.values) -}}
{{- end -}}
{{- end -}}

{{- define "meriggio.publicUrl" -}}
{{- if .Values.publicUrl -}}
{{- .Values.publicUrl | trimSuffix "/" -}}
{{- else if .Values.evaluation.enabled -}}
http://localhost:8080
{{- else -}}
{{- fail "publicUrl is required: where people open the app, such as https://meriggio.example.org" -}}
{{- end -}}
{{- end -}}

{{- define "meriggio.publicHost" -}}
{{- (urlParse (include "meriggio.publicUrl" .)).host | regexFind "^[^:]+" -}}
{{- end -}}

{{- define "meriggio.mqttHost" -}}
{{- if or .Values.mosquitto.enabled .Values.evaluation.enabled -}}
{{- printf "%s-mosquitto" (include "meriggio.fullname" .) -}}
{{- else -}}
{{- required "mqtt.host is required: the MQTT broker, or mosquitto.enabled, or evaluation.enabled" .Values.mqtt.host -}}
{{- end -}}
{{- end -}}
