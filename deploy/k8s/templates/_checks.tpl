{{/* What a schema cannot say: values that need one another. Refused with words. */}}
{{- define "meriggio.checks" -}}
{{- $gateway := .Values.deviceGateway }}
{{- if and (not .Values.mqtt.shared) (or (gt (int $gateway.replicas) 1) (ne $gateway.autoscaling.mode "none")) }}
{{- fail "mqtt.shared: false is for deviceGateway.replicas: 1 without autoscaling: two gateways without a group throw each other out" }}
{{- end }}
{{- with .Values.mqtt.tls }}
{{- if and .enabled (or $.Values.mosquitto.enabled $.Values.evaluation.enabled) }}
{{- fail "mqtt.tls is for mqtt.host: the broker of this chart has mosquitto.tls, that of evaluation no certificates" }}
{{- end }}
{{- if and (not .enabled) (or .existingSecret .serverName) }}
{{- fail "mqtt.tls.existingSecret and mqtt.tls.serverName need mqtt.tls.enabled" }}
{{- end }}
{{- end }}
{{- with .Values.mosquitto.tls }}
{{- if and (not .enabled) (or .existingSecret .serverName) }}
{{- fail "mosquitto.tls.existingSecret and mosquitto.tls.serverName need mosquitto.tls.enabled" }}
{{- end }}
{{- end }}
{{- if and $gateway.firmware.https (not $gateway.pki.existingSecret) }}
{{- fail "deviceGateway.pki.existingSecret is required with deviceGateway.firmware.https: the server's certificate" }}
{{- end }}
{{- if and .Values.engagement.push.webPush (not .Values.engagement.push.webPushSubject) }}
{{- fail "engagement.push.webPushSubject is required with engagement.push.webPush" }}
{{- end }}
{{- range $key := list "user" "community" "energy" "engagement" "deviceGateway" "edge" }}
{{- $values := index $.Values $key }}
{{- if gt (int $values.autoscaling.minReplicas) (int $values.autoscaling.maxReplicas) }}
{{- fail (printf "%s.autoscaling.minReplicas is more than maxReplicas" $key) }}
{{- end }}
{{- end }}
{{- end -}}
