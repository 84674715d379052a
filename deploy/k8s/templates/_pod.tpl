{{/* What every pod of the release has in common, hooks and evaluation included. */}}

{{- define "meriggio.containerSecurity" -}}
allowPrivilegeEscalation: false
privileged: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities:
  drop: ["ALL"]
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "meriggio.podSecurity" -}}
runAsNonRoot: true
{{- with .Values.pods.runAsUser }}
runAsUser: {{ . }}
runAsGroup: {{ . }}
fsGroup: {{ . }}
fsGroupChangePolicy: OnRootMismatch
{{- end }}
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{/* dict root component values [checksum] -> metadata of a pod. */}}
{{- define "meriggio.podMetadata" -}}
labels:
  {{- include "meriggio.labels" (dict "root" .root "component" .component) | nindent 2 }}
  {{- range $key, $value := mergeOverwrite (dict) .root.Values.pods.labels (.values.podLabels | default dict) }}
  {{ $key }}: {{ $value | quote }}
  {{- end }}
{{- $annotations := mergeOverwrite (dict) .root.Values.commonAnnotations .root.Values.pods.annotations (.values.podAnnotations | default dict) }}
{{- with .checksum }}{{ $_ := set $annotations "checksum/config" . }}{{ end }}
{{- with .root.Values.pods.revision }}{{ $_ := set $annotations "meriggio/revision" . }}{{ end }}
{{- with $annotations }}
annotations:
  {{- range $key, $value := . }}
  {{ $key }}: {{ $value | toString | quote }}
  {{- end }}
{{- end }}
{{- end -}}

{{/* dict root values -> the head of a pod's spec. */}}
{{- define "meriggio.podHead" -}}
serviceAccountName: {{ include "meriggio.serviceAccountName" .root | quote }}
automountServiceAccountToken: false
enableServiceLinks: false
securityContext:
  {{- include "meriggio.podSecurity" .root | nindent 2 }}
{{- with .root.Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . | quote }}
  {{- end }}
{{- end }}
{{- $pods := .root.Values.pods }}
{{- with .values.priorityClassName | default $pods.priorityClassName }}
priorityClassName: {{ . | quote }}
{{- end }}
{{- with $pods.runtimeClassName }}
runtimeClassName: {{ . | quote }}
{{- end }}
{{- with .values.nodeSelector | default $pods.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .values.tolerations | default $pods.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .values.affinity | default $pods.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* dict root component values -> over nodes and zones where that can be had; a rollout counts alone. */}}
{{- define "meriggio.spread" -}}
{{- if kindIs "slice" .values.topologySpreadConstraints }}
{{- with .values.topologySpreadConstraints }}
topologySpreadConstraints:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- else }}
topologySpreadConstraints:
  {{- range list "kubernetes.io/hostname" "topology.kubernetes.io/zone" }}
  - maxSkew: 1
    topologyKey: {{ . }}
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "meriggio.selectorLabels" $ | nindent 8 }}
    matchLabelKeys: [pod-template-hash]
  {{- end }}
{{- end }}
{{- end -}}

{{/* dict values path port -> three probes; liveness asks nobody else, readiness waits for everybody. */}}
{{- define "meriggio.probes" -}}
{{- $live := dict "httpGet" (dict "path" .live "port" .port) }}
{{- $ready := dict "httpGet" (dict "path" .ready "port" .port) }}
startupProbe:
  {{- toYaml (merge $live .values.startupProbe) | nindent 2 }}
readinessProbe:
  {{- toYaml (merge $ready .values.readinessProbe) | nindent 2 }}
livenessProbe:
  {{- toYaml (merge (omit $live "periodSeconds" "failureThreshold" "timeoutSeconds") .values.livenessProbe) | nindent 2 }}
{{- end -}}

{{/* Our images have Python and no shell. */}}
{{- define "meriggio.preStop" -}}
preStop:
  exec:
    command: ["python", "-S", "-E", "-c", "import time; time.sleep({{ . }})"]
{{- end -}}

{{/* dict values -> how many, unless an autoscaler says so. */}}
{{- define "meriggio.replicas" -}}
{{- if eq .autoscaling.mode "none" }}
replicas: {{ .replicas }}
{{- end }}
{{- end -}}
