{{/* What only the server's file can say. Behind an ingress the caller's address is in X-Forwarded-For. */}}
{{- define "streamspace.serverFile" -}}
{{- $pool := dict "poolSize" (int .Values.api.config.databasePoolSize) -}}
{{- $forwarded := dict "connector" (dict "useForwardedHeaders" .Values.ingress.enabled) -}}
{{- toYaml (mergeOverwrite (dict "server" $forwarded "database" $pool) (deepCopy .Values.api.extraConfig)) -}}
{{- end -}}

{{- define "streamspace.apiEnv" -}}
{{- $config := .Values.api.config -}}
{{- $heartbeat := coalesce $config.heartbeatInterval .Values.k8sAgent.config.heartbeatInterval "30s" -}}
- name: PORT
  value: "8080"
- name: REPLICA_ID
  valueFrom:
    fieldRef:
      fieldPath: metadata.name
- name: LOG_LEVEL
  value: {{ $config.logLevel }}
- name: DB_HOST
  value: {{ default (include "streamspace.serviceHost" (list . (include "streamspace.postgres" .))) .Values.database.host | quote }}
- name: DB_PORT
  value: {{ .Values.database.port | quote }}
- name: DB_NAME
  value: {{ .Values.database.name | quote }}
- name: DB_USER
  value: {{ .Values.database.user | quote }}
- name: DB_PASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ include "streamspace.databaseSecret" . }}
      key: {{ include "streamspace.databaseSecretKey" . }}
- name: DB_SSL_MODE
  value: {{ .Values.database.sslMode }}
- name: JWT_SECRET
  valueFrom:
    secretKeyRef:
      name: {{ include "streamspace.secrets" . }}
      key: jwt-secret
- name: SECRET_KEYS
  valueFrom:
    secretKeyRef:
      name: {{ include "streamspace.secrets" . }}
      key: secret-keys
      optional: true
- name: ADMIN_PASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ include "streamspace.adminSecret" . }}
      key: password
- name: AGENT_ENROLMENT_KEYS
  valueFrom:
    secretKeyRef:
      name: {{ include "streamspace.secrets" . }}
      key: agent-enrolment-key
- name: TOKEN_LIFETIME
  value: {{ $config.tokenLifetime }}
- name: AGENT_HEARTBEAT_INTERVAL
  value: {{ $heartbeat }}
- name: AGENT_HEARTBEAT_TIMEOUT
  value: {{ default "90s" $config.heartbeatTimeout }}
- name: COMMAND_TIMEOUT
  value: {{ $config.commandTimeout }}
- name: VNC_PROXY_ENABLED
  value: {{ $config.vncProxyEnabled | quote }}
- name: VNC_PROXY_TIMEOUT
  value: {{ $config.vncProxyTimeout }}
- name: VIEWER_TOKENS
  value: {{ $config.viewerTokens | quote }}
- name: FRAME_ANCESTORS
  value: {{ $config.frameAncestors | quote }}
{{- with $config.allowedOrigins }}
- name: ALLOWED_ORIGINS
  value: {{ join "," . | quote }}
{{- end }}
{{- if .Values.api.templates }}
- name: TEMPLATES_DIR
  value: /etc/streamspace/templates
{{- end }}
{{- if .Values.redis.url }}
- name: REDIS_URL
  valueFrom:
    secretKeyRef:
      name: {{ include "streamspace.redisSecret" . }}
      key: url
{{- else if .Values.redis.enabled }}
- name: REDIS_PASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ include "streamspace.redisSecret" . }}
      key: password
- name: REDIS_URL
  value: redis://:$(REDIS_PASSWORD)@{{ include "streamspace.serviceHost" (list . (include "streamspace.redis" .)) }}:6379
{{- end }}
{{- with .Values.api.javaOptions }}
- name: JDK_JAVA_OPTIONS
  value: {{ . | quote }}
{{- end }}
{{- with .Values.api.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end -}}
