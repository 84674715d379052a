{{/* dict root name -> a password: 64 hexadecimal digits that follow from the seed, the same at each sync. */}}
{{- define "meriggio.derived" -}}
{{- $seed := .root.Values.evaluation.seed }}
{{- if lt (len $seed) 16 }}{{ fail "evaluation.seed is required with evaluation.enabled: 16 random characters or more, from which all passwords follow" }}{{ end -}}
{{- printf "meriggio evaluation/%s/%s" .name $seed | sha256sum -}}
{{- end -}}

{{/* dict root component service key secret -> what the evaluation's Secret holds there. */}}
{{- define "meriggio.evaluationValue" -}}
{{- $fullname := include "meriggio.fullname" .root }}
{{- if eq .secret.make "nats-url" -}}
nats://meriggio:{{ include "meriggio.derived" (dict "root" .root "name" "nats") }}@{{ $fullname }}-nats:4222
{{- else if eq .secret.make "postgres-dsn" -}}
postgresql://meriggio_{{ .component | replace "-" "_" }}:{{ include "meriggio.derived" (dict "root" .root "name" (printf "postgres/%s" .component)) }}@{{ $fullname }}-postgres:5432/meriggio
{{- else if eq .secret.make "mail-url" -}}
smtp://{{ $fullname }}-mail:1025
{{- else if eq .secret.make "password" -}}
{{- include "meriggio.derived" (dict "root" .root "name" "mqtt/gateway") -}}
{{- else if eq .secret.make "key" -}}
{{- include "meriggio.derived" (dict "root" .root "name" (printf "%s/%s" .component .key)) | trunc 32 | b64enc -}}
{{- else -}}
{{- include "meriggio.derived" (dict "root" .root "name" (printf "%s/%s" .component .key)) | trunc 40 -}}
{{- end -}}
{{- end -}}

{{/* dict root component container volumes -> a StatefulSet of one pod with a volume, and its Service. */}}
{{- define "meriggio.evaluationServer" -}}
{{- $of := dict "root" .root "component" .component "values" (dict) }}
apiVersion: apps/v1
kind: StatefulSet
metadata:
  {{- include "meriggio.metadata" $of | nindent 2 }}
spec:
  serviceName: {{ printf "%s-%s" (include "meriggio.fullname" .root) .component | quote }}
  replicas: 1
  selector:
    matchLabels:
      {{- include "meriggio.selectorLabels" $of | nindent 6 }}
  template:
    metadata:
      {{- include "meriggio.podMetadata" (merge (dict "checksum" (.checksum | default "")) $of) | nindent 6 }}
    spec:
      {{- include "meriggio.podHead" $of | nindent 6 }}
      terminationGracePeriodSeconds: 60
      containers:
        - name: {{ .component }}
          image: {{ include "meriggio.image" (dict "root" .root "image" .server.image "thirdParty" true) | quote }}
          imagePullPolicy: {{ .root.Values.image.pullPolicy }}
          securityContext:
            {{- include "meriggio.containerSecurity" .root | nindent 12 }}
          resources:
            {{- toYaml .server.resources | nindent 12 }}
          {{- .container | nindent 10 }}
      volumes:
        {{- .volumes | nindent 8 }}
  {{- if .persistent }}
  volumeClaimTemplates:
    - metadata:
        name: data
        labels:
          {{- include "meriggio.selectorLabels" $of | nindent 10 }}
      spec:
        accessModes: [ReadWriteOnce]
        {{- with .root.Values.evaluation.storage.storageClass }}
        storageClassName: {{ . | quote }}
        {{- end }}
        resources: {requests: {storage: {{ .root.Values.evaluation.storage.size | quote }}}}
  {{- end }}
---
apiVersion: v1
kind: Service
metadata:
  {{- include "meriggio.metadata" $of | nindent 2 }}
spec:
  type: ClusterIP
  selector:
    {{- include "meriggio.selectorLabels" $of | nindent 4 }}
  ports:
    {{- range $name, $port := .ports }}
    - {name: {{ $name }}, port: {{ $port }}, targetPort: {{ $name }}, protocol: TCP}
    {{- end }}
{{- end -}}
