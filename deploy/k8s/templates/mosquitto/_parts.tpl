{{/* Pieces of the broker's pod. All take the root. */}}

{{- define "meriggio.mosquittoSecret" -}}
{{- if .Values.mosquitto.existingSecret -}}
{{- .Values.mosquitto.existingSecret -}}
{{- else if .Values.evaluation.enabled -}}
{{- printf "%s-mosquitto" (include "meriggio.fullname" .) -}}
{{- else -}}
{{- fail "mosquitto.existingSecret is required with mosquitto.enabled: gateway-password and claims-password" -}}
{{- end -}}
{{- end -}}

{{/* What the broker's certificate is good for on the gateways' listener. */}}
{{- define "meriggio.mosquittoName" -}}
{{- .Values.mosquitto.tls.serverName | default (include "meriggio.mqttHost" .) -}}
{{- end -}}

{{- define "meriggio.mosquittoConfigArgs" -}}
- broker-config
- --folder=/mosquitto/work
- --gateway-password-file=/mosquitto/passwords/gateway-password
- --claims-password-file=/mosquitto/passwords/claims-password
- --system={{ .Values.mosquitto.ports.system }}
{{- if .Values.mosquitto.enabled }}
- --server-certificate=/mosquitto/pki/server.pem
- --server-key=/mosquitto/pki/server.key
- --device-ca=/mosquitto/pki/device-ca.pem
- --device-crl=/mosquitto/lists/device.crl
- --claim-ca=/mosquitto/pki/claim-ca.pem
- --claim-crl=/mosquitto/lists/claim.crl
- --devices={{ .Values.mosquitto.ports.devices }}
- --claims={{ .Values.mosquitto.ports.claims }}
{{- if .Values.mosquitto.tls.enabled }}
- --system-tls
- --server-ca=/mosquitto/pki/server-ca.pem
- --main-host={{ include "meriggio.mosquittoName" . }}
{{- if .Values.mosquitto.tls.existingSecret }}
- --system-ca=/mosquitto/gateways/ca.crt
- --bridge-certificate=/mosquitto/gateways/tls.crt
- --bridge-key=/mosquitto/gateways/tls.key
{{- end }}
{{- end }}
{{- else }}
- --trusted=1883
{{- end }}
{{- with .Values.mosquitto.extraArgs }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* dict root name folder port -> one broker process. */}}
{{- define "meriggio.broker" -}}
- name: {{ .name }}
  image: {{ include "meriggio.image" (dict "root" .root "image" .root.Values.mosquitto.image "thirdParty" true) | quote }}
  imagePullPolicy: {{ .root.Values.image.pullPolicy }}
  securityContext:
    {{- include "meriggio.containerSecurity" .root | nindent 4 }}
  command: ["mosquitto", "-c", "/mosquitto/work/{{ .folder }}/mosquitto.conf"]
  ports:
    {{- range $name, $port := .ports }}
    - {name: {{ $name }}, containerPort: {{ $port }}, protocol: TCP}
    {{- end }}
  startupProbe: {tcpSocket: {port: {{ .probed }}}, periodSeconds: 2, failureThreshold: 150}
  readinessProbe: {tcpSocket: {port: {{ .probed }}}, periodSeconds: 5, timeoutSeconds: 3}
  livenessProbe: {tcpSocket: {port: {{ .probed }}}, periodSeconds: 20, timeoutSeconds: 10, failureThreshold: 6}
  resources:
    {{- toYaml .resources | nindent 4 }}
  volumeMounts:
    - {name: work, mountPath: /mosquitto/work}
    {{- if eq .folder "main" }}
    - {name: data, mountPath: /mosquitto/work/main/data, subPath: sessions}
    {{- end }}
    {{- if .root.Values.mosquitto.enabled }}
    - {name: data, mountPath: /mosquitto/lists, subPath: lists, readOnly: true}
    - {name: pki, mountPath: /mosquitto/pki, readOnly: true}
    {{- if .root.Values.mosquitto.tls.existingSecret }}
    - {name: gateways, mountPath: /mosquitto/gateways, readOnly: true}
    {{- end }}
    {{- end }}
{{- end -}}

{{- define "meriggio.listsContainers" -}}
- name: keep-crl
  image: {{ include "meriggio.image" (dict "root" . "image" .Values.deviceGateway.image) | quote }}
  imagePullPolicy: {{ .Values.image.pullPolicy }}
  securityContext:
    {{- include "meriggio.containerSecurity" . | nindent 4 }}
  args:
    - keep-crl
    {{- range list "device" "claim" }}
    - --list
    - {{ printf "http://%s-device-gateway:8080/pki/%s.crl" (include "meriggio.fullname" $) . | quote }}
    - /mosquitto/lists/{{ . }}.crl
    - /mosquitto/pki/{{ . }}-ca.pem
    {{- end }}
    - --signal-pid-file=/mosquitto/work/main/pid
    - --signal-pid-file=/mosquitto/work/claims/pid
    - --every=2
  resources:
    {{- toYaml .Values.mosquitto.sidecarResources | nindent 4 }}
  volumeMounts:
    - {name: work, mountPath: /mosquitto/work, readOnly: true}
    - {name: data, mountPath: /mosquitto/lists, subPath: lists}
    - {name: pki, mountPath: /mosquitto/pki, readOnly: true}
    - {name: tmp, mountPath: /tmp}
{{- end -}}

{{- define "meriggio.mosquittoInit" -}}
{{- if .Values.mosquitto.enabled }}
- name: first-lists
  image: {{ include "meriggio.image" (dict "root" . "image" .Values.deviceGateway.image) | quote }}
  imagePullPolicy: {{ .Values.image.pullPolicy }}
  securityContext:
    {{- include "meriggio.containerSecurity" . | nindent 4 }}
  command: ["python", "-E", "-c"]
  args:
    - |
      {{- .Files.Get "files/scripts/first_lists.py" | nindent 6 }}
    - /mosquitto/pki
    - /mosquitto/lists
  resources:
    {{- toYaml .Values.mosquitto.sidecarResources | nindent 4 }}
  volumeMounts:
    - {name: data, mountPath: /mosquitto/lists, subPath: lists}
    - {name: pki, mountPath: /mosquitto/pki, readOnly: true}
{{- end }}
- name: configuration
  image: {{ include "meriggio.image" (dict "root" . "image" .Values.deviceGateway.image) | quote }}
  imagePullPolicy: {{ .Values.image.pullPolicy }}
  securityContext:
    {{- include "meriggio.containerSecurity" . | nindent 4 }}
  args:
    {{- include "meriggio.mosquittoConfigArgs" . | nindent 4 }}
  resources:
    {{- toYaml .Values.mosquitto.sidecarResources | nindent 4 }}
  volumeMounts:
    - {name: work, mountPath: /mosquitto/work}
    - {name: passwords, mountPath: /mosquitto/passwords, readOnly: true}
    - {name: tmp, mountPath: /tmp}
{{- end -}}
