{{/* How gateways reach the MQTT broker. All take the root. */}}

{{/* Nothing without TLS; else YAML: serverName, checkedBy (secret, key), shown (a Secret). */}}
{{- define "meriggio.mqttTls" -}}
{{- $own := .Values.mosquitto }}
{{- if and $own.enabled $own.tls.enabled }}
serverName: {{ $own.tls.serverName | quote }}
checkedBy: {secret: {{ $own.pki.existingSecret | quote }}, key: server-ca.pem}
shown: {{ $own.tls.existingSecret | quote }}
{{- else if and .Values.mqtt.tls.enabled (not $own.enabled) }}
{{- with .Values.mqtt.tls }}
serverName: {{ .serverName | quote }}
checkedBy: {secret: {{ .existingSecret | quote }}, key: ca.crt}
shown: {{ .existingSecret | quote }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "meriggio.mqttVolume" -}}
{{- with include "meriggio.mqttTls" . | fromYaml }}
{{- if .checkedBy.secret }}
- name: mqtt
  projected:
    defaultMode: 0440
    sources:
      - secret:
          name: {{ .checkedBy.secret | quote }}
          items: [{key: {{ .checkedBy.key }}, path: ca.crt}]
      {{- with .shown }}
      - secret:
          name: {{ . | quote }}
          items: [{key: tls.crt, path: tls.crt}, {key: tls.key, path: tls.key}]
      {{- end }}
{{- end }}
{{- end }}
{{- end -}}
