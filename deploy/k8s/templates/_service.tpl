{{/* What the five services have in common. All take: dict root component values service. */}}

{{- define "meriggio.prefix" -}}
{{- printf "MERIGGIO_%s_" (.component | replace "-" "_" | upper) -}}
{{- end -}}

{{/* The service's settings that are no secrets, as variables. */}}
{{- define "meriggio.settings" -}}
{{- $prefix := include "meriggio.prefix" . }}
{{- $values := .root.Values }}
{{- $settings := dict
  "HTTP_HOST" $values.httpHost
  "HTTP_PORT" 8080
  "TOKEN_ISSUER" $values.tokens.issuer
  "TOKEN_AUDIENCE" $values.tokens.audience
  "LOG_LEVEL" $values.log.level
  "LOG_FORMAT" $values.log.format }}
{{- with $values.otlpEndpoint }}{{ $_ := set $settings "OTLP_ENDPOINT" . }}{{ end }}
{{- if ne .component "user" }}
{{- $_ := set $settings "JWKS_URL" (printf "http://%s-user:8080/.well-known/jwks.json" (include "meriggio.fullname" .root)) }}
{{- end }}
{{- if has .component (list "user" "community" "engagement") }}
{{- $_ := set $settings "PUBLIC_URL" (include "meriggio.publicUrl" .root) }}
{{- with $values.mailFrom | default (ternary "Meriggio <no-reply@localhost>" "" $values.evaluation.enabled) }}{{ $_ := set $settings "MAIL_FROM" . }}{{ end }}
{{- end }}
{{- if eq .component "energy" }}{{ with .values.rules }}{{ $_ := set $settings "RULES_FOLDER" "/etc/meriggio/rules" }}{{ end }}{{ end }}
{{- if eq .component "engagement" }}
{{- $_ := set $settings "REPLICA_TEAM" (include "meriggio.fullname" .root) }}
{{- with .values.push.webPushSubject }}{{ $_ := set $settings "WEB_PUSH_SUBJECT" . }}{{ end }}
{{- end }}
{{- if eq .component "device-gateway" }}
{{- $settings = mergeOverwrite $settings (include "meriggio.gatewaySettings" . | fromYaml) }}
{{- end }}
{{- range $key, $secret := .service.secrets }}
{{- if and $secret.file (index $.values.push $secret.when) }}
{{- $_ := set $settings $secret.setting (printf "/etc/meriggio/settings/files/%s" $key) }}
{{- end }}
{{- end }}
{{- range $name, $value := mergeOverwrite $settings .values.settings }}
{{ $prefix }}{{ $name }}: {{ if or (kindIs "slice" $value) (kindIs "map" $value) }}{{ $value | toJson | quote }}{{ else if kindIs "float64" $value }}{{ $value | toJson | quote }}{{ else }}{{ $value | toString | quote }}{{ end }}
{{- end }}
FORWARDED_ALLOW_IPS: {{ $values.forwardedAllowIps | quote }}
{{- if or $values.trustedCa.configMap $values.trustedCa.secret }}
SSL_CERT_FILE: /etc/meriggio/ca/ca.crt
{{- end }}
{{- end -}}

{{- define "meriggio.gatewaySettings" -}}
{{- $values := .root.Values }}
MQTT_HOST: {{ include "meriggio.mqttHost" .root | quote }}
MQTT_PORT: {{ ternary $values.mosquitto.ports.system $values.mqtt.port (or $values.mosquitto.enabled $values.evaluation.enabled) }}
MQTT_USERNAME: {{ ternary "gateway" $values.mqtt.username (or $values.mosquitto.enabled $values.evaluation.enabled) | quote }}
MQTT_CLIENT_ID: {{ $values.mqtt.clientId | quote }}
{{- with include "meriggio.mqttTls" .root | fromYaml }}
MQTT_TLS: "true"
{{- with .serverName }}
MQTT_SERVER_NAME: {{ . | quote }}
{{- end }}
{{- if .checkedBy.secret }}
MQTT_CA_FILE: /etc/meriggio/mqtt/ca.crt
{{- end }}
{{- if .shown }}
MQTT_CERTIFICATE_FILE: /etc/meriggio/mqtt/tls.crt
MQTT_KEY_FILE: /etc/meriggio/mqtt/tls.key
{{- end }}
{{- end }}
{{- if $values.mqtt.shared }}
MQTT_PROTOCOL: "5"
MQTT_SHARED_SESSIONS: {{ $values.mqtt.sessions }}
{{- end }}
FIRMWARE_BASE_URL: {{ .values.firmware.baseUrl | default (include "meriggio.publicUrl" .root) | quote }}
{{- if .values.pki.existingSecret }}
DEVICE_CA_CERTIFICATE_FILE: /etc/meriggio/pki/device-ca.pem
DEVICE_CA_KEY_FILE: /etc/meriggio/pki/device-ca.key
CLAIM_CA_CERTIFICATE_FILE: /etc/meriggio/pki/claim-ca.pem
CLAIM_CA_KEY_FILE: /etc/meriggio/pki/claim-ca.key
{{- if .values.firmware.https }}
SERVER_CA_CERTIFICATE_FILE: /etc/meriggio/pki/server-ca.pem
SERVER_CERTIFICATE_FILE: /etc/meriggio/pki/server.pem
HTTPS_HOST: {{ $values.httpHost | quote }}
HTTPS_PORT: {{ .values.firmware.port }}
HTTPS_CERTIFICATE_FILE: /etc/meriggio/pki/server.pem
HTTPS_KEY_FILE: /etc/meriggio/pki/server.key
{{- end }}
{{- end }}
{{- end -}}

{{/* Secrets are files that the image reads as settings: nothing of them is in the environment. */}}
{{- define "meriggio.secretSources" -}}
{{- $needed := list }}{{ $wanted := list }}
{{- $prefix := include "meriggio.prefix" . }}
{{- range $key, $secret := .service.secrets }}
{{- $item := dict "key" $key "path" (printf "%s%s" $prefix $secret.setting) }}
{{- if $secret.file }}
{{- if index $.values.push $secret.when }}
{{- $needed = append $needed (dict "key" $key "path" (printf "files/%s" $key)) }}
{{- end }}
{{- else if and (eq ($secret.unless | default "") "mqttAlone") (not $.root.Values.mqtt.shared) }}
{{- else if $secret.required }}
{{- $needed = append $needed $item }}
{{- else }}
{{- $wanted = append $wanted $item }}
{{- end }}
{{- end }}
{{- $name := include "meriggio.secretName" . }}
- secret:
    name: {{ $name | quote }}
    items:
      {{- toYaml $needed | nindent 6 }}
- secret:
    name: {{ $name | quote }}
    optional: true
    items:
      {{- with $wanted }}
      {{- toYaml . | nindent 6 }}
      {{- end }}
      {{- include "meriggio.natsFiles" . | nindent 6 }}
{{- end -}}

{{/* What a NATS URL may name after `?`: a user's credentials, or a client certificate with its key. */}}
{{- define "meriggio.natsFiles" -}}
{{- range list "nats.creds" "nats.crt" "nats.key" }}
- {key: {{ . }}, path: files/{{ . }}}
{{- end }}
{{- end -}}

{{- define "meriggio.serviceVolumes" -}}
- name: settings
  projected:
    defaultMode: 0440
    sources:
      {{- include "meriggio.secretSources" . | nindent 6 }}
- name: tmp
  emptyDir: {sizeLimit: 512Mi}
{{- include "meriggio.caVolume" .root }}
{{- if and (eq .component "energy") .values.rules }}
- name: rules
  configMap:
    name: {{ printf "%s-energy-rules" (include "meriggio.fullname" .root) | quote }}
{{- end }}
{{- if and (eq .component "device-gateway") .values.pki.existingSecret }}
- name: pki
  secret:
    secretName: {{ .values.pki.existingSecret | quote }}
    defaultMode: 0440
    items:
      {{- $files := list "device-ca.pem" "device-ca.key" "claim-ca.pem" "claim-ca.key" }}
      {{- if .values.firmware.https }}{{ $files = concat $files (list "server-ca.pem" "server.pem" "server.key") }}{{ end }}
      {{- range $files }}
      - {key: {{ . }}, path: {{ . }}}
      {{- end }}
{{- end }}
{{- if eq .component "device-gateway" }}
{{- include "meriggio.mqttVolume" .root }}
{{- end }}
{{- with .values.extraVolumes }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "meriggio.serviceMounts" -}}
- {name: settings, mountPath: /etc/meriggio/settings, readOnly: true}
- {name: tmp, mountPath: /tmp}
{{- include "meriggio.caMount" .root }}
{{- if and (eq .component "energy") .values.rules }}
- {name: rules, mountPath: /etc/meriggio/rules, readOnly: true}
{{- end }}
{{- if and (eq .component "device-gateway") .values.pki.existingSecret }}
- {name: pki, mountPath: /etc/meriggio/pki, readOnly: true}
{{- end }}
{{- if and (eq .component "device-gateway") (include "meriggio.mqttVolume" .root) }}
- {name: mqtt, mountPath: /etc/meriggio/mqtt, readOnly: true}
{{- end }}
{{- with .values.extraVolumeMounts }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "meriggio.caVolume" -}}
{{- with .Values.trustedCa }}
{{- if .configMap }}
- name: ca
  configMap:
    name: {{ .configMap | quote }}
    items: [{key: {{ .key | quote }}, path: ca.crt}]
{{- else if .secret }}
- name: ca
  secret:
    secretName: {{ .secret | quote }}
    defaultMode: 0440
    items: [{key: {{ .key | quote }}, path: ca.crt}]
{{- end }}
{{- end }}
{{- end -}}

{{- define "meriggio.caMount" -}}
{{- if or .Values.trustedCa.configMap .Values.trustedCa.secret }}
- {name: ca, mountPath: /etc/meriggio/ca, readOnly: true}
{{- end }}
{{- end -}}
